/**
 * What was hidden, and so hides what lies in it: of a cell of which a half is told, the whole can be guessed.
 *
 * @module
 */

import { type Face, isInside } from './disclosure-faces.ts'
import { EVERYBODY, type Heaps, narrowest, openHeaps } from './disclosure-heaps.ts'
import { isIn } from './disclosure-order.ts'
import { memo } from './memo.ts'

export interface Covers {
  add(face: Face): void
  /** Whether one of them takes in all of this face, and more. */
  has(face: Face): boolean
}

export function openCovers(): Covers {
  const byUnits = new Map<string, Heaps<Face[]>>()
  const heapsBy = memo(byUnits, () =>
    openHeaps<Face[]>({ newHeap: () => [], partOf: narrowest, matters: isInside }),
  )
  return {
    add(face) {
      heapsBy(face.of).heapOf(face).push(face)
    },
    has(face) {
      const { byDimension } = heapsBy(face.of)
      if (byDimension.size === 0) return false
      const covers = (one: Face) => one !== face && isIn(face.parts, one.parts)
      return (
        byDimension.get(EVERYBODY)?.all.some((heap) => heap.some(covers)) === true ||
        face.parts.some((part) =>
          byDimension
            .get(part.dimension)
            ?.beside(part)
            .some((heap) => heap.some(covers)),
        )
      )
    },
  }
}
