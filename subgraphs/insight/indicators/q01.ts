import type { Indicator } from '../indicator.ts'
import { within } from './sql.ts'

export const Q01: Indicator = {
  id: 'Q01',
  version: 1,
  title: 'Freshness',
  question: 'How soon is it known what happened?',
  problems: ['X_MONITOR_MORE_OFTEN_FASTER_BROADER'],
  numerator: 'days until an event was written down',
  denominator: 'events of which that is told',
  measure: 'MEDIAN',
  unit: 'days',
  caveats: [
    'Until when each source is complete (upToDateTo) stands beside every answer; this is how late it tells.',
    'Of what is delivered in files it is the day of the delivery: what came with the first one looks late.',
  ],
  source: 'own',
  domains: ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
  dimensions: ['DOMAIN'],
  units: (
    window,
  ) => `SELECT child, day, greatest(0, recorded_at::DATE - day) AS numerator, 1 AS denominator, domain
    FROM event WHERE recorded_at IS NOT NULL AND status IS DISTINCT FROM 'PLANNED' AND ${within(window)}`,
}
