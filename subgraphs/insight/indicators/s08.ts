import type { Indicator } from '../indicator.ts'
import { ENROLLED, goesOn, isOver, SUBSTANTIVE, seen, unlinkedPerPeriod, within } from './sql.ts'

/** Who had a place until a day, and no other from that day on: `child`, `day`. */
const LEAVERS = `SELECT DISTINCT e.child, e.day FROM event e JOIN child c ON c.child = e.child
  WHERE e.kind = 'ENROLMENT' AND e.phase = 'END' AND e.code IS DISTINCT FROM 'EMERGENCY'
    AND (e.reason IS NULL OR e.reason NOT IN ('AGE', 'MOVED', 'EMIGRATED', 'DIED')) AND e.day < c.born_on + INTERVAL 4 YEAR
    AND NOT EXISTS (SELECT 1 FROM (${ENROLLED}) s WHERE s.child = e.child AND ${goesOn('e.day')})`

export const S08: Indicator = {
  id: 'S08',
  version: 1,
  title: 'Left childcare, seen nowhere',
  question: 'Who leaves childcare and is seen nowhere else?',
  problems: ['P5_LIMITED_SIGHT_18_48_MONTHS', 'P6_CHILDCARE_ACCESSIBILITY'],
  numerator: 'leavers without a substantive contact, help or vaccination within 90 days',
  denominator: 'children under four who left childcare, other than for a move or for school',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Who begins elsewhere in childcare on the same day did not leave.',
    'The most recent 90 days are not counted yet.',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  units: (
    window,
  ) => `SELECT l.child, l.day, (count(s.since) = 0)::INTEGER AS numerator, 1 AS denominator
    FROM (${LEAVERS}) l LEFT JOIN (${seen(window)}) s ON s.child = l.child AND s.domain <> 'CHILDCARE' AND s.since <= l.day + 90 AND s.lasted > l.day
    WHERE ${within(window, 'l.day')} AND ${isOver(90, 'l.day')} GROUP BY l.child, l.day`,
  unlinked: () => unlinkedPerPeriod(SUBSTANTIVE),
  seenMakes: 'LESS',
}
