/**
 * Faces in heaps, by one of their parts (a month, an area), so that of a face all else of other months is passed over at once.
 *
 * @module
 */

import type { Face, OwnPart } from './disclosure-faces.ts'

export interface Heaps<H> {
  /** Where this face lies. */
  heapOf(face: Face): H
  /** By the dimension of their part, or as {@link EVERYBODY}. */
  readonly byDimension: ReadonlyMap<string, HeapsOfDimension<H>>
}

/** The dimension of what has no part. */
export const EVERYBODY = ''

export interface HeapsOfDimension<H> {
  readonly dimension: string
  readonly all: readonly H[]
  /** Those which matter to the part; each is looked at once. */
  beside(part: OwnPart): readonly H[]
}

export interface HeapsOptions<H> {
  newHeap(): H
  /** By which part a face lies; without one it lies with those of everybody. */
  partOf(face: Face): OwnPart | undefined
  /** What lies in a heap of the other part, to a face of the own one. */
  matters(own: OwnPart, other: OwnPart): boolean
}

export function openHeaps<H>({ newHeap, partOf, matters }: HeapsOptions<H>): Heaps<H> {
  const heaps = new Map<OwnPart | undefined, H>()
  const byDimension = new Map<string, OfDimension<H>>()
  return {
    byDimension,
    heapOf(face) {
      const part = partOf(face)
      const known = heaps.get(part)
      if (known) return known
      const heap = newHeap()
      heaps.set(part, heap)
      const dimension = part?.dimension ?? EVERYBODY
      const those = byDimension.get(dimension) ?? openDimension(dimension, matters)
      byDimension.set(dimension, those)
      those.add(heap, part)
      return heap
    },
  }
}

interface OfDimension<H> extends HeapsOfDimension<H> {
  add(heap: H, part: OwnPart | undefined): void
}

function openDimension<H>(
  dimension: string,
  matters: (own: OwnPart, other: OwnPart) => boolean,
): OfDimension<H> {
  const all: H[] = []
  const parts: (OwnPart | undefined)[] = []
  const known = new Map<OwnPart, { readonly heaps: H[]; looked: number }>()
  return {
    dimension,
    all,
    add(heap, part) {
      all.push(heap)
      parts.push(part)
    },
    beside(own) {
      const found = known.get(own) ?? { heaps: [], looked: 0 }
      known.set(own, found)
      for (; found.looked < all.length; found.looked += 1) {
        const [heap, part] = [all[found.looked], parts[found.looked]]
        if (heap !== undefined && part && matters(own, part)) found.heaps.push(heap)
      }
      return found.heaps
    },
  }
}

/** Undefined: it is of everybody. */
export function narrowest({ parts }: Pick<Face, 'parts'>): OwnPart | undefined {
  let found: OwnPart | undefined
  for (const part of parts) if (!found || part.share < found.share) found = part
  return found
}
