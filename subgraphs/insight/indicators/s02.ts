import type { Indicator } from '../indicator.ts'
import { HORIZON_DAYS, SEEN } from './sql.ts'

export const S02: Indicator = {
  id: 'S02',
  version: 1,
  title: 'Out of sight',
  question: 'For how long have children been out of sight?',
  problems: ['P5_LIMITED_SIGHT_18_48_MONTHS'],
  numerator: 'days since somebody saw the child, or since its birth',
  denominator: 'children of 18 to 47 months who are out of sight when the period begins',
  measure: 'MEDIAN',
  unit: 'days',
  caveats: ['How many they are is the denominator.', 'As S01: the horizon alone.'],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  units:
    () => `SELECT child, starts AS day, starts - coalesce(last, born_on) AS numerator, 1 AS denominator
    FROM (SELECT p.child, p.starts, c.born_on, max(least(s.lasted, p.starts)) AS last
      FROM (SELECT * FROM child_period WHERE age_months BETWEEN 18 AND 47) p JOIN child c ON c.child = p.child
      LEFT JOIN (${SEEN}) s ON s.child = p.child AND s.since <= p.starts GROUP BY p.child, p.starts, c.born_on)
    WHERE last IS NULL OR last < starts - ${HORIZON_DAYS}`,
  seenMakes: 'LESS',
}
