/**
 * What is summed of each cell, so that it can be judged without anybody in it being known: how many units, the sum of the
 * keys of their children, and the sums of the signs of those.
 *
 * Two of a child's signs are added at a time: they lie 26 bits apart in one number, so that a sum is exact up to 67 million
 * units.
 *
 * @module
 */

import { type Counted, SIGNS } from '../../privacy/disclosure.ts'
import type { Row } from './store.ts'

const HALF = SIGNS / 2
const APART = 26
const SECOND = 2 ** APART
const BOTH = SECOND + 1

/** The signs of a child, of 32 random bits. */
export function spreadSigns(bits: number): bigint {
  return (BigInt(bits >>> 16) << BigInt(APART)) | BigInt(bits & 0xffff)
}

/** Aggregates over rows that have a `cell_key` and `signs`; `units` says how many units each row is. */
export function sumsSql(name: string, units: string): readonly string[] {
  const pairs = Array.from(
    { length: HALF },
    (_, i) => `sum((((signs >> ${i}) & ${BOTH}) * ${units})::DOUBLE)`,
  )
  return [
    `sum(${units})::DOUBLE AS ${name}`,
    `(sum(cell_key * ${units}) % 4294967296)::DOUBLE AS ${name}_key`,
    `[${pairs.join()}] AS ${name}_pairs`,
  ]
}

/** At least so many different children are in it: of children with the same mark one is counted. */
export function marksSql(name: string, condition: string): string {
  return `bit_count(bit_or(1::UBIGINT << (cell_key & 63)::UBIGINT) FILTER (WHERE ${condition}))::DOUBLE AS ${name}_marks`
}

/** Marks tell more than this apart seldom enough to look. */
export const MOST_MARKS = 40

export function toCounted(row: Row, name: string): Counted {
  const count = Math.round(Number(row[name] ?? 0))
  const given = row[`${name}_pairs`]
  const pairs = Array.isArray(given) ? given.map(Number) : []
  const signOf = (ones: number) => 2 * ones - count
  return {
    count,
    key: Number(row[`${name}_key`] ?? 0),
    signs: [
      ...pairs.map((pair) => signOf(pair % SECOND)),
      ...pairs.map((pair) => signOf(Math.floor(pair / SECOND))),
    ],
  }
}
