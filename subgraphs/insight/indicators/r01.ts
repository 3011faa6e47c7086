import type { Indicator } from '../indicator.ts'
import { REACHED, SUBSTANTIVE, unlinkedPerPeriod, VULNERABLE } from './sql.ts'

export const R01: Indicator = {
  id: 'R01',
  version: 1,
  title: 'Reached',
  question: 'Are the families in a vulnerable situation reached?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER', 'P5_LIMITED_SIGHT_18_48_MONTHS'],
  numerator: 'children with a substantive contact in the period',
  denominator: 'children in a situation when the period begins',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Families are not in the store: counted are children.',
    'A situation is what an event of a domain says (referral, help, a case, childcare given up for want of work); nobody’s judgement, and nothing about safety.',
  ],
  source: 'own',
  domains: ['JGZ', 'SOCIAL_DOMAIN', 'CHILDCARE'],
  units:
    () => `SELECT v.child, v.starts AS day, (r.child IS NOT NULL)::INTEGER AS numerator, 1 AS denominator
    FROM (${VULNERABLE}) v LEFT JOIN (${REACHED}) r USING (child, starts)`,
  unlinked: () => unlinkedPerPeriod(SUBSTANTIVE),
}
