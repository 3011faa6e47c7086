import type { Indicator } from '../indicator.ts'
import { goesOn, SITUATIONS } from './sql.ts'

export const S07: Indicator = {
  id: 'S07',
  version: 1,
  title: 'Worsened',
  question: 'Do situations that were there already get worse?',
  problems: ['P5_LIMITED_SIGHT_18_48_MONTHS'],
  numerator: 'situations with more going on than half a year before',
  denominator: 'situations that go on when the period begins',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'A situation is what an event of a domain says (referral, help, a case, childcare given up for want of work); nobody’s judgement, and nothing about safety.',
    'Counted, and not weighed (docs/decisions/0048).',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  dimensions: ['SITUATION'],
  units:
    () => `SELECT child, starts AS day, (going > before AND before_since)::INTEGER AS numerator, 1 AS denominator, situation
    FROM (SELECT p.child, p.starts, s.situation,
        count(*) FILTER (WHERE ${goesOn('p.starts')}) AS going,
        count(*) FILTER (WHERE ${goesOn('CAST(p.starts - INTERVAL 6 MONTH AS DATE)')}) AS before,
        bool_or(s.since <= CAST(p.starts - INTERVAL 6 MONTH AS DATE)) AS before_since
      FROM child_period p JOIN (${SITUATIONS}) s ON s.child = p.child AND s.since <= p.starts
      GROUP BY p.child, p.starts, s.situation)
    WHERE going > 0`,
}
