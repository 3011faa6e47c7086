/**
 * How much of what is counted could be seen at all.
 *
 * It stands beside numbers without being judged, and is told of any choice of children. So it deviates as numbers do, is in fixed
 * steps of at least k, and says nothing of fewer than k who cannot be seen.
 *
 * @module
 */

import type { Counting } from './count.ts'
import { isReadable, tablesOf } from './scope.ts'
import type { Store } from './store.ts'
import { typedWords } from './typed-words.ts'

/**
 * Of the children, the part of whom every domain of the indicator may and can be read; and of what was counted of them, the part of
 * which the source told what it takes, where a definition says so. Null: of too few children.
 */
export async function coverageOf(
  store: Store,
  { indicator, scope, window, k }: Counting,
  deviationOf: (key: number) => number,
  signal?: AbortSignal,
): Promise<number | null> {
  const partOf = async (from: string, seen: string) => {
    const [row = {}] = await store.select(`${tablesOf(scope)} ${sumsSql(from, seen)}`, signal)
    const told = (count: string) =>
      Number(row[count]) + deviationOf(Number(row[`${count}_key`] ?? 0))
    return seenPart(told('unseen'), told('everything'), k)
  }
  const readable = await partOf('child', isReadable(indicator.domains))
  const units = typedWords(indicator.units(window))
  if (readable === null || !TELLS_KNOWN.test(units)) return readable
  const known = await partOf(`(${units}) JOIN child USING (child)`, 'known')
  return Number((readable * (known ?? 1)).toFixed(2))
}

const TELLS_KNOWN = /\bAS known\b/

function sumsSql(from: string, seen: string): string {
  const sums = (name: string, which: string) =>
    `(count(*) ${which})::DOUBLE AS ${name}, (sum(cell_key) ${which} % ${2 ** 32})::DOUBLE AS ${name}_key`
  return `SELECT ${sums('everything', '')}, ${sums('unseen', `FILTER (WHERE (${seen}) IS NOT TRUE)`)} FROM ${from}`
}

/** Times k. */
const FEWEST = 5

function seenPart(unseen: number, everything: number, k: number): number | null {
  if (everything < FEWEST * k) return null
  if (unseen < k) return 1
  const step = stepOf(everything, k)
  return Number(Math.max(0, 1 - Math.round(unseen / everything / step) * step).toFixed(2))
}

/** Fixed: of one that follows from how many there are, these could be told. */
const STEPS = [0.01, 0.02, 0.05, 0.1] as const

/** Of so many, at least k are in it. */
export function stepOf(many: number, k: number): number {
  return STEPS.find((step) => step * many >= k) ?? 0.2
}
