import type { Indicator } from '../indicator.ts'
import { within } from './sql.ts'

export const O03: Indicator = {
  id: 'O03',
  version: 1,
  title: 'Wait',
  question: 'How long does it take from a signal to support?',
  problems: ['P2_MISSING_OFFER'],
  numerator: 'days from a referral to the social domain to the first help or case after it',
  denominator: 'referrals to the social domain after which one began',
  measure: 'MEDIAN',
  unit: 'days',
  caveats: ['Who waits still is not in it: read it beside O02.'],
  source: 'own',
  domains: ['JGZ', 'SOCIAL_DOMAIN'],
  units: (window) => `SELECT r.child, r.day, min(s.day) - r.day AS numerator, 1 AS denominator
    FROM (SELECT *, row_number() OVER () AS referral FROM event WHERE kind = 'REFERRAL' AND counterpart = 'SOCIAL_DOMAIN' AND ${within(window)}) r
    JOIN event s ON s.child = r.child AND s.kind IN ('SUPPORT', 'CASE') AND s.phase = 'BEGIN' AND s.day >= r.day
    GROUP BY r.referral, r.child, r.day`,
}
