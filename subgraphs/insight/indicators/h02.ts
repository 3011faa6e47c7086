import type { Indicator } from '../indicator.ts'

export const H02: Indicator = {
  id: 'H02',
  version: 1,
  title: 'Acknowledged',
  question: 'Are handovers acknowledged?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL', 'P4_NO_COOPERATION_JGZ_CHILDCARE'],
  numerator: 'handovers acknowledged within 7 days',
  denominator: 'handovers due',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ', 'CHILDCARE'],
  units: null,
  notFedBecause:
    'JGZ tells that it sent a dossier (BDS W0188, 45). That one was received or acknowledged is in no element that is read, of whichever registry.',
}
