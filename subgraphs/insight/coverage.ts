/**
 * How much of what is counted could be seen at all.
 *
 * @module
 */

import type { Counting } from './count.ts'
import { isReadable, tablesOf } from './scope.ts'
import type { Store } from './store.ts'

/**
 * Of the children, the part of whom every domain of the indicator may and can be read; and of what was counted, the part of
 * which the source told what it takes, where a definition says so. Null: of too few children.
 *
 * In steps of at least k children, so that it does not tell of one whose family objects.
 */
export async function coverageOf(
  store: Store,
  { indicator, scope, window }: Counting,
  k: number,
  signal?: AbortSignal,
): Promise<number | null> {
  const { domains } = indicator
  const units = indicator.units(window)
  const known = TELLS_KNOWN.test(units) ? `(SELECT avg(known::INTEGER) FROM (${units}))` : '1'
  const [row] = await store.select(
    `${tablesOf(scope)} SELECT count(*)::DOUBLE AS children, (count(*) FILTER (WHERE ${isReadable(domains)}))::DOUBLE AS readable, (${known})::DOUBLE AS known FROM child`,
    signal,
  )
  const children = Number(row?.children ?? 0)
  if (children < FEWEST * k) return null
  const share = (Number(row?.readable) / children) * Number(row?.known ?? 1)
  const step = Math.max(0.01, k / children)
  return Number(Math.min(1, Math.round(share / step) * step).toFixed(2))
}

const TELLS_KNOWN = /\bAS known\b/
/** Times k. */
const FEWEST = 5
