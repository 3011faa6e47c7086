/**
 * In which order cells are decided on, and which of them are as good as the same.
 *
 * @module
 */

import type { Decided, Part } from './disclosure-audit.ts'
import type { Wanted } from './disclosure-lay-out.ts'
import { fractionOf } from './disclosure-noise.ts'

/** What takes in more goes first; else by lot, so that which one is hidden beside a small one says nothing of it. */
export function inOrder(wanted: readonly Wanted[], secret: Uint8Array): readonly Wanted[] {
  return wanted
    .map((one) => ({
      one,
      share: one.face.parts.reduce((share, part) => share * shareOf(part), 1),
      lot: fractionOf(secret, 'order', one.face.key),
    }))
    .sort((a, b) => b.share - a.share || a.lot - b.lot)
    .map(({ one }) => one)
}

const SHARES = new WeakMap<Part, number>()

/** Of the leaves, which part it takes in. */
export function shareOf(part: Part): number {
  const known = SHARES.get(part)
  if (known !== undefined) return known
  const share = part.mask.toString(2).replaceAll('0', '').length / part.of
  SHARES.set(part, share)
  return share
}

export type Kept = Pick<Decided, 'face' | 'count' | 'key' | 'signs'>

/** Of two whose counts differ by fewer than k: whether fewer than k units are in one of them and not in the other. */
export function isNearlyTheSame(a: Kept, b: Kept, k: number): boolean {
  if (a.key === b.key && a.count === b.count) return false
  if (areApart(a.face.parts, b.face.parts)) return false
  if (
    a.face.of === b.face.of &&
    (isIn(a.face.parts, b.face.parts) || isIn(b.face.parts, a.face.parts))
  ) {
    return true
  }
  if (a.signs.length === 0 || a.signs.length !== b.signs.length) return true
  return estimate(a.signs, b.signs) < 2 * k
}

function areApart(a: readonly Part[], b: readonly Part[]): boolean {
  return a.some((part) => b.some((other) => isApart(part, other)))
}

/** Of one dimension, and no leaf of it in both. */
export function isApart(a: Part, b: Part): boolean {
  return a !== b && a.dimension === b.dimension && (a.mask & b.mask) === 0n
}

function isIn(inner: readonly Part[], outer: readonly Part[]): boolean {
  return outer.every(({ dimension, mask }) =>
    inner.some((part) => part.dimension === dimension && (part.mask & ~mask) === 0n),
  )
}

/** Each unit adds plus or minus one by lot: the square of what is left is on average how many are left. */
function estimate(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, sign, i) => sum + (sign - (b[i] ?? 0)) ** 2, 0) / a.length
}
