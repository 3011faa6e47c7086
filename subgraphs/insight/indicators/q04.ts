import type { Indicator } from '../indicator.ts'

export const Q04: Indicator = {
  id: 'Q04',
  version: 1,
  title: 'Foundation',
  question: 'How well founded are the indicators?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER'],
  numerator: 'indicators with coverage of 0.9 or more, and bounds narrower than 5 points',
  denominator: 'indicators',
  measure: 'SHARE',
  unit: 'share',
  caveats: [],
  source: 'own',
  domains: [],
  units: null,
  notFedBecause: 'It is about the answers to the others: count it from their coverage and bounds.',
}
