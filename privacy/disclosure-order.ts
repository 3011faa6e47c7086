/**
 * In which order cells are decided on, and which of them are as good as the same.
 *
 * @module
 */

import type { Decided, Decision } from './disclosure-audit.ts'
import { isApart, isInside, type OwnPart, type Part } from './disclosure-faces.ts'
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
  const lotOf = memo(new Map<OwnPart, number>(), (part) =>
    fractionOf(secret, 'order', textOf(part)),
  )
  return wanted
    .map((one) => ({
      one,
      share: one.face.parts.reduce((share, part) => share * part.share, 1),
      lots: one.face.parts.map(lotOf),
    }))
    .sort((a, b) => b.share - a.share || compare(a.lots, b.lots))
    .map(({ one }) => one)
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i += 1) {
    if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0)
  }
  return 0
}

function textOf({ dimension, leaves, of }: OwnPart): string {
  return `${dimension}:${leaves.text}/${of}`
}

/** Of persons it says nothing: only which part of the grid it is. */
export function nameOf({ of, parts }: Pick<Decision, 'of' | 'parts'>): string {
  return [of, ...parts.map(partName)].join(' ')
}

/** In short: runs of leaves, from and to. */
const partName = memo(
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

function areApart(a: readonly OwnPart[], b: readonly OwnPart[]): boolean {
  for (const part of a) for (const other of b) if (isApart(part, other)) return true
  return false
}

/** All of the first lies in the other. */
export function isIn(inner: readonly OwnPart[], outer: readonly OwnPart[]): boolean {
  return outer.every((other) => inner.some((part) => isInside(part, other)))
}
