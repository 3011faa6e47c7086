import type { Indicator } from '../indicator.ts'
import { EMERGENCY, UNTIL, VULNERABLE } from './sql.ts'

export const C04: Indicator = {
  id: 'C04',
  version: 1,
  title: 'Emergency childcare',
  question: 'Do families in a vulnerable situation use emergency childcare?',
  problems: ['P6_CHILDCARE_ACCESSIBILITY'],
  numerator: 'children with emergency childcare in the period',
  denominator:
    'children under four: in a situation when the period begins (KNOWN), and others (NEW)',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Ask by KNOWN_BEFORE: KNOWN is the question of the report.',
    'A situation is what an event of a domain says (referral, help, a case, childcare given up for want of work); nobody’s judgement, and nothing about safety.',
    'The ground of a contract (a vital job, or a vulnerable situation) is told of a child to who may read it, and not here.',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  dimensions: ['KNOWN_BEFORE'],
  units:
    () => `SELECT p.child, p.starts AS day, (count(s.since) > 0)::INTEGER AS numerator, 1 AS denominator,
      CASE WHEN v.child IS NULL THEN 'NEW' ELSE 'KNOWN' END AS known_before
    FROM child_period p LEFT JOIN (${VULNERABLE}) v USING (child, starts)
    LEFT JOIN (${EMERGENCY}) s ON s.child = p.child AND s.since < p.ends AND ${UNTIL} > p.starts
    GROUP BY p.child, p.starts, v.child`,
  unlinked:
    () => `SELECT DISTINCT NULL AS child, p.starts AS day, 1 AS numerator, 0 AS denominator, s.record
    FROM (${EMERGENCY}) s JOIN period p ON s.since < p.ends AND ${UNTIL} > p.starts WHERE s.child IS NULL`,
}
