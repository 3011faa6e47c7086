/**
 * What is summed of each cell, so that it can be judged without anybody in it being known: how many units, the sum of the
 * keys of their children, and the sums of the signs of those.
 *
 * Several of a child's signs are added at a time: they lie some bits apart in one number, so that a sum is exact as long as
 * there are not too many rows in it. Rows of a cell that count alike are summed first, and then taken so many times.
 *
 * @module
 */

import { SIGNS } from '../../privacy/disclosure.ts'
import type { Row } from './store.ts'

/** How signs lie in a number of 52 bits, and of how many rows the sums are exact. */
export interface Layout {
  readonly apart: number
  readonly together: number
  readonly most: number
}

/** Half as much to sum. */
export const FEW: Layout = layout(4)
export const MANY: Layout = layout(2)

function layout(together: number): Layout {
  const apart = 52 / together
  return { apart, together, most: 2 ** apart - 1 }
}

/** The signs of a child, of 32 random bits, as the store has them: {@link MANY}. */
export function spreadSigns(bits: number): bigint {
  return (BigInt(bits >>> 16) << BigInt(MANY.apart)) | BigInt(bits & 0xffff)
}

/** Of a child: what {@link sumsSql} sums. */
export function signsSql({ apart, together }: Layout): string {
  if (together === MANY.together) return 'signs'
  const each = SIGNS / together
  const fields = Array.from({ length: together }, (_, field) => {
    const first = field * each
    const from = first < SIGNS / 2 ? first : MANY.apart + first - SIGNS / 2
    return `(((signs >> ${from}) & ${2 ** each - 1}) << ${field * apart})`
  })
  return `(${fields.join(' | ')})`
}

/** Aggregates over rows of a `cell_key` and `signs`. */
export function sumsSql({ apart, together, most }: Layout): readonly string[] {
  const each = SIGNS / together
  const mask = Array.from({ length: together }, (_, field) => 2 ** (field * apart)).reduce(
    (sum, bit) => sum + bit,
  )
  const ones = Array.from(
    { length: each },
    (_, i) => `sum(((signs >> ${i}) & ${mask})::DOUBLE) AS ones_${i}`,
  )
  // A double is exact up to 2^53, and quicker.
  const key = most <= 2 ** 21 ? 'sum(cell_key::DOUBLE)' : '(sum(cell_key) % 4294967296)::DOUBLE'
  return ['count(*)::DOUBLE AS rows', `${key} AS key`, ...ones]
}

/** At least so many different children are in it: of children with the same mark one is counted. */
export const MARK = '1::UBIGINT << (cell_key & 63)::UBIGINT'

/** Marks tell more than this apart seldom enough to look. */
export const MOST_MARKS = 40

/** Of a cell, or of a side of it: what was taken of it until now. */
export interface Tally {
  count: number
  key: number
  readonly signs: number[]
  /** Two halves of 32 bits. */
  readonly marks: [number, number]
}

export function openTally(): Tally {
  return { count: 0, key: 0, signs: new Array<number>(SIGNS).fill(0), marks: [0, 0] }
}

/** As it comes from {@link sumsSql}. */
export interface Summed {
  readonly rows: number
  readonly key: number
  readonly signs: readonly number[]
  readonly marks: readonly [number, number]
}

export function toSummed(row: Row, { apart, together }: Layout): Summed {
  const rows = Number(row.rows)
  const each = SIGNS / together
  const signs = new Array<number>(SIGNS)
  for (let i = 0; i < each; i += 1) {
    let left = Number(row[`ones_${i}`])
    for (let field = 0; field < together; field += 1) {
      signs[field * each + i] = 2 * (left % 2 ** apart) - rows
      left = Math.floor(left / 2 ** apart)
    }
  }
  const marks = typeof row.marks === 'bigint' ? row.marks : 0n
  return {
    ...{ rows, key: Number(row.key) % 2 ** 32, signs },
    marks: [Number(marks & 0xffff_ffffn), Number(marks >> 32n)],
  }
}

/** Each row of these counts so many times. */
export function add(tally: Tally, { rows, key, signs, marks }: Summed, times: number): void {
  if (times === 0) return
  const keys = times === 1 ? key : Number((BigInt(times) * BigInt(key)) % 2n ** 32n)
  tally.count += times * rows
  tally.key = (tally.key + keys) % 2 ** 32
  for (const [i, sign] of signs.entries()) tally.signs[i] = (tally.signs[i] ?? 0) + times * sign
  tally.marks[0] |= marks[0]
  tally.marks[1] |= marks[1]
}

export function marksIn({ marks: [low, high] }: Tally): number {
  return bitsIn(low) + bitsIn(high)
}

function bitsIn(word: number): number {
  let [left, bits] = [word >>> 0, 0]
  for (; left !== 0; left &= left - 1) bits += 1
  return bits
}
