import type { Indicator } from '../indicator.ts'
import { REALISED, within } from './sql.ts'

export const R03: Indicator = {
  id: 'R03',
  version: 1,
  title: 'Contact-form mix',
  question: 'In which forms is there contact?',
  problems: ['P1_SUPPLY_DRIVEN_JGZ'],
  numerator: 'contacts of a form that took place',
  denominator: 'contacts that took place',
  measure: 'SHARE',
  unit: 'share',
  caveats: ['Ask by CONTACT_FORM: taken together, the forms are all contacts.'],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ'],
  dimensions: ['CONTACT_FORM'],
  outOf: 'WHOLE',
  units: (window) =>
    `SELECT child, day, 1 AS numerator, 1 AS denominator, coalesce(form, 'UNKNOWN') AS contact_form FROM event WHERE ${REALISED} AND ${within(window)}`,
}
