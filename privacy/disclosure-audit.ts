/**
 * What a project was told of one edition of the data, and what it can reckon from that.
 *
 * A face is a set of units: what is counted, and for some dimensions which of their leaves. Faces that differ in one
 * dimension only are equations over its leaves; those are kept reduced, so that a set that can be reckoned from them is
 * a row. Each row that is a face of its own is taken as told, and reckoned on with in the other dimensions.
 *
 * @module
 */

import { openCovers } from './disclosure-covers.ts'
import { type Equations, type Leaves, leavesOf, openEquations } from './disclosure-equations.ts'
import { openNear } from './disclosure-near.ts'
import { nameOf } from './disclosure-order.ts'
import type { Sketch } from './disclosure-sketch.ts'
import { memo } from './memo.ts'

export interface Part {
  readonly dimension: string
  /** Of its leaves: bit i is leaf i. */
  readonly mask: bigint
  /** How many leaves there are. */
  readonly of: number
}

export type ValuesOf = (dimension: string) => ReadonlySet<bigint>

export interface Face {
  readonly of: string
  /** By the name of the dimension; one that takes everybody is left out. */
  readonly parts: readonly Part[]
  /** Of persons it says nothing: only which part of the grid it is. */
  readonly key: string
}

export function faceOf(of: string, parts: readonly Part[]): Face {
  const own = parts
    .filter(({ mask, of: leaves }) => mask !== everybody(leaves))
    .sort((a, b) => (a.dimension < b.dimension ? -1 : 1))
  return toFace(of, own)
}

/** Of parts that are in order, and none of everybody. */
function toFace(of: string, parts: readonly Part[]): Face {
  let key = of
  for (const part of parts) key += ` ${nameOf(part)}`
  return { of, parts, key }
}

/** How a face was answered first, and so for as long as the edition lasts. Of a hidden one no count is kept. */
export interface Decided extends Counted {
  readonly face: Face
  readonly rule: string | null
}

export interface Told {
  find(face: Face): Decided | undefined
  /** Told faces whose count lies less than that from this one; of those that have nobody in common with it, some. */
  near(face: Face, count: number, within: number): Iterable<Decided>
  /**
   * It is told, unless it would make known a face of fewer than k, one that is never to be known, or several cells
   * together of fewer than twice k (a small one, and one beside it). False: it is not.
   */
  tell(face: Face, counted: Counted, k: number, never: ReadonlySet<string>): boolean
  /** `key`: of one that is large enough, so that the same children by another name are hidden, too; else nought. */
  hide(face: Face, rule: string, key: number): void
  /** Whether exactly these children are hidden by another name. */
  isHidden(key: number): boolean
  /** Whether it lies in what is hidden beside a small one. */
  isCovered(face: Face): boolean
  /** Of before, or by another process. */
  remember(decided: Decided): void
  /** How many were told. */
  readonly size: number
  /** What was decided since this was called last, in that order. */
  takeFresh(): readonly Decided[]
}

export interface Counted {
  readonly count: number
  readonly key: number
  readonly sketch: Sketch
}

/** The rules of what is hidden for the sake of something else. */
const COVERING: ReadonlySet<string> = new Set(['complementary', 'overlap'])

type IsRight = (mask: bigint, count: number, reckoned: Face, dimension: string) => boolean

/** `valuesOf`: the sets of leaves of a dimension that can be asked for. */
export function openTold(valuesOf: ValuesOf): Told {
  const decided = new Map<string, Decided>()
  const shown = openNear<Decided>()
  const covers = openCovers(valuesOf)
  /** Of each told or reckoned face. */
  const counts = new Map<string, number>()
  /** By the face without the dimension, and the dimension. */
  const lines = new Map<string, Map<string, Equations>>()
  const linesBy = memo(lines, () => new Map())
  const dimensions = new Map<string, number>()
  const parts = new Map<string, Map<string, Part>>()
  /** The keys of those that are large enough. */
  const hidden = new Set<number>()
  const fresh: Decided[] = []
  /** By the face without the dimension, and the dimension: in which of its leaves it is hidden. */
  const hiddenIn = new Map<string, bigint>()
  const hiddenInAll = new Set<string>()
  let size = 0

  return {
    find: ({ key }) => decided.get(key),
    near: shown.near,
    tell(face, { count, key, sketch }, k, never) {
      const undo: (() => void)[] = []
      const isRight: IsRight = (mask, n, reckoned, dimension) =>
        (n >= 2 * k || (n >= k && valuesOf(dimension).has(mask))) && !never.has(reckoned.key)
      if (!learn(face, count, undo, isRight)) {
        for (const step of undo.reverse()) step()
        return false
      }
      const one = { face, rule: null, count, key, sketch }
      keep(one)
      fresh.push(one)
      return true
    },
    hide(face, rule, key) {
      const one = { face, rule, count: 0, key, sketch: [] }
      keep(one)
      fresh.push(one)
    },
    isHidden: (key) => hidden.has(key),
    isCovered: covers.has,
    remember(one) {
      if (decided.has(one.face.key)) return
      keep(one)
      if (one.rule === null) learn(one.face, one.count, [], () => true)
    },
    get size() {
      return size
    },
    takeFresh: () => fresh.splice(0),
  }

  function keep(one: Decided): void {
    decided.set(one.face.key, one)
    if (one.rule !== null) {
      if (one.key !== 0) hidden.add(one.key)
      if (COVERING.has(one.rule)) cover(one.face)
      return
    }
    size += 1
    shown.add(one)
  }

  /** Where it is hidden in all leaves of a dimension, the whole of them covers, too: a part of it by something else is told no more. */
  function cover(face: Face): void {
    covers.add(face)
    for (const part of face.parts) {
      const whole = toFace(
        face.of,
        face.parts.filter((one) => one !== part),
      )
      const name = `${whole.key} by ${part.dimension}`
      const mask = (hiddenIn.get(name) ?? 0n) | part.mask
      hiddenIn.set(name, mask)
      if (mask !== everybody(part.of)) continue
      if (counts.has(whole.key) || hiddenInAll.has(whole.key)) continue
      hiddenInAll.add(whole.key)
      cover(whole)
    }
  }

  /** All that follows from it; false as soon as something follows that is not right. */
  function learn(first: Face, firstCount: number, undo: (() => void)[], isRight: IsRight): boolean {
    const next: [Face, number][] = [[first, firstCount]]
    for (let one = next.pop(); one; one = next.pop()) {
      const [face, count] = one
      if (counts.has(face.key)) continue
      counts.set(face.key, count)
      undo.push(() => counts.delete(face.key))
      for (const { line, rest, leaves, dimension, of } of linesOf(face, undo)) {
        for (const row of line.add(leaves, count, undo)) {
          if (row.leaves.text === leaves.text) continue
          const reckoned = faceOf(face.of, [...rest, partOf(dimension, row.leaves, of)])
          if (counts.has(reckoned.key)) continue
          if (!isRight(row.leaves.mask, row.count, reckoned, dimension)) return false
          next.push([reckoned, row.count])
        }
      }
    }
    return true
  }

  /** One for each of its dimensions, and for those in which it is everybody of a line that is there. */
  function* linesOf(face: Face, undo: (() => void)[]) {
    for (const part of face.parts) {
      const { dimension, of } = part
      const rest = face.parts.filter((one) => one !== part)
      const whole = toFace(face.of, rest)
      const those = linesBy(whole.key)
      let line = those.get(dimension)
      if (!line) {
        line = openEquations(valuesOf(dimension))
        const all = counts.get(whole.key)
        if (all !== undefined) line.add(allLeaves(of), all, [])
        those.set(dimension, line)
        undo.push(() => those.delete(dimension))
        dimensions.set(dimension, of)
      }
      yield { line, rest, leaves: leavesIn(part), dimension, of }
    }
    for (const [dimension, line] of lines.get(face.key) ?? []) {
      const of = dimensions.get(dimension) ?? 0
      yield { line, rest: face.parts, leaves: allLeaves(of), dimension, of }
    }
  }

  /** The same for the same leaves. */
  function partOf(dimension: string, { mask, text }: Leaves, of: number): Part {
    const those = parts.get(dimension) ?? new Map<string, Part>()
    parts.set(dimension, those)
    const part = those.get(text) ?? { dimension, mask, of }
    those.set(text, part)
    return part
  }
}

const leavesIn = memo(new WeakMap<Part, Leaves>(), ({ mask }) => leavesOf(mask))

const allLeaves = memo(new Map<number, Leaves>(), (of) => leavesOf(everybody(of)))

export const everybody = memo(new Map<number, bigint>(), (of) => (1n << BigInt(of)) - 1n)
