import type { Indicator } from '../indicator.ts'

export const D02: Indicator = {
  id: 'D02',
  version: 1,
  title: 'Question answered',
  question: 'Are questions of parents answered within two weeks?',
  problems: ['P1_SUPPLY_DRIVEN_JGZ'],
  numerator: 'questions answered within 14 days',
  denominator: 'questions of parents',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['JGZ'],
  units: null,
  notFedBecause:
    'The BDS has who asked for a contact (1423, counted in D01), and no element for a question of parents or the answer to it.',
}
