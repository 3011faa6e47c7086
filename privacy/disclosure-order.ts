/**
 * In which order cells are decided on, and which of them are as good as the same.
 *
 * @module
 */

import type { Decided, Part } from './disclosure-audit.ts'
import type { Wanted } from './disclosure-lay-out.ts'
import { fractionOf } from './disclosure-noise.ts'

/**
 * What takes in more goes first; else by lot, so that which one is hidden beside a small one says nothing of it. The lot is
 * of the values, so that beside small ones in a row of areas the same is hidden in each: else two hidden ones would be known
 * together, and with them two small ones.
 */
export function inOrder(wanted: readonly Wanted[], secret: Uint8Array): readonly Wanted[] {
  const lots = new Map<string, number>()
  const lotOf = (part: Part) => {
    const name = textOf(part)
    const lot = lots.get(name) ?? fractionOf(secret, 'order', name)
    lots.set(name, lot)
    return lot
  }
  return wanted
    .map((one) => ({
      one,
      share: one.face.parts.reduce((share, part) => share * shareOf(part), 1),
      lots: one.face.parts.map(lotOf),
    }))
    .sort((a, b) => b.share - a.share || compare(a.lots, b.lots))
    .map(({ one }) => one)
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((lot, i) => lot !== b[i])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/** The same parts come again and again, and most are long. */
const TEXTS = new WeakMap<Part, string>()

export function textOf(part: Part): string {
  const known = TEXTS.get(part)
  if (known) return known
  const text = `${part.dimension}:${part.mask.toString(16)}/${part.of}`
  TEXTS.set(part, text)
  return text
}

const NAMES = new WeakMap<Part, string>()

/** In short: runs of leaves, from and to. */
export function nameOf(part: Part): string {
  const known = NAMES.get(part)
  if (known !== undefined) return known
  const name = `${part.dimension}:${runsIn(part.mask).join()}/${part.of}`
  NAMES.set(part, name)
  return name
}

function runsIn(mask: bigint): readonly string[] {
  const digits = mask.toString(2)
  return [...digits.matchAll(/1+/g)].map(({ 0: run, index }) => {
    const from = digits.length - index - run.length
    return run.length === 1 ? `${from}` : `${from}-${from + run.length - 1}`
  })
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
  if (areApart(a.face.parts, b.face.parts)) return false
  if (
    a.face.of === b.face.of &&
    (isIn(a.face.parts, b.face.parts) || isIn(b.face.parts, a.face.parts))
  ) {
    return true
  }
  if (a.key === b.key && a.count === b.count) return false
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

/** All of the first lies in the other. */
export function isIn(inner: readonly Part[], outer: readonly Part[]): boolean {
  return outer.every(({ dimension, mask }) =>
    inner.some((part) => part.dimension === dimension && (part.mask & ~mask) === 0n),
  )
}

/** Each unit adds plus or minus one by lot: the square of what is left is on average how many are left. */
function estimate(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, sign, i) => sum + (sign - (b[i] ?? 0)) ** 2, 0) / a.length
}
