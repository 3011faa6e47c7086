/**
 * A message as a sheet: what was said of each concept, and in which group. Both forms are written onto it, so that
 * both come out the same.
 *
 * @module
 */

import { type Concept, repeats } from './perined-kernset-concept.ts'
import { isCounted, KERNSET } from './perined-kernset-dataset.ts'
import type { Said } from './perined-kernset-value.ts'

export interface KernsetElement extends Said {
  /** Of the concept; empty for what the standard does not have. */
  readonly number: string
  /** `zwangerschap/prenatale_controle[2]/rookgedrag`: a number where a group repeats. */
  readonly path: string
}

/** A group, from when it is first written in. */
export interface Place {
  readonly concept: Concept
  readonly parent: Place | undefined
  readonly only: Map<Concept, Place>
  readonly counts: Map<Concept, number>
  path: string | undefined
  /** By which the elements are put in order. */
  order: readonly number[]
}

export interface Sheet {
  readonly root: Place
  /** The group of this kind in a place: a new one, where it repeats and is known apart from others. */
  enter(place: Place, concept: Concept): Place
  put(place: Place, concept: Concept, said: Said): void
  /** What the standard does not have here. */
  putUnknown(place: Place, name: string, number: string, said: Said): void
  /** In the order of the dataset. */
  elements(): readonly KernsetElement[]
}

export function openSheet(): Sheet {
  const written: { element: KernsetElement; order: readonly number[] }[] = []
  const root: Place = {
    concept: KERNSET,
    parent: undefined,
    only: new Map(),
    counts: new Map(),
    path: '',
    order: [],
  }

  return {
    root,

    enter(parent, concept) {
      const there = isCounted(concept) ? undefined : parent.only.get(concept)
      if (there) return there
      const only = new Map<Concept, Place>()
      const place = { concept, parent, only, counts: new Map(), path: undefined, order: [] }
      parent.only.set(concept, place)
      return place
    },

    put(place, concept, said) {
      const path = `${settle(place)}${concept.name}`
      const isTold = ({ element }: (typeof written)[number]) =>
        element.path === path && isSame(element, said)
      // HL7 repeats a question with each of its answers.
      if (!repeats(concept) && written.some(isTold)) return
      const order = [...place.order, place.concept.parts.indexOf(concept)]
      written.push({ element: { number: concept.number, path, ...said }, order })
    },

    putUnknown(place, name, number, said) {
      const path = `${settle(place)}${name}`
      const order = [...place.order, Number.MAX_SAFE_INTEGER]
      written.push({ element: { number, path, ...said }, order })
    },

    elements: () => written.sort((a, b) => compare(a.order, b.order)).map(({ element }) => element),
  }
}

/** Gives the group its number: an empty one has none. */
function settle(place: Place): string {
  if (place.path !== undefined) return place.path
  const { concept, parent } = place
  if (!parent) return ''
  const before = settle(parent)
  const count = (parent.counts.get(concept) ?? 0) + 1
  parent.counts.set(concept, count)
  place.order = [...parent.order, parent.concept.parts.indexOf(concept), count]
  place.path = `${before}${concept.name}${isCounted(concept) ? `[${count}]` : ''}/`
  return place.path
}

function isSame(a: Said, b: Said): boolean {
  return (
    a.value === b.value &&
    a.unit === b.unit &&
    a.code === b.code &&
    a.system === b.system &&
    a.bsn?.reveal() === b.bsn?.reveal()
  )
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, one] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    if (one !== other) return one - other
  }
  return a.length - b.length
}
