import type { Indicator } from '../indicator.ts'
import { HORIZON_DAYS, SUBSTANTIVE, seen, unlinkedPerPeriod } from './sql.ts'

export const S01: Indicator = {
  id: 'S01',
  version: 1,
  title: 'Sight coverage 18–48 months',
  question: 'Are children between eighteen months and four years in sight?',
  problems: ['P5_LIMITED_SIGHT_18_48_MONTHS'],
  numerator:
    'months of children in sight when the month begins: somebody saw them in the 300 days before',
  denominator: 'months of children of 18 to 47 months',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'The horizon of Child.sight alone: that nothing was expected yet is not weighed (docs/sight.md).',
    'A child of whom a domain cannot be read makes coverage smaller: CANNOT_TELL is not left out in silence.',
  ],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  units: (
    window,
  ) => `SELECT p.child, p.starts AS day, (count(s.since) > 0)::INTEGER AS numerator, 1 AS denominator
    FROM (SELECT * FROM child_period WHERE age_months BETWEEN 18 AND 47) p
    LEFT JOIN (${seen(window)}) s ON s.child = p.child AND s.since <= p.starts AND s.lasted >= p.starts - ${HORIZON_DAYS}
    GROUP BY p.child, p.starts`,
  unlinked: () => unlinkedPerPeriod(`${SUBSTANTIVE} OR kind IN ('ATTENDANCE', 'SUPPORT', 'CASE')`),
}
