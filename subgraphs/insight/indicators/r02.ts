import type { Indicator } from '../indicator.ts'
import { REACHED, SUBSTANTIVE, unlinkedPerPeriod, VULNERABLE } from './sql.ts'

/** What stood in the way on a day: `child`, `day`, `barrier`. */
const BARRIERS = `SELECT child, day, CASE WHEN status IN ('NO_SHOW', 'NOT_WANTED') THEN status ELSE 'OTHER' END AS barrier FROM event
  WHERE (kind = 'CONTACT' AND status IN ('NO_SHOW', 'NOT_WANTED', 'CANCELLED_BY_FAMILY', 'CANCELLED_BY_PROVIDER', 'NOT_REALISED')) OR situation = 'HARD_TO_REACH'`

export const R02: Indicator = {
  id: 'R02',
  version: 1,
  title: 'Reached by barrier',
  question: 'Whom does which barrier keep from being reached?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER', 'P1_SUPPLY_DRIVEN_JGZ'],
  numerator: 'children with a substantive contact in the period',
  denominator:
    'children in a situation when the period begins, for each barrier that stood in the way in the year before',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'Families are not in the store: counted are children.',
    'A situation is what an event of a domain says (referral, help, a case, childcare given up for want of work); nobody’s judgement, and nothing about safety.',
    'Barriers are what registries record of a contact that failed, and an indication of a referral (hard to reach: OTHER). Language, fear and the lack of a telephone are in no registry that is linked.',
    'With several barriers a child counts in each: ask by BARRIER.',
  ],
  source: 'own',
  domains: ['JGZ', 'SOCIAL_DOMAIN', 'CHILDCARE'],
  dimensions: ['BARRIER'],
  notRecorded: [
    { value: 'FEAR_OF_VIRUS', because: 'Why nobody came is not asked in any registry.' },
    { value: 'LANGUAGE_OF_PARENTS', because: 'The language of parents is in no registry.' },
    { value: 'NO_TELEPHONE', because: 'What a family does not have is in no registry.' },
    {
      value: 'MIGRATION_BACKGROUND',
      because:
        'Origin is told of no person, and no registry that is linked delivers it in numbers.',
    },
  ],
  units:
    () => `SELECT v.child, v.starts AS day, (r.child IS NOT NULL)::INTEGER AS numerator, 1 AS denominator, coalesce(b.barrier, 'NONE') AS barrier
    FROM (${VULNERABLE}) v LEFT JOIN (${REACHED}) r USING (child, starts)
    LEFT JOIN (SELECT DISTINCT child, starts, barrier FROM (${BARRIERS}) JOIN period ON day < starts AND day >= starts - INTERVAL 1 YEAR) b USING (child, starts)`,
  unlinked: () => unlinkedPerPeriod(SUBSTANTIVE),
}
