/**
 * What was hidden, and so hides what lies in it: of a cell of which a half is told, the whole can be guessed.
 *
 * @module
 */

import type { Face, Part, ValuesOf } from './disclosure-audit.ts'
import { isIn, shareOf, textOf } from './disclosure-order.ts'

export interface Covers {
  add(face: Face): void
  /** Whether one of them takes in all of this face, and more. */
  has(face: Face): boolean
}

export function openCovers(valuesOf: ValuesOf): Covers {
  /** By the units, and the narrowest part. */
  const byPart = new Map<string, Face[]>()
  const above = new WeakMap<Part, readonly string[]>()

  return {
    add(face) {
      const name = nameOf(face.of, face.parts.toSorted((a, b) => shareOf(a) - shareOf(b))[0])
      const alike = byPart.get(name)
      if (alike) alike.push(face)
      else byPart.set(name, [face])
    },
    has(face) {
      if (byPart.size === 0) return false
      return namesAbove(face).some((name) =>
        byPart.get(name)?.some((one) => one.key !== face.key && isIn(face.parts, one.parts)),
      )
    },
  }

  function namesAbove({ of, parts }: Face): readonly string[] {
    return [nameOf(of), ...parts.flatMap(partsAbove).map((text) => `${of} ${text}`)]
  }

  /** The parts of the grid that take it in. */
  function partsAbove(part: Part): readonly string[] {
    const known = above.get(part)
    if (known) return known
    const texts = [...valuesOf(part.dimension)]
      .filter((mask) => (mask & part.mask) === part.mask)
      .map((mask) => textOf({ ...part, mask }))
    above.set(part, texts)
    return texts
  }
}

function nameOf(of: string, part?: Part): string {
  return part ? `${of} ${textOf(part)}` : of
}
