import type { Indicator } from '../indicator.ts'

export const O04: Indicator = {
  id: 'O04',
  version: 1,
  title: 'Variation',
  question: 'How much does the offer differ between municipalities?',
  problems: ['P2_MISSING_OFFER'],
  numerator: '90th percentile of O01 between municipalities',
  denominator: '10th percentile',
  measure: 'RATE',
  unit: 'ratio',
  caveats: [],
  source: 'own',
  domains: [],
  units: null,
  notFedBecause: 'It is about O01, which no source feeds.',
}
