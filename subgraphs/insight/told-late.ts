/**
 * Which part of a period a registry has told by now, by how late it told what happened before.
 *
 * @module
 */

import type { Counting } from './count.ts'
import { stepOf } from './coverage.ts'
import { dayBefore, daysBetween, moveDay } from './days.ts'
import type { Window } from './indicator.ts'
import { completenessOf, type Told } from './nowcast.ts'
import { tablesOf } from './scope.ts'
import type { Store } from './store.ts'
import { typedWords } from './typed-words.ts'

/** Null: it is not over yet, or too little is known of how late the registry tells. */
export type Completeness = (period: Window) => number | null

const PAST_DAYS = 730
/** Of all that was told: what was written down on one day was a past that was loaded, and does not say how late one is. */
const LOADED = 0.25
/** Times k. */
const FEWEST = 10

/**
 * Of what an indicator counts, whoever it is about, in steps of at least k events, so that it does not tell of one.
 * Undefined where the indicator does not say what is told late.
 */
export async function completenessFor(
  store: Store,
  { indicator, scope, k }: Counting,
  signal?: AbortSignal,
): Promise<Completeness | undefined> {
  const { toldLate } = indicator
  if (!toldLate) return undefined
  const rows = await store.select(
    `${tablesOf({ ...scope, conditions: [], periods: [] })},
     told AS (
       SELECT day, recorded_at::DATE AS written, count(*)::INTEGER AS count
       FROM event WHERE ${typedWords(toldLate)} AND recorded_at IS NOT NULL AND day > DATE '${scope.today}' - ${PAST_DAYS} GROUP BY ALL
     ),
     loaded AS (
       SELECT written FROM told GROUP BY written HAVING sum(count) > ${LOADED} * (SELECT sum(count) FROM told)
     )
     SELECT strftime(day, '%Y-%m-%d') AS at, greatest(0, written - day)::INTEGER AS delay, count
     FROM told WHERE written NOT IN (FROM loaded)`,
    signal,
  )
  const told = rows as unknown as readonly Told[]
  const events = told.reduce((sum, { count }) => sum + count, 0)
  const partOn = completenessOf(told, dayBefore(scope.knownAt))
  const step = stepOf(events, k)
  return (period) => {
    if (events < FEWEST * k || dayBefore(period.until) > scope.today) return null
    const days = daysOf(period)
    const part = days.reduce((sum, day) => sum + partOn(day), 0) / days.length
    return Math.min(1, Math.round(part / step) * step)
  }
}

function daysOf({ from, until }: Window): readonly string[] {
  const length = daysBetween(from, until)
  return Array.from({ length }, (_, day) => moveDay(from, day))
}
