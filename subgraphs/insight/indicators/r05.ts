import type { Indicator } from '../indicator.ts'
import { REALISED, within } from './sql.ts'

/** From eight in the morning until six in the evening, from Monday to Friday. */
const OFFICE = 'isodow(day) < 6 AND value >= 8 AND value < 18'

export const R05: Indicator = {
  id: 'R05',
  version: 1,
  title: 'Outside office hours',
  question: 'How much of the contact is outside office hours (7x24)?',
  problems: ['P1_SUPPLY_DRIVEN_JGZ'],
  numerator: 'contacts that began before 8, from 18 hours on, or in a weekend',
  denominator: 'contacts that took place, of which the hour is told',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'An extract of JGZ tells the day of a contact and not its hour (BDS): coverage says how little is told, and what is told is of birth care.',
  ],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ'],
  dimensions: ['DOMAIN'],
  units: (window) =>
    `SELECT child, day, coalesce(NOT (${OFFICE}), false)::INTEGER AS numerator, (value IS NOT NULL)::INTEGER AS denominator, value IS NOT NULL AS known, domain FROM event WHERE ${REALISED} AND ${within(window)}`,
}
