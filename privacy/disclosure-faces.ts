/**
 * Faces, each of them once: what is known of a face stands with it, and nothing is looked up by a name.
 *
 * A face lies under the face that lacks its last part; of parts, too, there is one of each. So what differs in one part from
 * another is a few steps away, and not a text to be made.
 *
 * @module
 */

import type { Decided } from './disclosure-audit.ts'
import { type Equations, type Leaves, leavesOf } from './disclosure-equations.ts'
import { memo } from './memo.ts'

export interface Part {
  readonly dimension: string
  /** Of its leaves: bit i is leaf i. */
  readonly mask: bigint
  /** How many leaves there are. */
  readonly of: number
}

export type ValuesOf = (dimension: string) => ReadonlySet<bigint>

/** Of which there is one for the same leaves. */
export interface OwnPart extends Part {
  /** For who keeps it. */
  readonly plain: Part
  readonly own: Dimension
  readonly leaves: Leaves
  /** Of the leaves, which part it takes in. */
  readonly share: number
  /** The first of its leaves, and the last; of none, none. */
  readonly from: number
  readonly to: number
  /** All leaves between these are in it. */
  readonly isRun: boolean
  /** It can be asked for. */
  readonly isNamed: boolean
  readonly isEverybody: boolean
}

interface Dimension {
  readonly name: string
  readonly of: number
  /** Those that can be asked for. */
  readonly values: ReadonlySet<bigint>
  readonly all: Leaves
  /** By their leaves. */
  readonly parts: Map<string, OwnPart>
}

/** A set of units: what is counted, and for some dimensions which of their leaves. */
export interface Face {
  readonly of: string
  /** By the name of the dimension; one that takes everybody is left out. */
  readonly parts: readonly OwnPart[]
  /** Without its last part. */
  readonly before: Face | undefined
  /** With one part more, of a dimension behind all of its own; as soon as there is one. */
  after: Map<OwnPart, Face> | undefined
  /** How it was answered. */
  decided: Decided | undefined
  /** Where it was told, or can be reckoned. */
  count: number | undefined
  /** What is known of it by the leaves of a dimension in which it takes in everybody. */
  readonly lines: Line[]
}

export interface Line {
  readonly dimension: Dimension
  readonly equations: Equations
}

export interface Faces {
  /** Of everybody. */
  whole(of: string): Face
  own(part: Part): OwnPart
}

export function openFaces(valuesOf: ValuesOf): Faces {
  const dimensions = new Map<string, Dimension>()
  return {
    whole: memo(new Map<string, Face>(), (of) => newFace(of, [], undefined)),
    own({ dimension, mask, of }) {
      const own = dimensions.get(dimension) ?? newDimension(dimension, of, valuesOf(dimension))
      dimensions.set(dimension, own)
      return partOf(own, leavesOf(mask))
    },
  }
}

function newDimension(name: string, of: number, values: ReadonlySet<bigint>): Dimension {
  return { name, of, values, all: leavesOf(everybody(of)), parts: new Map() }
}

export function faceOf(faces: Faces, of: string, parts: readonly Part[]): Face {
  return parts.map(faces.own).reduce(withPart, faces.whole(of))
}

export function partOf(own: Dimension, leaves: Leaves): OwnPart {
  const known = own.parts.get(leaves.text)
  if (known) return known
  const { name: dimension, of, values } = own
  const { mask, terms } = leaves
  const [from, to] = [Math.min(...terms.keys()), Math.max(...terms.keys())]
  const plain = { dimension, mask, of }
  const part = {
    ...plain,
    plain,
    own,
    leaves,
    share: terms.size / of,
    from,
    to,
    isRun: terms.size === to - from + 1,
    isNamed: values.has(mask),
    isEverybody: mask === everybody(of),
  }
  own.parts.set(leaves.text, part)
  return part
}

/** `part`: of a dimension in which the face takes in everybody. */
export function withPart(face: Face, part: OwnPart): Face {
  if (part.isEverybody) return face
  const last = face.parts.at(-1)
  if (!face.before || !last || last.dimension < part.dimension) return nextOf(face, part)
  return nextOf(withPart(face.before, part), last)
}

/** `part`: one of its parts. */
export function withoutPart(face: Face, part: OwnPart): Face {
  const last = face.parts.at(-1)
  if (!face.before || !last) return face
  return last === part ? face.before : nextOf(withoutPart(face.before, part), last)
}

/** Of one dimension, and no leaf of it in both. */
export function isApart(a: OwnPart, b: OwnPart): boolean {
  if (a === b || a.own !== b.own) return false
  if (a.to < b.from || b.to < a.from) return true
  return !(a.isRun && b.isRun) && (a.mask & b.mask) === 0n
}

/** Of one dimension, and all leaves of the first in the other. */
export function isInside(inner: OwnPart, outer: OwnPart): boolean {
  if (inner === outer) return true
  if (inner.own !== outer.own || inner.from < outer.from || inner.to > outer.to) return false
  return outer.isRun || (inner.mask & ~outer.mask) === 0n
}

function nextOf(before: Face, part: OwnPart): Face {
  before.after ??= new Map()
  const known = before.after.get(part)
  if (known) return known
  const face = newFace(before.of, [...before.parts, part], before)
  before.after.set(part, face)
  return face
}

function newFace(of: string, parts: readonly OwnPart[], before: Face | undefined): Face {
  return { of, parts, before, after: undefined, decided: undefined, count: undefined, lines: [] }
}

export const everybody = memo(new Map<number, bigint>(), (of) => (1n << BigInt(of)) - 1n)
