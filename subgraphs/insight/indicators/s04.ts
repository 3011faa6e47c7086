import type { Indicator } from '../indicator.ts'
import { FIRST_SITUATIONS, within } from './sql.ts'

export const S04: Indicator = {
  id: 'S04',
  version: 1,
  title: 'New situations',
  question: 'How many children come into a situation for the first time?',
  problems: ['P5_LIMITED_SIGHT_18_48_MONTHS'],
  numerator: 'first times that a situation is told of a child',
  denominator: 'months of children under four (of 30.4 days), in thousands',
  measure: 'RATE',
  unit: 'per 1,000 child-months',
  scale: 1_000,
  caveats: [
    'A situation is what an event of a domain says (referral, help, a case, childcare given up for want of work); nobody’s judgement, and nothing about safety.',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  dimensions: ['SITUATION'],
  outOf: 'WHOLE',
  units: (
    window,
  ) => `SELECT child, since AS day, 1 AS numerator, 0 AS denominator, situation FROM (${FIRST_SITUATIONS}) WHERE ${within(window, 'since')}
    UNION ALL
    SELECT child, starts, 0, date_diff('day', starts, ends) / 30.4375, NULL FROM child_period`,
}
