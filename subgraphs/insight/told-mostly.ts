/**
 * Domains of which most is in no number: of some kind of what they tell, more than half was written down later than numbers
 * are as of. So it is where a registry delivered later than it was linked, and of times before it delivered.
 *
 * @module
 */

import type { Domain } from '../../schema/domain.ts'
import type { Edition } from './edition.ts'
import { isTold, quoted } from './scope.ts'
import type { Store } from './store.ts'

/** Of fewer events of a kind nothing is said: it would be of those few. */
const FEWEST = 50

/** What does not say when it was written down is taken to have been known. */
export async function notKnownYet(
  store: Store,
  edition: Pick<Edition, 'today' | 'knownAt' | 'since'>,
): Promise<readonly Domain[]> {
  const rows = await store.select(
    `SELECT DISTINCT domain::VARCHAR AS domain FROM (
       SELECT domain FROM insight.all_events WHERE day <= DATE ${quoted(edition.today)} GROUP BY domain, kind
       HAVING count(*) >= ${FEWEST} AND avg(coalesce((${isTold(edition)}), true)::INTEGER) < 0.5)
     ORDER BY domain`,
  )
  return rows.map(({ domain }) => domain as Domain)
}
