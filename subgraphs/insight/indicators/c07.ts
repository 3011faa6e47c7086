import type { Indicator } from '../indicator.ts'
import { ENROLLED, UNTIL, within } from './sql.ts'

export const C07: Indicator = {
  id: 'C07',
  version: 1,
  title: 'Attendance',
  question: 'Do children come as much as was agreed?',
  problems: ['P6_CHILDCARE_ACCESSIBILITY'],
  numerator: 'hours that a child came, told by month',
  denominator: 'hours agreed in its contracts in the same days',
  measure: 'RATE',
  isOfAmounts: true,
  unit: 'hours came per hour agreed',
  caveats: [
    'The hours of a month fall on its last day: ask by month, or longer.',
    'Agreed hours are those of a week all year round: of a group that closes in holidays it is below one.',
  ],
  source: 'own',
  domains: ['CHILDCARE'],
  units: (
    window,
  ) => `SELECT child, day, value AS numerator, 0 AS denominator FROM event WHERE kind = 'ATTENDANCE' AND ${within(window)}
    UNION ALL
    SELECT s.child, p.starts, 0, s.value * (least(coalesce(s.until, p.ends), p.ends, (SELECT today + 1 FROM moment)) - greatest(s.since, p.starts)) / 7
    FROM (${ENROLLED}) s JOIN period p ON p.starts <= (SELECT today FROM moment) AND s.since < least(p.ends, (SELECT today + 1 FROM moment)) AND ${UNTIL} > p.starts WHERE s.value IS NOT NULL`,
}
