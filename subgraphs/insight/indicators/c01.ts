import type { Indicator } from '../indicator.ts'
import { ENROLLED, goesOn } from './sql.ts'

export const C01: Indicator = {
  id: 'C01',
  version: 1,
  title: 'Use of childcare',
  question: 'Which children go to childcare?',
  problems: ['P6_CHILDCARE_ACCESSIBILITY'],
  numerator: 'children with a place when the period begins',
  denominator: 'children under four',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'By kind: early childhood education (VVE), or any other place. Emergency childcare is C04.',
  ],
  source: 'own',
  domains: ['CHILDCARE'],
  dimensions: ['CHILDCARE_KIND'],
  outOf: 'WHOLE',
  units:
    () => `SELECT p.child, p.starts AS day, (count(s.since) > 0)::INTEGER AS numerator, 1 AS denominator,
      CASE WHEN bool_or(s.code = 'VVE') THEN 'VVE' WHEN count(s.since) > 0 THEN 'OTHER' END AS childcare_kind
    FROM child_period p LEFT JOIN (${ENROLLED}) s ON s.child = p.child AND ${goesOn('p.starts')}
    GROUP BY p.child, p.starts`,
  unlinked:
    () => `SELECT DISTINCT NULL AS child, p.starts AS day, 1 AS numerator, 0 AS denominator, s.record
    FROM (${ENROLLED}) s JOIN period p ON ${goesOn('p.starts')} WHERE s.child IS NULL`,
}
