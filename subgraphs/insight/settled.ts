/**
 * Until when nearly all that happened has been told.
 *
 * @module
 */

import type { Domain } from '../../schema/domain.ts'
import { moveDay } from './days.ts'
import type { Edition, Since } from './edition.ts'
import { isTold, quoted, secondOf } from './scope.ts'
import type { Store } from './store.ts'

/** So much of what happened has been told after the delay that is reckoned with. */
const TOLD = 0.99
const LONGEST_DAYS = 365

/**
 * The first day of which more may still come, by how late the registries of these domains told what happened before. What came
 * in the day before they were linked for the first time is a past that was loaded, and says nothing of how late they are.
 */
export async function settledUntil(
  store: Store,
  domains: readonly Domain[],
  edition: Edition,
  since: Since,
  signal?: AbortSignal,
): Promise<string> {
  const { today } = edition
  if (domains.length === 0) return today
  const loaded = domains.flatMap((domain) => {
    const second = secondOf(since[domain] ?? '')
    const day = `recorded BETWEEN ${second - 86_400} AND ${second}`
    return Number.isNaN(second) ? [] : [`AND NOT (domain = ${quoted(domain)} AND ${day})`]
  })
  const [row] = await store.select(
    `SELECT quantile_disc(greatest(0, recorded // 86400 - (day - DATE '1970-01-01')), ${TOLD})::DOUBLE AS delay
     FROM insight.all_events
     WHERE domain IN (${domains.map(quoted).join()}) AND (${isTold(edition)}) ${loaded.join(' ')}
       AND day > DATE ${quoted(today)} - 455 AND day <= DATE ${quoted(today)} - 90`,
    signal,
  )
  const delay = Math.min(LONGEST_DAYS, Number(row?.delay ?? 0))
  return moveDay(today, 1 - delay)
}
