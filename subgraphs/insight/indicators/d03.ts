import type { Indicator } from '../indicator.ts'
import { REALISED } from './sql.ts'

export const D03: Indicator = {
  id: 'D03',
  version: 1,
  title: 'Standard schedule only',
  question: 'Which children are seen by the schedule alone?',
  problems: ['P1_SUPPLY_DRIVEN_JGZ'],
  numerator: 'children whose contacts in the period were all by the schedule',
  denominator: 'children with a contact with JGZ in the period',
  measure: 'SHARE',
  unit: 'share',
  caveats: ['Ask by year: in a month most children have one contact or none.'],
  source: 'own',
  domains: ['JGZ'],
  units:
    () => `SELECT e.child, p.starts AS day, bool_and(e.initiative = 'SCHEDULE')::INTEGER AS numerator, 1 AS denominator
    FROM child_period p JOIN event e ON e.child = p.child AND e.day >= p.starts AND e.day < p.ends
    WHERE ${REALISED} AND domain = 'JGZ' AND initiative IS NOT NULL GROUP BY e.child, p.starts`,
}
