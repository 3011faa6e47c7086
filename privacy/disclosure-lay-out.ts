/**
 * A table on the grid: all its cells, also those in which nobody is, and which faces each of them tells of.
 *
 * @module
 */

import type {
  CountCell,
  Counted,
  CountTable,
  Grid,
  GridDimension,
  GridValue,
  Rule,
} from './disclosure.ts'
import { everybody, type Face, faceOf, type Part, type ValuesOf } from './disclosure-audit.ts'

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

const NOBODY = { count: 0, key: 0, sketch: [] } as const

export function layOut(table: CountTable, grid: Grid): LaidTable {
  const { of, counted, isOfSums = false } = table
  for (const { denominator, sum } of table.cells) {
    if ((denominator && !counted) || (sum && !isOfSums))
      throw new Error('a cell has what its table has not')
  }
  const within = table.within.flatMap(({ dimension, ...value }) => partsOf(grid, dimension, value))
  const given = byPlace(table)
  const wanted: Wanted[] = []
  const want = (face: Face, units: Counted, rule?: Rule) => {
    wanted.push({ face, counted: units, ...(rule && { rule }) })
    return face
  }
  const cells = placesOf(table, grid).map(({ at, parts }): LaidCell => {
    const cell = given.get(nameOf(at)) ?? { at, ...NOBODY }
    given.delete(nameOf(at))
    const all = together([...within, ...parts], grid)
    const sum = isOfSums && {
      sum: want(faceOf(`${of} sum`, all), cell, isDominated(cell) ? 'dominance' : undefined),
    }
    if (!counted) return { at, cell, faces: { count: want(faceOf(of, all), cell), ...sum } }
    const those = { dimension: `${THOSE}${counted}`, mask: 1n, of: 2 }
    const count = want(faceOf(of, [...all, those]), cell)
    const denominator = want(faceOf(of, all), cell.denominator ?? NOBODY)
    return { at, cell, faces: { count, denominator, ...sum } }
  })
  if (given.size > 0) throw new Error('a cell lies in none of the axes’ values')
  return { of, cells, wanted }
}

/** Before the name of a dimension that a table brings itself. */
const THOSE = '#'

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
  const mask = own && maskOf(own, names)
  if (!own || !mask || !namedIn(own).has(mask)) throw new Error(NOT_ON_GRID)
  const { leaves, many } = own
  if (mask === everybody(leaves.length)) return []
  if (!many) return [{ dimension, mask, of: leaves.length }]
  return [{ dimension: `${dimension}${HAVING}${mask.toString(16)}`, mask: 1n, of: 2 }]
}

const HAVING = '='

const NOT_ON_GRID = 'that is not on the grid'

/** Whether these may be asked for together. */
export function isOnGrid(dimension: GridDimension | undefined, names: readonly string[]): boolean {
  const mask = dimension && maskOf(dimension, names)
  return mask !== undefined && namedIn(dimension as GridDimension).has(mask)
}

/** The sets of leaves that can be asked for. */
export function valuesOn(grid: Grid): ValuesOf {
  const byDimension = new Map(
    Object.entries(grid).map(([name, dimension]) => [name, namedIn(dimension)]),
  )
  return (dimension) => byDimension.get(dimension) ?? YES_NO
}

const YES_NO: ReadonlySet<bigint> = new Set([1n, 2n, 3n])

const NAMED = new WeakMap<GridDimension, ReadonlySet<bigint>>()

function namedIn(dimension: GridDimension): ReadonlySet<bigint> {
  const known = NAMED.get(dimension)
  if (known) return known
  const { leaves, groups = [] } = dimension
  const each = leaves.map((_, i) => 1n << BigInt(i))
  const together = groups.map((group) => maskOf(dimension, group) ?? 0n)
  const named = new Set([...each, ...together, everybody(leaves.length)])
  NAMED.set(dimension, named)
  return named
}

/** Undefined where one is not a leaf. */
function maskOf({ leaves }: GridDimension, names: readonly string[]): bigint | undefined {
  let mask = 0n
  for (const name of names) {
    const at = indexOf(leaves, name)
    if (at === undefined) return undefined
    mask |= 1n << BigInt(at)
  }
  return mask
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

/** A dimension that is restricted twice is restricted to what both have; that may be nobody. */
function together(parts: readonly Part[], grid: Grid): readonly Part[] {
  const byDimension = new Map<string, Part>()
  for (const part of parts) {
    const before = byDimension.get(part.dimension)
    byDimension.set(part.dimension, before ? both(before, part, grid) : part)
  }
  return [...byDimension.values()]
}

function both(one: Part, other: Part, grid: Grid): Part {
  const mask = one.mask & other.mask
  const own = grid[one.dimension]
  if (own && mask !== 0n && !namedIn(own).has(mask)) throw new Error(NOT_ON_GRID)
  return { ...one, mask }
}
