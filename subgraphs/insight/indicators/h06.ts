import type { Indicator } from '../indicator.ts'
import { within } from './sql.ts'

const REFERRAL = "kind = 'REFERRAL' AND domain = 'JGZ'"

export const H06: Indicator = {
  id: 'H06',
  version: 1,
  title: 'Referrals',
  question: 'Are there more or fewer referrals than usual?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'referrals by JGZ',
  denominator: 'months of children under four (of 30.4 days), in thousands',
  measure: 'RATE',
  unit: 'per 1,000 child-months',
  scale: 1_000,
  caveats: ['A referral is counted on its day; children are counted when the period begins.'],
  source: 'own',
  domains: ['JGZ'],
  toldLate: REFERRAL,
  units: (
    window,
  ) => `SELECT child, day, 1 AS numerator, 0 AS denominator FROM event WHERE ${REFERRAL} AND ${within(window)}
    UNION ALL
    SELECT child, starts AS day, 0 AS numerator, date_diff('day', starts, ends) / 30.4375 AS denominator FROM child_period`,
}
