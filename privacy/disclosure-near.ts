/**
 * Which of all that was told is about as large as a face, without looking at those that have nobody in common with it.
 *
 * What was told lies by its narrowest part: a month, an area. Of a face all else of other months is passed over at once.
 *
 * @module
 */

import type { Face, Part } from './disclosure-audit.ts'
import { isApart, nameOf, narrowest } from './disclosure-order.ts'
import { push } from './memo.ts'

interface Sized {
  readonly face: Face
  readonly count: number
}

export interface Near<T extends Sized> {
  add(one: T): void
  near(face: Face, count: number, within: number): Iterable<T>
}

/** What was told of the same narrowest part; without a part it is of everybody. */
interface Heap<T> {
  readonly part: Part | undefined
  readonly byCount: Map<number, T[]>
}

export function openNear<T extends Sized>(): Near<T> {
  const heaps = new Map<string, Heap<T>>()
  /** The same, by the dimension of their part. */
  const byDimension = new Map<string, Heap<T>[]>()
  /** Of a part, the heaps of its dimension that have leaves of it; and how many of all were looked at. */
  const beside = new WeakMap<Part, { heaps: Heap<T>[]; looked: number }>()

  return {
    add(one) {
      const part = narrowest(one.face)
      push(heapOf(part).byCount, one.count, one)
    },
    *near({ parts }, count, within) {
      for (const [dimension, all] of byDimension) {
        const own = parts.find((part) => part.dimension === dimension)
        for (const { byCount } of own ? besideOf(own, all) : all) {
          for (let n = count - within + 1; n < count + within; n++) yield* byCount.get(n) ?? []
        }
      }
    },
  }

  function heapOf(part: Part | undefined): Heap<T> {
    const name = part ? nameOf(part) : ''
    const known = heaps.get(name)
    if (known) return known
    const heap = { part, byCount: new Map<number, T[]>() }
    heaps.set(name, heap)
    push(byDimension, part?.dimension ?? '', heap)
    return heap
  }

  function besideOf(own: Part, all: readonly Heap<T>[]): readonly Heap<T>[] {
    const found = beside.get(own) ?? { heaps: [], looked: 0 }
    beside.set(own, found)
    for (; found.looked < all.length; found.looked += 1) {
      const heap = all[found.looked]
      if (heap?.part && !isApart(own, heap.part)) found.heaps.push(heap)
    }
    return found.heaps
  }
}
