import type { Indicator } from '../indicator.ts'
import { ENROLLED, goesOn, within } from './sql.ts'

const ENDED = "kind = 'ENROLMENT' AND phase = 'END' AND code IS DISTINCT FROM 'EMERGENCY'"

export const C03: Indicator = {
  id: 'C03',
  version: 1,
  title: 'Exits by reason',
  question: 'Why do children leave childcare?',
  problems: ['P6_CHILDCARE_ACCESSIBILITY'],
  numerator: 'places that ended in the period',
  denominator: 'children with a place when the period begins',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'A child may leave two places.',
    'Fear of the virus and working from home are reasons that no list has.',
  ],
  source: 'own',
  domains: ['CHILDCARE'],
  dimensions: ['END_REASON'],
  notRecorded: [
    { value: 'FEAR_OF_VIRUS', because: 'Lists of childcare have no such reason for an end.' },
    { value: 'WORKS_FROM_HOME', because: 'Lists of childcare have no such reason for an end.' },
  ],
  outOf: 'WHOLE',
  toldLate: ENDED,
  units: (
    window,
  ) => `SELECT child, day, 1 AS numerator, 0 AS denominator, coalesce(reason, 'UNKNOWN') AS end_reason
      FROM event WHERE ${ENDED} AND ${within(window)}
    UNION ALL
    SELECT p.child, p.starts, 0, 1, NULL FROM child_period p JOIN (${ENROLLED}) s ON s.child = p.child AND ${goesOn('p.starts')} GROUP BY p.child, p.starts`,
}
