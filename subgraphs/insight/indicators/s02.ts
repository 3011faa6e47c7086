import type { Indicator } from '../indicator.ts'
import { HORIZON_DAYS, seen } from './sql.ts'

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
  units: (
    window,
  ) => `SELECT o.child, o.starts AS day, o.starts - coalesce(max(s.lasted), o.born_on) AS numerator, 1 AS denominator
    FROM (SELECT p.child, p.starts, c.born_on
      FROM (SELECT * FROM child_period WHERE age_months BETWEEN 18 AND 47) p JOIN child c ON c.child = p.child
      LEFT JOIN (${seen(window)}) s ON s.child = p.child AND s.since <= p.starts AND s.lasted >= p.starts - ${HORIZON_DAYS}
      GROUP BY p.child, p.starts, c.born_on HAVING count(s.since) = 0) o
    LEFT JOIN (${seen()}) s ON s.child = o.child AND s.since <= o.starts
    GROUP BY o.child, o.starts, o.born_on`,
  seenMakes: 'LESS',
}
