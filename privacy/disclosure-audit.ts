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
import {
  addEquation,
  countOf,
  type Equations,
  type Leaves,
  openEquations,
  takeBack,
} from './disclosure-equations.ts'
import {
  everybody,
  type Face,
  type Faces,
  faceOf,
  type Line,
  type OwnPart,
  openFaces,
  type Part,
  partOf,
  type ValuesOf,
  withoutPart,
  withPart,
} from './disclosure-faces.ts'
import { openNear } from './disclosure-near.ts'
import type { Sketch } from './disclosure-sketch.ts'

/** How a face was answered first, and so for as long as the edition lasts. Of a hidden one no count is kept. */
export interface Decided extends Counted {
  readonly face: Face
  readonly rule: string | null
}

/** The same for who keeps it. */
export interface Decision extends Counted {
  readonly of: string
  readonly parts: readonly Part[]
  readonly rule: string | null
}

export interface Told {
  /** All faces that it is asked about are of these. */
  readonly faces: Faces
  /** Whether a told face passes, of those whose count lies less than that from this one; of those that have nobody in common with it, some. */
  isAnyNear(face: Face, count: number, within: number, passes: (other: Decided) => boolean): boolean
  /**
   * It is told, unless it would make known a face of fewer than k, one that is never to be known, or several cells
   * together of fewer than twice k (a small one, and one beside it). False: it is not.
   */
  tell(face: Face, counted: Counted, k: number, never: ReadonlySet<Face>): boolean
  /** `key`: of one that is large enough, so that the same children by another name are hidden, too; else nought. */
  hide(face: Face, rule: string, key: number): void
  /** Whether exactly these children are hidden by another name. */
  isHidden(key: number): boolean
  /** Whether it lies in what is hidden beside a small one. */
  isCovered(face: Face): boolean
  /** Of before, or by another process. */
  remember(decision: Decision): void
  /** How many were told. */
  readonly size: number
  /** What was decided since this was called last, in that order. */
  takeFresh(): readonly Decision[]
}

export interface Counted {
  readonly count: number
  readonly key: number
  readonly sketch: Sketch
  /** Of a sum: as it is told. */
  readonly amount?: number | undefined
}

/** The rules of what is hidden for the sake of something else. */
const COVERING: ReadonlySet<string> = new Set(['complementary', 'overlap'])

type IsRight = (count: number, reckoned: Face, part: OwnPart) => boolean

/** What is learnt of a face, so that it can be undone. */
interface Learning {
  readonly isRight: IsRight
  /** Whose counts, each at its place, are to be learnt yet. */
  readonly next: Face[]
  readonly counts: number[]
  readonly learnt: Face[]
  /** With what they are of. */
  readonly opened: Face[]
  readonly added: Equations[]
  /** The counts that these changed. */
  readonly before: number[]
}

/** `valuesOf`: the sets of leaves of a dimension that can be asked for. */
export function openTold(valuesOf: ValuesOf): Told {
  const faces = openFaces(valuesOf)
  const shown = openNear<Decided>()
  const covers = openCovers()
  /** The keys of those that are large enough. */
  const hidden = new Set<number>()
  const fresh: Decided[] = []
  /** By the face without the dimension, and the dimension: in which of its leaves it is hidden. */
  const hiddenIn = new Map<Face, Map<string, bigint>>()
  const hiddenInAll = new Set<Face>()
  let size = 0

  return {
    faces,
    isAnyNear: shown.isAnyNear,
    tell(face, { count, key, sketch, amount }, k, never) {
      const isRight: IsRight = (n, reckoned, { isNamed }) =>
        (n >= 2 * k || (n >= k && isNamed)) && !never.has(reckoned)
      if (!learn(face, count, isRight)) return false
      const one = { face, rule: null, count, key, sketch, amount }
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
    remember({ of, parts, ...decided }) {
      const face = faceOf(faces, of, parts)
      if (face.decided) return
      keep({ face, ...decided })
      if (decided.rule !== null) return
      learn(face, decided.count, () => true)
    },
    get size() {
      return size
    },
    takeFresh: () => fresh.splice(0).map(toDecision),
  }

  function keep(one: Decided): void {
    one.face.decided = one
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
      const whole = withoutPart(face, part)
      const masks = hiddenIn.get(whole) ?? new Map<string, bigint>()
      hiddenIn.set(whole, masks)
      const mask = (masks.get(part.dimension) ?? 0n) | part.mask
      masks.set(part.dimension, mask)
      if (mask !== everybody(part.of)) continue
      if (whole.count !== undefined || hiddenInAll.has(whole)) continue
      hiddenInAll.add(whole)
      cover(whole)
    }
  }
}

function toDecision({ face, ...decided }: Decided): Decision {
  return { of: face.of, parts: face.parts.map(({ plain }) => plain), ...decided }
}

/** All that follows from it; false as soon as something follows that is not right. */
function learn(first: Face, firstCount: number, isRight: IsRight): boolean {
  const [next, counts] = [[first], [firstCount]]
  const learning: Learning = {
    isRight,
    next,
    counts,
    learnt: [],
    opened: [],
    added: [],
    before: [],
  }
  for (let face = next.pop(); face; face = next.pop()) {
    const count = counts.pop()
    if (face.count !== undefined) continue
    face.count = count
    learning.learnt.push(face)
    if (!isAllRight(face, learning)) {
      undo(learning)
      return false
    }
  }
  return true
}

/** In each of its dimensions, and in those in which it is everybody of a line that is there. */
function isAllRight(face: Face, learning: Learning): boolean {
  for (const part of face.parts) {
    const whole = withoutPart(face, part)
    const line = lineOf(whole, part, learning)
    if (!isRightIn(line, part.leaves, face, whole, learning)) return false
  }
  for (const line of face.lines) {
    if (!isRightIn(line, line.dimension.all, face, face, learning)) return false
  }
  return true
}

function isRightIn(
  { dimension, equations }: Line,
  leaves: Leaves,
  face: Face,
  whole: Face,
  learning: Learning,
): boolean {
  const { place } = equations
  const rows = addEquation(equations, leaves, face.count ?? 0, learning.before)
  if (equations.place !== place) learning.added.push(equations)
  for (const row of rows) {
    const part = partOf(dimension, row.leaves)
    const reckoned = withPart(whole, part)
    if (reckoned.count !== undefined) continue
    const sum = countOf(equations, row)
    if (!learning.isRight(sum, reckoned, part)) return false
    learning.next.push(reckoned)
    learning.counts.push(sum)
  }
  return true
}

/** Of what the face is without the part, over the dimension of the part. */
function lineOf(whole: Face, { own }: OwnPart, learning: Learning): Line {
  for (const line of whole.lines) if (line.dimension === own) return line
  const line = { dimension: own, equations: openEquations(own.values) }
  if (whole.count !== undefined) addEquation(line.equations, line.dimension.all, whole.count, [])
  whole.lines.push(line)
  learning.opened.push(whole)
  return line
}

function undo({ learnt, opened, added, before }: Learning): void {
  for (const line of added.reverse()) takeBack(line, before)
  for (const whole of opened) whole.lines.pop()
  for (const face of learnt) face.count = undefined
}
