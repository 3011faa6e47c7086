/**
 * What a project was told of one edition of the data, and what it can reckon from that.
 *
 * A face is a set of units: what is counted, and for some dimensions which of their leaves. Faces that differ in one
 * dimension only are equations over its leaves; those are kept reduced, so that a set that can be reckoned from them is
 * a row. Each row that is a face of its own is taken as told, and reckoned on with in the other dimensions.
 *
 * @module
 */

import { type Equations, openEquations } from './disclosure-equations.ts'

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
  const texts = own.map(
    ({ dimension, mask, of: leaves }) => `${dimension}:${mask.toString(16)}/${leaves}`,
  )
  return { of, parts: own, key: [of, ...texts].join(' ') }
}

/** How a face was answered first, and so for as long as the edition lasts. Of a hidden one no count is kept. */
export interface Decided extends Counted {
  readonly face: Face
  readonly rule: string | null
}

export interface Told {
  find(face: Face): Decided | undefined
  /** Told faces whose count lies less than that from this one. */
  near(count: number, within: number): Iterable<Decided>
  /**
   * It is told, unless it would make known a face of fewer than k, one that is never to be known, or several cells
   * together of fewer than twice k (a small one, and one beside it). False: it is not.
   */
  tell(face: Face, counted: Counted, k: number, never: ReadonlySet<string>): boolean
  /** `key`: of one that is large enough, so that the same children by another name are hidden, too; else nought. */
  hide(face: Face, rule: string, key: number): void
  /** Whether exactly these children are hidden by another name. */
  isHidden(key: number): boolean
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
  readonly signs: readonly number[]
}

type IsRight = (mask: bigint, count: number, reckoned: Face, dimension: string) => boolean

/** `valuesOf`: the sets of leaves of a dimension that can be asked for. */
export function openTold(valuesOf: ValuesOf): Told {
  const decided = new Map<string, Decided>()
  const byCount = new Map<number, Decided[]>()
  /** Of each told or reckoned face. */
  const counts = new Map<string, number>()
  /** By the face without the dimension, and the dimension. */
  const lines = new Map<string, Equations>()
  const dimensions = new Map<string, number>()
  /** The keys of those that are large enough. */
  const hidden = new Set<number>()
  const fresh: Decided[] = []
  let size = 0

  return {
    find: ({ key }) => decided.get(key),
    *near(count, within) {
      for (let n = count - within + 1; n < count + within; n++) yield* byCount.get(n) ?? []
    },
    tell(face, { count, key, signs }, k, never) {
      const undo: (() => void)[] = []
      const isRight: IsRight = (mask, n, reckoned, dimension) =>
        n >= (valuesOf(dimension).has(mask) ? k : 2 * k) && !never.has(reckoned.key)
      if (!learn(face, count, undo, isRight)) {
        for (const step of undo.reverse()) step()
        return false
      }
      const one = { face, rule: null, count, key, signs }
      keep(one)
      fresh.push(one)
      return true
    },
    hide(face, rule, key) {
      const one = { face, rule, count: 0, key, signs: [] }
      keep(one)
      fresh.push(one)
    },
    isHidden: (key) => hidden.has(key),
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
      return
    }
    size += 1
    const alike = byCount.get(one.count)
    if (alike) alike.push(one)
    else byCount.set(one.count, [one])
  }

  /** All that follows from it; false as soon as something follows that is not right. */
  function learn(first: Face, firstCount: number, undo: (() => void)[], isRight: IsRight): boolean {
    const next: [Face, number][] = [[first, firstCount]]
    for (let one = next.pop(); one; one = next.pop()) {
      const [face, count] = one
      if (counts.has(face.key)) continue
      counts.set(face.key, count)
      undo.push(() => counts.delete(face.key))
      for (const { line, rest, mask, dimension, of } of linesOf(face, undo)) {
        for (const row of line.add(mask, count, undo)) {
          const reckoned = faceOf(face.of, [...rest, { dimension, mask: row.mask, of }])
          if (counts.has(reckoned.key)) continue
          if (!isRight(row.mask, row.count, reckoned, dimension)) return false
          next.push([reckoned, row.count])
        }
      }
    }
    return true
  }

  /** One for each of its dimensions, and for those in which it is everybody of a line that is there. */
  function* linesOf(face: Face, undo: (() => void)[]) {
    for (const { dimension, mask, of } of face.parts) {
      const rest = face.parts.filter((part) => part.dimension !== dimension)
      const whole = faceOf(face.of, rest)
      const name = `${whole.key}|${dimension}`
      let line = lines.get(name)
      if (!line) {
        line = openEquations(valuesOf(dimension))
        const all = counts.get(whole.key)
        if (all !== undefined) line.add(everybody(of), all, [])
        lines.set(name, line)
        undo.push(() => lines.delete(name))
        dimensions.set(dimension, of)
      }
      yield { line, rest, mask, dimension, of }
    }
    for (const [dimension, of] of dimensions) {
      const line = lines.get(`${face.key}|${dimension}`)
      if (line) yield { line, rest: face.parts, mask: everybody(of), dimension, of }
    }
  }
}

export function everybody(leaves: number): bigint {
  return (1n << BigInt(leaves)) - 1n
}
