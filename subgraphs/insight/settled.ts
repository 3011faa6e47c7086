/**
 * Until when nearly all that happened has been told.
 *
 * @module
 */

import type { Domain } from '../../schema/domain.ts'
import { moveDay } from './days.ts'
import type { Edition } from './edition.ts'
import { quoted } from './scope.ts'
import type { Store } from './store.ts'

/** So much of what happened has been told after the delay that is reckoned with. */
const TOLD = 0.99
const LONGEST_DAYS = 365

/** The first day of which more may still come, by how late the registries of these domains told what happened before. */
export async function settledUntil(
  store: Store,
  domains: readonly Domain[],
  { today, knownAt }: Edition,
  signal?: AbortSignal,
): Promise<string> {
  if (domains.length === 0) return today
  const known = Math.floor(Date.parse(knownAt) / 1_000)
  const [row] = await store.select(
    `SELECT quantile_disc(greatest(0, recorded // 86400 - (day - DATE '1970-01-01')), ${TOLD})::DOUBLE AS delay
     FROM insight.all_events
     WHERE domain IN (${domains.map(quoted).join()}) AND recorded <= ${known}
       AND day > DATE ${quoted(today)} - 455 AND day <= DATE ${quoted(today)} - 90`,
    signal,
  )
  const delay = Math.min(LONGEST_DAYS, Number(row?.delay ?? 0))
  return moveDay(today, 1 - delay)
}
