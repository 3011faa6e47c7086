import type { Indicator } from '../indicator.ts'
import { FIRST_SITUATIONS, within } from './sql.ts'

export const S05: Indicator = {
  id: 'S05',
  version: 1,
  title: 'Who saw it first',
  question: 'Which domain sees a new situation first?',
  problems: ['P5_LIMITED_SIGHT_18_48_MONTHS'],
  numerator: 'first signals of a domain',
  denominator: 'first signals: the first time that a situation is told of a child',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'A situation is what an event of a domain says (referral, help, a case, childcare given up for want of work); nobody’s judgement, and nothing about safety.',
    'Of several on one day the first in the alphabet counts.',
    'Ask by DOMAIN: taken together, the domains are all signals.',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  dimensions: ['DOMAIN'],
  outOf: 'WHOLE',
  units: (window) =>
    `SELECT child, since AS day, 1 AS numerator, 1 AS denominator, domain FROM (${FIRST_SITUATIONS}) WHERE ${within(window, 'since')}`,
}
