import type { Indicator } from '../indicator.ts'
import { isOver, REALISED, within } from './sql.ts'

export const R06: Indicator = {
  id: 'R06',
  version: 1,
  title: 'Yield of a form',
  question: 'After which form of contact is there a signal that is acted on?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER', 'P1_SUPPLY_DRIVEN_JGZ'],
  numerator: 'contacts after which JGZ referred within two weeks',
  denominator: 'contacts of JGZ that took place',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'What a family disclosed is in no registry; a referral is the action that is.',
    'The most recent two weeks are not counted yet.',
  ],
  source: 'own',
  domains: ['JGZ'],
  dimensions: ['CONTACT_FORM'],
  units: (
    window,
  ) => `SELECT c.child, c.day, (count(r.day) > 0)::INTEGER AS numerator, 1 AS denominator, coalesce(c.form, 'UNKNOWN') AS contact_form
    FROM (SELECT *, row_number() OVER () AS contact FROM event WHERE ${REALISED} AND domain = 'JGZ' AND ${within(window)} AND ${isOver(14)}) c
    LEFT JOIN event r ON r.record = c.record AND r.kind = 'REFERRAL' AND r.day BETWEEN c.day AND c.day + 14
    GROUP BY c.contact, c.child, c.day, c.form`,
}
