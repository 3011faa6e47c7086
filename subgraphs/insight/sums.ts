/**
 * What is summed of each cell, so that it can be judged without anybody in it being known: how many units, the sum of the
 * keys of their children, and the words of their sketch. Rows of a cell that count alike are summed first, and then taken so
 * many times.
 *
 * @module
 */

import { addedSketches, PLACES } from '../../privacy/disclosure-sketch.ts'
import type { Row } from './store.ts'

/** Of a child: the columns that {@link sumsSql} sums. */
export function sketchSql(words: number): readonly string[] {
  return wordNames(words).map(
    (name, i) => `if((place & ${(words - 1) * PLACES}) = ${i * PLACES}, one, 0) AS ${name}`,
  )
}

export function wordNames(words: number): readonly string[] {
  return Array.from({ length: words }, (_, i) => `word_${i}`)
}

/** Aggregates over rows of a `cell_key` and a sketch. */
export function sumsSql(words: number): readonly string[] {
  return ['count(*) AS rows', ...summed(words).map((name) => `${round(`sum(${name})`)} AS ${name}`)]
}

/** Aggregates over rows of {@link sumsSql}, each of which is taken as many times as its column of that name says. */
export function timesSql(times: string, words: number): readonly string[] {
  const sums = summed(words).map(
    (name) => `${round(`sum(${times} * ${name})`)} AS ${times}_${name}`,
  )
  return [`sum(${times} * rows)::DOUBLE AS ${times}_rows`, ...sums]
}

function summed(words: number): readonly string[] {
  return ['cell_key', ...wordNames(words)]
}

/** Modulo 2^32. */
function round(sum: string): string {
  return `(${sum} & ${2 ** 32 - 1})::BIGINT`
}

/** At least so many different children are in it: of children with the same mark one is counted. */
export const MARK = '1::UBIGINT << (cell_key & 63)::UBIGINT'

/** Marks tell more than this apart seldom enough to look. */
export const MOST_MARKS = 40

/** Of a cell: what is in it, and who. */
export interface Sums {
  readonly count: number
  readonly key: number
  readonly sketch: readonly number[]
}

/** `prefix`: of which columns of a row. */
export function sumsIn(row: Row, words: number, prefix = ''): Sums {
  return {
    count: Number(row[`${prefix}rows`]),
    key: Number(row[`${prefix}cell_key`]),
    sketch: wordNames(words).map((name) => Number(row[prefix + name]) | 0),
  }
}

/** Of units that are not the same. */
export function addedSums(one: Sums, other: Sums): Sums {
  return {
    count: one.count + other.count,
    key: (one.key + other.key) % 2 ** 32,
    sketch: addedSketches([one.sketch, other.sketch]),
  }
}
