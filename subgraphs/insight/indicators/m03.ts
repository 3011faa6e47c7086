import type { Indicator } from '../indicator.ts'
import { within } from './sql.ts'

export const M03: Indicator = {
  id: 'M03',
  version: 1,
  title: 'Cases started in childcare',
  question: 'How many cases does childcare start?',
  problems: ['P4_NO_COOPERATION_JGZ_CHILDCARE'],
  numerator: 'cases that childcare reported',
  denominator: 'cases of the neighbourhood team about children under four',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Who else reported it (a parent, a general practitioner) is not told apart from who is not told.',
    'Of a case of the neighbourhood team, and not of the reporting code.',
  ],
  source: 'own',
  domains: ['SOCIAL_DOMAIN'],
  units: (window) =>
    `SELECT child, day, coalesce(counterpart = 'CHILDCARE', false)::INTEGER AS numerator, 1 AS denominator FROM event WHERE kind = 'CASE' AND phase = 'BEGIN' AND ${within(window)}`,
}
