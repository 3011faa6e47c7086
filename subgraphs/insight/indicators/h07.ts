import type { Indicator } from '../indicator.ts'

export const H07: Indicator = {
  id: 'H07',
  version: 1,
  title: 'One plan',
  question: 'Do families with several helpers have one plan?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'families with two domains active and one shared plan',
  denominator: 'families with two domains active',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['JGZ', 'SOCIAL_DOMAIN'],
  units: null,
  notFedBecause:
    'A plan is in no element of the BDS, of iJw, or of the lists of neighbourhood teams, which tell who leads a case (regie) and not by which plan.',
}
