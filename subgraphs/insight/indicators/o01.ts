import type { Indicator } from '../indicator.ts'

export const O01: Indicator = {
  id: 'O01',
  version: 1,
  title: 'Offer available',
  question: 'Is there an offer for every need, everywhere?',
  problems: ['P2_MISSING_OFFER'],
  numerator: 'cells of area, need and age with an offer that fits',
  denominator: 'cells with a need',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: [],
  units: null,
  notFedBecause:
    'The map of offers is about places and not about children: offerGaps tells where there is no help.',
}
