/**
 * What is summed of each cell, so that it can be judged without anybody in it being known: how many units, the sum of the
 * keys of their children, and the words of their sketch. Rows of a cell that count alike are summed first, and then taken so
 * many times.
 *
 * @module
 */

import { PLACES } from '../../privacy/disclosure-sketch.ts'
import type { Row } from './store.ts'

/** Of a child: the columns that {@link sumsSql} sums. */
export function sketchSql(words: number): readonly string[] {
  const own = `(place & ${words * PLACES - 1})`
  return wordNames(words).map((name, i) => {
    const first = i * PLACES
    return `CASE WHEN ${own} BETWEEN ${first} AND ${first + PLACES - 1} THEN one ELSE 0 END AS ${name}`
  })
}

export function wordNames(words: number): readonly string[] {
  return Array.from({ length: words }, (_, i) => `word_${i}`)
}

/** Aggregates over rows of a `cell_key` and a sketch. */
export function sumsSql(words: number): readonly string[] {
  const sums = ['cell_key', ...wordNames(words)].map(
    (name) => `(sum(${name}) % ${2 ** 32})::DOUBLE AS ${name}`,
  )
  return ['count(*)::DOUBLE AS rows', ...sums]
}

/** At least so many different children are in it: of children with the same mark one is counted. */
export const MARK = '1::UBIGINT << (cell_key & 63)::UBIGINT'

/** Marks tell more than this apart seldom enough to look. */
export const MOST_MARKS = 40

/** Of a cell, or of a side of it: what was taken of it until now. */
export interface Tally {
  count: number
  key: number
  readonly sketch: number[]
  /** Two halves of 32 bits. */
  readonly marks: [number, number]
}

export function openTally(words: number): Tally {
  return { count: 0, key: 0, sketch: new Array<number>(words).fill(0), marks: [0, 0] }
}

/** Each row of what {@link sumsSql} made counts so many times. */
export function add(tally: Tally, row: Row, times: number): void {
  if (times === 0) return
  tally.count += times * Number(row.rows)
  tally.key = (tally.key + timesOf(row.cell_key, times)) >>> 0
  for (const [i, word] of tally.sketch.entries()) {
    tally.sketch[i] = (word + timesOf(row[`word_${i}`], times)) | 0
  }
  const marks = typeof row.marks === 'bigint' ? row.marks : 0n
  tally.marks[0] |= Number(marks & 0xffff_ffffn)
  tally.marks[1] |= Number(marks >> 32n)
}

/** Modulo 2^32. */
function timesOf(sum: unknown, times: number): number {
  return Math.imul(Number(sum), times)
}

export function marksIn({ marks: [low, high] }: Tally): number {
  return bitsIn(low) + bitsIn(high)
}

function bitsIn(word: number): number {
  let [left, bits] = [word >>> 0, 0]
  for (; left !== 0; left &= left - 1) bits += 1
  return bits
}
