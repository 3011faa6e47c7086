import type { Indicator } from '../indicator.ts'
import { REALISED, within } from './sql.ts'

export const R04: Indicator = {
  id: 'R04',
  version: 1,
  title: 'Live share',
  question: 'How much of the contact is face to face?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER'],
  numerator: 'contacts on location, at home, at a walk-in or in a group',
  denominator: 'contacts that took place, of which the form is told',
  measure: 'SHARE',
  unit: 'share',
  caveats: ['A walk and a talk on the doorstep have no code of their own (W0679).'],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ'],
  units: (
    window,
  ) => `SELECT child, day, coalesce(form IN ('FACE_TO_FACE', 'HOME_VISIT', 'WALK_IN', 'GROUP'), false)::INTEGER AS numerator, (form IS NOT NULL)::INTEGER AS denominator, form IS NOT NULL AS known
    FROM event WHERE ${REALISED} AND ${within(window)}`,
}
