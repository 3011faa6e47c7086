import type { Indicator } from '../indicator.ts'
import { FIRST_SITUATIONS, isOver, SUBSTANTIVE, unlinkedPerPeriod, within } from './sql.ts'

export const S06: Indicator = {
  id: 'S06',
  version: 1,
  title: 'Newly vulnerable and unseen',
  question: 'Who comes into a new situation, and is seen by nobody?',
  problems: ['P5_LIMITED_SIGHT_18_48_MONTHS'],
  numerator: 'new situations without a substantive contact within 60 days',
  denominator: 'new situations',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'A situation is what an event of a domain says (referral, help, a case, childcare given up for want of work); nobody’s judgement, and nothing about safety.',
    'Contacts of the social domain are not told one by one.',
    'The most recent 60 days are not counted yet.',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  units: (
    window,
  ) => `SELECT f.child, f.since AS day, (count(e.day) = 0)::INTEGER AS numerator, 1 AS denominator
    FROM (SELECT * FROM (${FIRST_SITUATIONS}) WHERE ${within(window, 'since')} AND ${isOver(60, 'since')}) f
    LEFT JOIN event e ON e.child = f.child AND ${SUBSTANTIVE} AND e.day > f.since AND e.day <= f.since + 60
    GROUP BY f.child, f.situation, f.since`,
  unlinked: () => unlinkedPerPeriod(SUBSTANTIVE),
  seenMakes: 'LESS',
}
