import type { Indicator } from '../indicator.ts'

export const H10: Indicator = {
  id: 'H10',
  version: 1,
  title: 'Fixed JGZ contact',
  question: 'Does every childcare location have a fixed contact with JGZ?',
  problems: ['P4_NO_COOPERATION_JGZ_CHILDCARE'],
  numerator: 'locations with a named contact',
  denominator: 'locations',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: [],
  units: null,
  notFedBecause:
    'The LRK has who answers for a location (contact_persoon), and not who of JGZ visits it; no list has both.',
}
