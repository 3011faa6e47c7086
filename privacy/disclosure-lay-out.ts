/**
 * A table on the grid: all its cells, also those in which nobody is, and which faces each of them tells of.
 *
 * @module
 */

import type { CountCell, Counted, CountTable, Grid, GridValue, Rule } from './disclosure.ts'
import { type Face, faceOf, type Part } from './disclosure-audit.ts'

/** A face that somebody asks for. */
export interface Wanted {
  readonly face: Face
  readonly counted: Counted
  /** Decided already: it is not told. */
  readonly rule?: Rule
}

export interface LaidCell {
  readonly at: readonly string[]
  readonly cell: CountCell
  readonly faces: { readonly count: Face; readonly denominator?: Face; readonly sum?: Face }
}

export interface LaidTable {
  readonly of: string
  readonly cells: readonly LaidCell[]
  readonly wanted: readonly Wanted[]
}

const NOBODY = { count: 0, key: 0, signs: [] } as const

/** Of a share: who is counted, of all. */
const COUNTED = { dimension: '#counted', mask: 1n, of: 2 } as const

export function layOut(table: CountTable, grid: Grid): LaidTable {
  const within = table.within.flatMap(({ dimension, ...value }) => partsOf(grid, dimension, value))
  const given = byPlace(table)
  const cells: LaidCell[] = []
  const wanted: Wanted[] = []
  const isShare = table.cells.some(({ denominator }) => denominator)
  const isSum = table.cells.some(({ sum }) => sum)
  for (const { at, parts } of placesOf(table, grid)) {
    const cell = given.get(nameOf(at)) ?? { at, ...NOBODY, ...(isShare && { denominator: NOBODY }) }
    given.delete(nameOf(at))
    const all = together([...within, ...parts])
    const count = faceOf(table.of, isShare ? [...all, COUNTED] : all)
    const denominator = isShare ? faceOf(table.of, all) : undefined
    const sum = isSum ? faceOf(`${table.of} sum`, all) : undefined
    wanted.push({ face: count, counted: cell })
    if (denominator) wanted.push({ face: denominator, counted: cell.denominator ?? NOBODY })
    if (sum)
      wanted.push({ face: sum, counted: cell, ...(isDominated(cell) && { rule: 'dominance' }) })
    cells.push({
      at,
      cell,
      faces: { count, ...(denominator && { denominator }), ...(sum && { sum }) },
    })
  }
  if (given.size > 0) throw new Error('a cell lies in none of the axes’ values')
  return { of: table.of, cells, wanted }
}

/** The best part of a sum that one child, or two, may be. */
const DOMINATES = [0.5, 0.85] as const

function isDominated({ sum }: CountCell): boolean {
  if (!sum || sum.total <= 0) return false
  const { total, largest, second } = sum
  return largest > DOMINATES[0] * total || largest + second > DOMINATES[1] * total
}

function byPlace({ cells }: CountTable): Map<string, CountCell> {
  const given = new Map(cells.map((cell) => [nameOf(cell.at), cell]))
  if (given.size !== cells.length) throw new Error('a cell was given twice')
  return given
}

function nameOf(at: readonly string[]): string {
  return at.join('\0')
}

interface Place {
  readonly at: readonly string[]
  readonly parts: readonly Part[]
}

function placesOf({ axes }: CountTable, grid: Grid): readonly Place[] {
  let places: readonly Place[] = [{ at: [], parts: [] }]
  for (const { dimension, values } of axes) {
    const own = values.map((value) => ({ value, parts: partsOf(grid, dimension, value) }))
    places = places.flatMap(({ at, parts }) =>
      own.map((one) => ({ at: [...at, one.value.label], parts: [...parts, ...one.parts] })),
    )
  }
  return places
}

/** Where somebody may have several values, having this one is a dimension of its own. */
function partsOf(grid: Grid, dimension: string, { leaves: names }: GridValue): readonly Part[] {
  const own = Object.hasOwn(grid, dimension) ? grid[dimension] : undefined
  if (!own) throw new Error('a dimension is not on the grid')
  const { leaves, many } = own
  let mask = 0n
  for (const name of names) {
    const at = indexOf(leaves, name)
    if (at === undefined) throw new Error('a value is not on the grid')
    mask |= 1n << BigInt(at)
  }
  if (mask === 0n) throw new Error('a value takes nobody')
  if (!many) return [{ dimension, mask, of: leaves.length }]
  if (names.length === leaves.length) return []
  return [{ dimension: `${dimension}=${mask.toString(16)}`, mask: 1n, of: 2 }]
}

const INDEXES = new WeakMap<readonly string[], ReadonlyMap<string, number>>()

function indexOf(leaves: readonly string[], name: string): number | undefined {
  let index = INDEXES.get(leaves)
  if (!index) {
    index = new Map(leaves.map((leaf, i) => [leaf, i]))
    INDEXES.set(leaves, index)
  }
  return index.get(name)
}

/** A dimension that is restricted twice is restricted to what both have. */
function together(parts: readonly Part[]): readonly Part[] {
  const byDimension = new Map<string, Part>()
  for (const part of parts) {
    const before = byDimension.get(part.dimension)
    byDimension.set(part.dimension, before ? { ...part, mask: part.mask & before.mask } : part)
  }
  return [...byDimension.values()]
}
