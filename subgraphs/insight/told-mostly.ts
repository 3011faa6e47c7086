/**
 * By when half of what a domain tells of a kind was written down: where that is after the Monday as of which numbers are, most
 * of it is in none of them yet. So it is in the week in which a registry delivered for the first time.
 *
 * @module
 */

import type { Domain } from '../../schema/domain.ts'
import type { Store } from './store.ts'

/** In seconds since 1970; of the kind that was written down last. */
export type ToldMostly = ReadonlyMap<Domain, number>

/** Of fewer events of a kind nothing is said: it would be of those few. */
const FEWEST = 100

/** What does not say when it was written down is taken to have been known. */
export async function toldMostly(store: Store): Promise<ToldMostly> {
  const rows = await store.select(
    `SELECT domain::VARCHAR AS domain, max(half)::DOUBLE AS half
     FROM (SELECT domain, quantile_disc(coalesce(recorded, 0), 0.5) AS half FROM insight.all_events GROUP BY domain, kind HAVING count(*) >= ${FEWEST})
     GROUP BY domain`,
  )
  return new Map(rows.map(({ domain, half }) => [domain as Domain, Number(half)]))
}
