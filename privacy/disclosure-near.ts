/**
 * Which of all that was told is about as large as a face, without looking at those that have nobody in common with it.
 *
 * What was told lies by its narrowest part: a month, an area. Of a face all else of other months is passed over at once.
 *
 * @module
 */

import type { Face, Part } from './disclosure-audit.ts'
import { isApart, shareOf } from './disclosure-order.ts'

interface Sized {
  readonly face: Face
  readonly count: number
}

export interface Near<T extends Sized> {
  add(one: T): void
  near(face: Face, count: number, within: number): Iterable<T>
}

export function openNear<T extends Sized>(): Near<T> {
  /** Without a part: what is of everybody. */
  const heaps = new Map<string, { readonly part?: Part; readonly byCount: Map<number, T[]> }>()

  return {
    add(one) {
      const part = narrowest(one.face)
      const name = part ? `${part.dimension}:${part.mask.toString(16)}` : ''
      const heap = heaps.get(name) ?? { ...(part && { part }), byCount: new Map() }
      heaps.set(name, heap)
      const alike = heap.byCount.get(one.count)
      if (alike) alike.push(one)
      else heap.byCount.set(one.count, [one])
    },
    *near({ parts }, count, within) {
      for (const { part, byCount } of heaps.values()) {
        if (part && parts.some((own) => isApart(own, part))) continue
        for (let n = count - within + 1; n < count + within; n++) yield* byCount.get(n) ?? []
      }
    },
  }
}

function narrowest({ parts }: Face): Part | undefined {
  return parts.toSorted((a, b) => shareOf(a) - shareOf(b))[0]
}
