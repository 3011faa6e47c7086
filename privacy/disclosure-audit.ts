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

/** How a face was answered first, and so for as long as the edition lasts. Of a hidden one no number is kept. */
export interface Decided {
  readonly face: Face
  readonly rule: string | null
  readonly count: number
  readonly key: number
  readonly signs: readonly number[]
}

export interface Told {
  find(face: Face): Decided | undefined
  /** Told faces whose count lies less than that from this one. */
  near(count: number, within: number): Iterable<Decided>
  /** Whether telling it would make a set known of fewer than k, or one that is never to be known. Changes nothing. */
  wouldBetray(face: Face, count: number, k: number, never: ReadonlySet<string>): boolean
  decide(decided: Decided): void
  /** How many were told. */
  readonly size: number
  /** What was decided since it was opened, in that order. */
  readonly fresh: readonly Decided[]
}

export function openTold(before: readonly Decided[] = []): Told {
  const decided = new Map<string, Decided>()
  const byCount = new Map<number, Decided[]>()
  /** Of each told or reckoned face. */
  const counts = new Map<string, number>()
  /** By the face without the dimension, and the dimension. */
  const lines = new Map<string, Equations>()
  const dimensions = new Map<string, number>()
  const fresh: Decided[] = []
  let size = 0

  for (const one of before) take(one)

  return {
    find: ({ key }) => decided.get(key),
    *near(count, within) {
      for (let n = count - within + 1; n < count + within; n++) yield* byCount.get(n) ?? []
    },
    wouldBetray(face, count, k, never) {
      const undo: (() => void)[] = []
      const betrays = !learn(face, count, undo, (mask, n, key) => {
        const isOne = (mask & (mask - 1n)) === 0n
        return n >= (isOne ? k : 2 * k) && !never.has(key)
      })
      for (const step of undo.reverse()) step()
      return betrays
    },
    decide(one) {
      take(one)
      fresh.push(one)
    },
    get size() {
      return size
    },
    fresh,
  }

  function take(one: Decided): void {
    decided.set(one.face.key, one)
    if (one.rule !== null) return
    size += 1
    const alike = byCount.get(one.count)
    if (alike) alike.push(one)
    else byCount.set(one.count, [one])
    learn(one.face, one.count, [], () => true)
  }

  /** All that follows from it; false as soon as something follows that is not right. */
  function learn(
    first: Face,
    firstCount: number,
    undo: (() => void)[],
    isRight: (mask: bigint, count: number, key: string) => boolean,
  ): boolean {
    const next: [Face, number][] = [[first, firstCount]]
    for (let one = next.pop(); one; one = next.pop()) {
      const [face, count] = one
      if (counts.has(face.key)) continue
      counts.set(face.key, count)
      undo.push(() => counts.delete(face.key))
      for (const { line, mask, dimension, of } of linesOf(face, undo)) {
        for (const row of line.add(mask, count, undo)) {
          if (row.mask === mask) continue
          const rest = face.parts.filter((part) => part.dimension !== dimension)
          const reckoned = faceOf(face.of, [...rest, { dimension, mask: row.mask, of }])
          if (!isRight(row.mask, row.count, reckoned.key)) return false
          next.push([reckoned, row.count])
        }
      }
    }
    return true
  }

  /** One for each of its dimensions, and for those in which it is everybody of a line that is there. */
  function* linesOf(face: Face, undo: (() => void)[]) {
    for (const { dimension, mask, of } of face.parts) {
      const rest = faceOf(
        face.of,
        face.parts.filter((part) => part.dimension !== dimension),
      )
      const name = `${rest.key}|${dimension}`
      let line = lines.get(name)
      if (!line) {
        line = openEquations()
        const all = counts.get(rest.key)
        if (all !== undefined) line.add(everybody(of), all, [])
        lines.set(name, line)
        undo.push(() => lines.delete(name))
        if (!dimensions.has(dimension)) dimensions.set(dimension, of)
      }
      yield { line, mask, dimension, of }
    }
    for (const [dimension, of] of dimensions) {
      const line = lines.get(`${face.key}|${dimension}`)
      if (line) yield { line, mask: everybody(of), dimension, of }
    }
  }
}

export function everybody(leaves: number): bigint {
  return (1n << BigInt(leaves)) - 1n
}
