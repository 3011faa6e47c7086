/**
 * In which order cells are decided on, and which of them are as good as the same.
 *
 * @module
 */

import type { Decided, Face, Part } from './disclosure-audit.ts'
import type { Wanted } from './disclosure-lay-out.ts'
import { fractionOf } from './disclosure-noise.ts'
import { leastApart } from './disclosure-sketch.ts'
import { memo } from './memo.ts'

/**
 * What takes in more goes first; else by lot, so that which one is hidden beside a small one says nothing of it. The lot is
 * of the values, so that beside small ones in a row of areas the same is hidden in each: else two hidden ones would be known
 * together, and with them two small ones.
 */
export function inOrder(wanted: readonly Wanted[], secret: Uint8Array): readonly Wanted[] {
  const lotOf = memo(new Map<string, number>(), (text) => fractionOf(secret, 'order', text))
  return wanted
    .map((one) => ({
      one,
      share: one.face.parts.reduce((share, part) => share * shareOf(part), 1),
      lots: one.face.parts.map((part) => lotOf(textOf(part))),
    }))
    .sort((a, b) => b.share - a.share || compare(a.lots, b.lots))
    .map(({ one }) => one)
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((lot, i) => lot !== b[i])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/** The same parts come again and again, and most are long. */
export const textOf = memo(
  new WeakMap<Part, string>(),
  ({ dimension, mask, of }) => `${dimension}:${mask.toString(16)}/${of}`,
)

/** In short: runs of leaves, from and to. */
export const nameOf = memo(
  new WeakMap<Part, string>(),
  ({ dimension, mask, of }) => `${dimension}:${runsIn(mask).join()}/${of}`,
)

function runsIn(mask: bigint): readonly string[] {
  const digits = mask.toString(2)
  return [...digits.matchAll(/1+/g)].map(({ 0: run, index }) => {
    const from = digits.length - index - run.length
    return run.length === 1 ? `${from}` : `${from}-${from + run.length - 1}`
  })
}

/** Of the leaves, which part it takes in. */
export const shareOf = memo(
  new WeakMap<Part, number>(),
  ({ mask, of }) => mask.toString(2).replaceAll('0', '').length / of,
)

/** Undefined: it is of everybody. */
export function narrowest({ parts }: Face): Part | undefined {
  return parts.toSorted((a, b) => shareOf(a) - shareOf(b))[0]
}

export type Kept = Pick<Decided, 'face' | 'count' | 'key' | 'sketch'>

/** Of two whose counts differ by fewer than k: whether fewer than k units are in one of them and not in the other. */
export function isNearlyTheSame(a: Kept, b: Kept, k: number): boolean {
  if (areApart(a.face.parts, b.face.parts)) return false
  if (
    a.face.of === b.face.of &&
    (isIn(a.face.parts, b.face.parts) || isIn(b.face.parts, a.face.parts))
  ) {
    return true
  }
  if (a.key === b.key && a.count === b.count) return false
  return (leastApart(a.sketch, b.sketch) ?? 0) < k
}

function areApart(a: readonly Part[], b: readonly Part[]): boolean {
  return a.some((part) => b.some((other) => isApart(part, other)))
}

/** Of one dimension, and no leaf of it in both. */
export function isApart(a: Part, b: Part): boolean {
  return a !== b && a.dimension === b.dimension && (a.mask & b.mask) === 0n
}

/** All of the first lies in the other. */
export function isIn(inner: readonly Part[], outer: readonly Part[]): boolean {
  return outer.every(({ dimension, mask }) =>
    inner.some((part) => part.dimension === dimension && (part.mask & ~mask) === 0n),
  )
}
