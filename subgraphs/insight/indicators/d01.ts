import type { Indicator } from '../indicator.ts'
import { REALISED, within } from './sql.ts'

export const D01: Indicator = {
  id: 'D01',
  version: 1,
  title: 'Demand-driven',
  question: 'How much of the work of JGZ is asked for?',
  problems: ['P1_SUPPLY_DRIVEN_JGZ'],
  numerator: 'contacts on the initiative of a parent, a professional or another domain',
  denominator: 'contacts of JGZ that took place, of which the initiative is told',
  measure: 'SHARE',
  unit: 'share',
  caveats: [
    'None recorded means the regular programme, unless the activity was on indication or on request.',
  ],
  source: 'own',
  domains: ['JGZ'],
  units: (
    window,
  ) => `SELECT child, day, coalesce(initiative <> 'SCHEDULE', false)::INTEGER AS numerator, (initiative IS NOT NULL)::INTEGER AS denominator, initiative IS NOT NULL AS known
    FROM event WHERE ${REALISED} AND domain = 'JGZ' AND ${within(window)}`,
}
