import type { Indicator } from '../indicator.ts'
import { begun, isOver, within } from './sql.ts'

export const O02: Indicator = {
  id: 'O02',
  version: 1,
  title: 'Unmet need',
  question: 'How many needs that were signalled have no support after eight weeks?',
  problems: ['P2_MISSING_OFFER'],
  numerator:
    'referrals to the social domain after which no help and no case began within eight weeks',
  denominator: 'referrals to the social domain',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'A need is a referral to the social domain; what was never referred is not in it.',
    'The most recent eight weeks are not counted yet.',
  ],
  source: 'own',
  domains: ['JGZ', 'SOCIAL_DOMAIN'],
  units: (
    window,
  ) => `SELECT r.child, r.day, (count(s.day) = 0)::INTEGER AS numerator, 1 AS denominator
    FROM (SELECT *, row_number() OVER () AS referral FROM event WHERE kind = 'REFERRAL' AND counterpart = 'SOCIAL_DOMAIN' AND ${within(window)} AND ${isOver(56)}) r
    LEFT JOIN event s ON s.child = r.child AND s.kind IN ('SUPPORT', 'CASE') AND s.phase = 'BEGIN' AND s.day BETWEEN r.day AND r.day + 56
    GROUP BY r.referral, r.child, r.day`,
  unlinked: (window) => begun(['SUPPORT', 'CASE'], window),
  seenMakes: 'LESS',
}
