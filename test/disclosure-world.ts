/**
 * A municipality of numbers alone, with small cells planted in it, to attack what protects them.
 *
 * @module
 */

import type { CountCell, Counted, CountTable, Grid, GridValue } from '../privacy/disclosure.ts'
import {
  ALL_PLACES,
  addedSketches,
  type Sketch,
  sketchOfOne,
  wordsFor,
} from '../privacy/disclosure-sketch.ts'

const AREAS = Array.from({ length: 12 }, (_, i) => `WK${i}`)
export const KINDS = ['common', 'usual', 'frequent', 'other', 'rare']
const MONTHS = Array.from({ length: 12 }, (_, i) => `2020-${i + 1}`)
const SEXES = ['GIRL', 'BOY']
const KNOWN = ['YES', 'NO']

export const GRID = {
  AREA: { leaves: AREAS, groups: [AREAS.slice(0, 4), AREAS.slice(4, 8), AREAS.slice(8)] },
  KIND: { leaves: KINDS, groups: [] },
  // Four quarters, and an event that lies across two of them.
  MONTH: {
    leaves: MONTHS,
    groups: [...[0, 3, 6, 9].map((from) => MONTHS.slice(from, from + 3)), MONTHS.slice(2, 5)],
  },
  SEX: { leaves: SEXES, groups: [] },
  /** To a domain, by which children of several domains overlap. */
  KNOWN: { leaves: KNOWN, groups: [] },
} as const satisfies Grid
export type DimensionName = keyof typeof GRID
export const DIMENSIONS = Object.keys(GRID) as DimensionName[]

/** Of fewer than ten children each: so many may be in one of them. */
export const PLANTED_VALUES = 10

/** Of each other kind in an area, from and to. */
export const COMMON_VALUES = [30, 119] as const

/** Of nobody, for a k of ten. */
const EMPTY: Sketch = new Array<number>(wordsFor(10)).fill(0)

/** A smallest cell of the grid. */
interface Atom extends Required<Omit<Counted, 'children'>> {
  readonly at: Readonly<Record<DimensionName, string>>
}

export interface Planted {
  readonly area: string
  readonly kind: string
  readonly count: number
}

export interface World {
  readonly atoms: readonly Atom[]
  readonly planted: readonly Planted[]
  /** As the store would make it. */
  table(asked: Asked): CountTable
}

export interface Asked {
  readonly axes: readonly {
    readonly dimension: DimensionName
    readonly values: readonly GridValue[]
  }[]
  readonly within: readonly (GridValue & { readonly dimension: DimensionName })[]
  /** Of a share: of which, and whom of those. */
  readonly share?: { readonly of: string; readonly counts: (kind: string) => boolean }
  /** Of a series it is not known that it adds up over months; of steps one restriction comes after the other. */
  readonly shape: 'TABLE' | 'SERIES' | 'STEPS'
}

/** The tables of which its answer is. */
export function tablesOf(asked: Asked): readonly Asked[] {
  if (asked.shape !== 'STEPS') return [asked]
  return [...asked.within, undefined].map((_, i) => ({
    ...asked,
    within: asked.within.slice(0, i),
  }))
}

/** By mulberry32: small, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function makeWorld(seed: number): World {
  const chance = seeded(seed)
  const below = (n: number) => Math.floor(chance() * n)
  const byPlace = new Map<string, Atom & { count: number; key: number; sketch: Sketch }>()
  const planted: Planted[] = []

  const bear = (area: string, kind: string) => {
    const at = {
      AREA: area,
      KIND: kind,
      MONTH: MONTHS[below(12)] ?? '',
      SEX: SEXES[below(2)] ?? '',
      KNOWN: KNOWN[below(2)] ?? '',
    }
    const name = Object.values(at).join()
    const atom = byPlace.get(name) ?? { at, count: 0, key: 0, sketch: EMPTY }
    byPlace.set(name, atom)
    atom.count += 1
    atom.key = (atom.key + below(2 ** 32)) % 2 ** 32
    atom.sketch = addedSketches([atom.sketch, sketchOfOne(below(ALL_PLACES), EMPTY.length)])
  }

  const [least, most] = COMMON_VALUES
  for (const area of AREAS) {
    for (const kind of KINDS) {
      const isPlanted = kind === 'rare'
      const count = isPlanted ? below(PLANTED_VALUES) : least + below(most - least + 1)
      if (isPlanted) planted.push({ area, kind, count })
      for (let i = 0; i < count; i++) bear(area, kind)
    }
  }
  const atoms = [...byPlace.values()]
  return { atoms, planted, table: (asked) => tableOf(atoms, asked) }
}

function tableOf(atoms: readonly Atom[], { axes, within, share, shape }: Asked): CountTable {
  const inside = atoms.filter(({ at }) =>
    within.every(({ dimension, leaves }) => leaves.includes(at[dimension])),
  )
  let cells: readonly { at: readonly string[]; atoms: readonly Atom[] }[] = [
    { at: [], atoms: inside },
  ]
  for (const { dimension, values } of axes) {
    cells = cells.flatMap((cell) =>
      values.map(({ label, leaves }) => ({
        at: [...cell.at, label],
        atoms: cell.atoms.filter(({ at }) => leaves.includes(at[dimension])),
      })),
    )
  }
  return {
    of: 'children@1',
    ...(share && { counted: share.of }),
    within,
    axes,
    adds: DIMENSIONS.filter((name) => shape !== 'SERIES' || name !== 'MONTH'),
    cells: cells.map(({ at, atoms: own }): CountCell => {
      if (!share) return { at, ...added(own) }
      const counted = own.filter((atom) => share.counts(atom.at.KIND))
      return { at, ...added(counted), denominator: added(own) }
    }),
  }
}

function added(atoms: readonly Atom[]): Required<Omit<Counted, 'children'>> {
  let count = 0
  let key = 0
  for (const atom of atoms) {
    count += atom.count
    key = (key + atom.key) % 2 ** 32
  }
  return { count, key, sketch: addedSketches([EMPTY, ...atoms.map(({ sketch }) => sketch)]) }
}
