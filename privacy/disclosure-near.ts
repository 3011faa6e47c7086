/**
 * Which of all that was told is about as large as a face, without looking at those that have nobody in common with it.
 *
 * What was told lies by its narrowest part, and there by the next: by a month, and by an area.
 *
 * @module
 */

import { type Face, isApart, type OwnPart } from './disclosure-faces.ts'
import { type Heaps, narrowest, openHeaps } from './disclosure-heaps.ts'
import { push } from './memo.ts'

interface Sized {
  readonly face: Face
  readonly count: number
}

export interface Near<T extends Sized> {
  add(one: T): void
  isAnyNear(face: Face, count: number, within: number, passes: (other: T) => boolean): boolean
}

/** By their counts: of so many after each other. */
type Heap<T> = Map<number, T[]>
const AT_ONCE = 32

export function openNear<T extends Sized>(): Near<T> {
  const matters = (own: OwnPart, other: OwnPart) => !isApart(own, other)
  const heaps = openHeaps({
    newHeap: () =>
      openHeaps<Heap<T>>({ newHeap: () => new Map(), partOf: secondNarrowest, matters }),
    partOf: narrowest,
    matters,
  })
  return {
    add(one) {
      const heap = heaps.heapOf(one.face).heapOf(one.face)
      push(heap, Math.floor(one.count / AT_ONCE), one)
    },
    isAnyNear(face, count, within, passes) {
      const isNear = (one: T) => Math.abs(one.count - count) < within && passes(one)
      const first = Math.floor((count - within + 1) / AT_ONCE)
      const last = Math.floor((count + within - 1) / AT_ONCE)
      return someBeside(heaps, face, (those) =>
        someBeside(those, face, (heap) => {
          for (let n = first; n <= last; n += 1) if (heap.get(n)?.some(isNear)) return true
          return false
        }),
      )
    },
  }
}

/** Of dimensions of which it has no part, all. */
function someBeside<H>(
  { byDimension }: Heaps<H>,
  face: Face,
  passes: (heap: H) => boolean,
): boolean {
  for (const { dimension, all, beside } of byDimension.values()) {
    const own = partIn(face, dimension)
    if ((own ? beside(own) : all).some(passes)) return true
  }
  return false
}

function partIn({ parts }: Face, dimension: string): OwnPart | undefined {
  for (const part of parts) if (part.dimension === dimension) return part
  return undefined
}

function secondNarrowest({ parts }: Face): OwnPart | undefined {
  const first = narrowest({ parts })
  return narrowest({ parts: parts.filter((part) => part !== first) })
}
