import type { Indicator } from '../indicator.ts'

export const B04: Indicator = {
  id: 'B04',
  version: 1,
  title: 'Unintended pregnancy',
  question: 'How many pregnancies were not intended?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'pregnancies that were not intended',
  denominator: 'pregnancies of which that was asked',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['BIRTH_CARE'],
  units: null,
  notFedBecause:
    'No element of the geboortezorg profiles, the Perined kernset or the BDS says whether a pregnancy was intended.',
}
