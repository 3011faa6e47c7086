/**
 * What was hidden, and so hides what lies in it: of a cell of which a half is told, the whole can be guessed.
 *
 * @module
 */

import type { Face, Part, ValuesOf } from './disclosure-audit.ts'
import { isIn, nameOf, narrowest } from './disclosure-order.ts'
import { memo, push } from './memo.ts'

export interface Covers {
  add(face: Face): void
  /** Whether one of them takes in all of this face, and more. */
  has(face: Face): boolean
}

export function openCovers(valuesOf: ValuesOf): Covers {
  /** By the units, and the narrowest part. */
  const byPart = new Map<string, Face[]>()
  /** The parts of the grid that take it in. */
  const partsAbove = memo(new WeakMap<Part, readonly string[]>(), (part) =>
    [...valuesOf(part.dimension)]
      .filter((mask) => (mask & part.mask) === part.mask)
      .map((mask) => nameOf({ ...part, mask })),
  )

  return {
    add(face) {
      const part = narrowest(face)
      push(byPart, part ? `${face.of} ${nameOf(part)}` : face.of, face)
    },
    has(face) {
      if (byPart.size === 0) return false
      return namesAbove(face).some((name) =>
        byPart.get(name)?.some((one) => one.key !== face.key && isIn(face.parts, one.parts)),
      )
    },
  }

  function namesAbove({ of, parts }: Face): readonly string[] {
    return [of, ...parts.flatMap(partsAbove).map((name) => `${of} ${name}`)]
  }
}
