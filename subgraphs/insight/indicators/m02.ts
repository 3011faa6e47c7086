import type { Indicator } from '../indicator.ts'

export const M02: Indicator = {
  id: 'M02',
  version: 1,
  title: 'Meldcode trained',
  question: 'Do locations have staff who are trained in the reporting code?',
  problems: ['P4_NO_COOPERATION_JGZ_CHILDCARE'],
  numerator: 'locations with trained staff',
  denominator: 'locations',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: [],
  units: null,
  notFedBecause:
    'Training in the reporting code is in no column of the LRK, nor of the lists of providers.',
}
