import type { Indicator } from '../indicator.ts'

export const H01: Indicator = {
  id: 'H01',
  version: 1,
  title: 'Birth to JGZ sent',
  question: 'Is JGZ told of a birth in time?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'births with a handover sent within 7 days',
  denominator: 'live births',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ'],
  units: null,
  notFedBecause:
    'No registry that is linked records that birth care sent a handover; H03 counts what came of it.',
}
