import type { Indicator } from '../indicator.ts'
import { spansOf, within } from './sql.ts'

export const C06: Indicator = {
  id: 'C06',
  version: 1,
  title: 'Waiting',
  question: 'How long do children wait for a place?',
  problems: ['P6_CHILDCARE_ACCESSIBILITY'],
  numerator: 'whole weeks from the application to the end of waiting',
  denominator: 'children whose waiting ended',
  measure: 'MEDIAN',
  unit: 'weeks',
  caveats: [
    'A waiting ends with a place or without.',
    'Only of providers that send their waiting list.',
  ],
  source: 'own',
  domains: ['CHILDCARE'],
  units: (window) =>
    `SELECT child, until AS day, (until - since) // 7 AS numerator, 1 AS denominator FROM (${spansOf('WAITING')}) WHERE ${within(window, 'until')}`,
}
