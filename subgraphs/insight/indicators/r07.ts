import type { Indicator } from '../indicator.ts'
import { REALISED, within } from './sql.ts'

export const R07: Indicator = {
  id: 'R07',
  version: 1,
  title: 'Kept after the event',
  question: 'Which part of the contact is not on location, before, during and after?',
  problems: ['P1_SUPPLY_DRIVEN_JGZ'],
  numerator: 'contacts in another form than on location',
  denominator: 'contacts that took place, of which the form is told',
  measure: 'SHARE',
  unit: 'share',
  caveats: ['What was kept is the share after an event over that during it: compareAround.'],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ'],
  units: (
    window,
  ) => `SELECT child, day, coalesce(form <> 'FACE_TO_FACE', false)::INTEGER AS numerator, (form IS NOT NULL)::INTEGER AS denominator, form IS NOT NULL AS known
    FROM event WHERE ${REALISED} AND ${within(window)}`,
}
