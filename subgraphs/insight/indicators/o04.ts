import type { Indicator } from '../indicator.ts'
import { O01 } from './o01.ts'

/** Of how it is reckoned from O01; what O01 is changes it, too. */
const CHANGES = 0

export const O04: Indicator = {
  id: 'O04',
  version: O01.version + CHANGES,
  title: 'Variation',
  question: 'How much does the offer differ between municipalities?',
  problems: ['P2_MISSING_OFFER'],
  numerator: '90th percentile of O01 between municipalities',
  denominator: '10th percentile',
  measure: 'RATE',
  unit: 'ratio',
  caveats: [
    'Of the municipalities for which the organisation works, and of which O01 may be told: five at least. The count is how many these are.',
    'From values as they are told, with the small deviation that each has; percentiles lie on the line between the two nearest values.',
    'It is not taken apart: ask O01 by MUNICIPALITY.',
  ],
  source: 'own',
  domains: O01.domains,
  units: null,
  spreadOf: O01.id,
}
