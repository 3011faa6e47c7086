import type { Indicator } from '../indicator.ts'
import { goesOn, SITUATIONS } from './sql.ts'

export const V02: Indicator = {
  id: 'V02',
  version: 1,
  title: 'Stacking',
  question: 'How many children are in several situations?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER'],
  numerator: 'children in two situations or more when the period begins',
  denominator: 'children under four',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Families are not in the store: counted are children.',
    'A situation is what an event of a domain says (referral, help, a case, childcare given up for want of work); nobody’s judgement, and nothing about safety.',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  units:
    () => `SELECT p.child, p.starts AS day, (count(DISTINCT s.situation) >= 2)::INTEGER AS numerator, 1 AS denominator
    FROM child_period p LEFT JOIN (${SITUATIONS}) s ON s.child = p.child AND ${goesOn('p.starts')} GROUP BY p.child, p.starts`,
}
