/**
 * Of which registries so much is linked to nobody that a child without a record there may well have one.
 *
 * By the last run of each registry, of all its records and of those of the child's birth year. A run is made now and then,
 * so that it is looked up now and then.
 *
 * @module
 */

import type { LinkCounts, LinkRunSummary } from './link-index.ts'

/** Whether that is so for somebody with this birth date, which is asked only where there was a run. */
export type IsPoorlyLinked = (
  registry: string,
  birthDate: () => Promise<string | null>,
) => Promise<boolean>

/** One record in twenty that is nobody's. */
export const MOST_UNLINKED = 0.05
/** Fewer records of a birth year say nothing about it. */
const FEWEST_RECORDS = 20
const EVERY_MS = 60_000

export function openPoorlyLinked(
  runs: () => Promise<readonly LinkRunSummary[]>,
  everyMs = EVERY_MS,
): IsPoorlyLinked {
  let known:
    | { readonly runs: Promise<readonly LinkRunSummary[]>; readonly until: number }
    | undefined

  /** Where they cannot be looked up, nothing is said of them. */
  function latest(): Promise<readonly LinkRunSummary[]> {
    if (!known || performance.now() >= known.until) {
      known = { runs: runs().catch(() => []), until: performance.now() + everyMs }
    }
    return known.runs
  }

  return async (registry, birthDate) => {
    const run = (await latest()).find((one) => one.registry === registry)
    if (!run) return false
    if (isPoor(run)) return true
    const poor = run.groups.filter((one) => one.by === 'BIRTH_YEAR' && isPoor(one))
    if (poor.length === 0) return false
    const year = (await birthDate())?.slice(0, 4)
    return poor.some(({ group }) => group === year)
  }
}

function isPoor({ records, unlinked }: LinkCounts): boolean {
  return records >= FEWEST_RECORDS && unlinked / records > MOST_UNLINKED
}
