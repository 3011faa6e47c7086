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
    'Birth care hands over to JGZ in a message of its own, of which no format is read; neither the geboortezorg profiles nor the Perined kernset say that it was sent. H03 counts what came of it.',
}
