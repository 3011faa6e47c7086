import type { Indicator } from '../indicator.ts'
import { begun, isOver, within } from './sql.ts'

export const H05: Indicator = {
  id: 'H05',
  version: 1,
  title: 'Referral loop closed',
  question: 'Does a referral lead to a start?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'referrals after which what was referred to began within 60 days',
  denominator: 'referrals of JGZ to the social domain and to childcare',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'A reasoned end without a start is not recorded.',
    'A place for early childhood education begins at two and a half, later than most referrals to it: H08 is about these.',
    'The most recent 60 days are not counted yet.',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  dimensions: ['ROUTE'],
  units: (
    window,
  ) => `SELECT r.child, r.day, (count(s.day) > 0)::INTEGER AS numerator, 1 AS denominator, 'JGZ_TO_' || r.counterpart AS route
    FROM (SELECT *, row_number() OVER () AS referral FROM event WHERE kind = 'REFERRAL' AND domain = 'JGZ' AND counterpart IN ('SOCIAL_DOMAIN', 'CHILDCARE') AND ${within(window)} AND ${isOver(60)}) r
    LEFT JOIN event s ON s.child = r.child AND s.domain = r.counterpart AND s.kind IN ('SUPPORT', 'CASE', 'ENROLMENT') AND s.phase = 'BEGIN' AND s.day BETWEEN r.day AND r.day + 60
    GROUP BY r.referral, r.child, r.day, r.counterpart`,
  unlinked: (window) => begun(['SUPPORT', 'CASE', 'ENROLMENT'], window),
}
