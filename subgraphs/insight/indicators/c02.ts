import type { Indicator } from '../indicator.ts'
import { ENROLLED, goesOn, VULNERABLE } from './sql.ts'

export const C02: Indicator = {
  id: 'C02',
  version: 1,
  title: 'Use gap',
  question: 'Do children in a vulnerable situation go to childcare less than others?',
  problems: ['P6_CHILDCARE_ACCESSIBILITY'],
  numerator: 'children with a place when the period begins',
  denominator:
    'children under four: in a situation when the period begins (KNOWN), and others (NEW)',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Ask by KNOWN_BEFORE: the gap is the difference of its two points. Where their bounds overlap, do not draw it as a difference.',
    'A situation is what an event of a domain says (referral, help, a case, childcare given up for want of work); nobody’s judgement, and nothing about safety.',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  dimensions: ['KNOWN_BEFORE'],
  units:
    () => `SELECT p.child, p.starts AS day, (count(s.since) > 0)::INTEGER AS numerator, 1 AS denominator,
      CASE WHEN v.child IS NULL THEN 'NEW' ELSE 'KNOWN' END AS known_before
    FROM child_period p LEFT JOIN (${VULNERABLE}) v USING (child, starts) LEFT JOIN (${ENROLLED}) s ON s.child = p.child AND ${goesOn('p.starts')}
    GROUP BY p.child, p.starts, v.child`,
  unlinked:
    () => `SELECT DISTINCT NULL AS child, p.starts AS day, 1 AS numerator, 0 AS denominator, s.record
    FROM (${ENROLLED}) s JOIN period p ON ${goesOn('p.starts')} WHERE s.child IS NULL`,
}
