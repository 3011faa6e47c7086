import type { Indicator } from '../indicator.ts'
import { isOver, within } from './sql.ts'

export const B02: Indicator = {
  id: 'B02',
  version: 1,
  title: 'Neonatal and infant mortality',
  question: 'How many children die in their first four weeks?',
  problems: ['P3_NO_COOPERATION_BIRTH_CARE_JGZ_SOCIAL'],
  numerator: 'children who died within 28 days',
  denominator: 'children born here',
  measure: 'RATE',
  unit: 'per 1,000 births',
  scale: 1_000,
  caveats: [
    'Yearly, and of a region: in a municipality it is nearly always too few to tell.',
    'Stillborn children are in no list of children, so perinatal mortality cannot be told; nor is mortality within a year.',
  ],
  source:
    'RIVM, DIAPER (github.com/rivm-syso/DIAPER, commit ff37b13, EUPL-1.2), Landelijke Monitor Kansrijke Start 2024, indicator_15_vroeggeboorte_laaggewicht.R: neonatale_sterfte (28 days)',
  domains: [],
  units: (
    window,
  ) => `SELECT child, born_on AS day, coalesce(ending = 'DIED' AND ended_on < born_on + 28, false)::INTEGER AS numerator, 1 AS denominator
    FROM child WHERE ${within(window, 'born_on')} AND ${isOver(28, 'born_on')} AND (arrived_on IS NULL OR arrived_on <= born_on)`,
}
