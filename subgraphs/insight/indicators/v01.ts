import type { Indicator } from '../indicator.ts'
import { goesOn, SITUATIONS } from './sql.ts'

const SAFETY = 'It is about safety, and told to nobody who counts; Veilig Thuis is never linked.'

export const V01: Indicator = {
  id: 'V01',
  version: 1,
  title: 'Situations',
  question: 'In which situations are children?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER'],
  numerator: 'children in a situation when the period begins',
  denominator: 'children under four',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Families are not in the store: counted are children.',
    'A situation is what an event of a domain says (referral, help, a case, childcare given up for want of work); nobody’s judgement, and nothing about safety.',
    'Ask by SITUATION: taken together, a child in two situations counts twice.',
  ],
  source: 'own',
  domains: ['JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  dimensions: ['SITUATION'],
  notRecorded: [
    { value: 'DOMESTIC_VIOLENCE', because: SAFETY },
    { value: 'CHILD_ABUSE', because: SAFETY },
    { value: 'ADDICTION', because: 'After birth it is in no registry that is linked.' },
    { value: 'SMALL_HOUSING', because: 'No registry of homes is linked.' },
    { value: 'INCOME_LOSS', because: 'No registry of income is linked.' },
    { value: 'WORKS_FROM_HOME', because: 'It is in no registry: a survey would have to tell.' },
  ],
  outOf: 'WHOLE',
  units:
    () => `SELECT DISTINCT p.child, p.starts AS day, 1 AS numerator, 0 AS denominator, s.situation FROM child_period p JOIN (${SITUATIONS}) s ON s.child = p.child AND ${goesOn('p.starts')}
    UNION ALL
    SELECT child, starts, 0, 1, NULL FROM child_period`,
}
