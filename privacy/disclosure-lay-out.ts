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
import {
  everybody,
  type Face,
  type Faces,
  type OwnPart,
  type Part,
  type ValuesOf,
  withoutPart,
  withPart,
} from './disclosure-faces.ts'

/** A face that somebody asks for. */
export interface Wanted {
  readonly face: Face
  readonly counted: Counted
  /** Decided already: it is not told. */
  readonly rule?: Rule
  /** It is told of it, and not how many it is of. */
  readonly sum?: CountCell['sum']
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

export function layOut(table: CountTable, grid: Grid, faces: Faces): LaidTable {
  const { of, counted, isOfSums = false } = table
  for (const { denominator, sum } of table.cells) {
    if ((denominator && !counted) || (sum && !isOfSums))
      throw new Error('a cell has what its table has not')
  }
  const cellAt = byPlace(table)
  const wanted: Wanted[] = []
  const cells = placesOf(table, grid, faces).map(({ at, faces }, i): LaidCell => {
    const cell = cellAt[i] ?? { at, ...NOBODY }
    const { sum, count, denominator } = faces
    if (sum)
      wanted.push({ face: sum, counted: cell, sum: cell.sum, ...(isDominated(cell) && DOMINATED) })
    wanted.push({ face: count, counted: cell })
    if (denominator) wanted.push({ face: denominator, counted: cell.denominator ?? NOBODY })
    return { at, cell, faces }
  })
  return { of, cells, wanted }
}

const DOMINATED = { rule: 'dominance' } as const

/** Before the name of a dimension that a table brings itself. */
const THOSE = '#'

/** The best part of a sum that one child, or two, may be. */
const DOMINATES = [0.5, 0.85] as const

function isDominated({ sum }: CountCell): boolean {
  if (!sum || sum.total <= 0) return false
  const { total, largest, second } = sum
  return largest > DOMINATES[0] * total || largest + second > DOMINATES[1] * total
}

/** In the order of the places. */
function byPlace({ axes, cells }: CountTable): readonly (CountCell | undefined)[] {
  const numbers = axes.map(
    ({ values }) => new Map(values.map(({ label }, i) => [label, i] as const).reverse()),
  )
  const found: (CountCell | undefined)[] = []
  for (const cell of cells) {
    if (cell.at.length !== axes.length) throw new Error(IN_NO_PLACE)
    let place = 0
    for (const [i, { values }] of axes.entries()) {
      const number = numbers[i]?.get(cell.at[i] ?? '')
      if (number === undefined) throw new Error(IN_NO_PLACE)
      place = place * values.length + number
    }
    if (found[place]) throw new Error('a cell was given twice')
    found[place] = cell
  }
  return found
}

const IN_NO_PLACE = 'a cell lies in none of the axes’ values'

interface Place {
  readonly at: readonly string[]
  readonly faces: LaidCell['faces']
}

/** The last axis first. */
function placesOf(table: CountTable, grid: Grid, faces: Faces): readonly Place[] {
  const { axes, within } = table
  const partOf = (dimension: string, value: GridValue) => {
    const part = partOn(grid, dimension, value)
    return part && faces.own(part)
  }
  let start = wholeOf(table, faces)
  for (const { dimension, ...value } of within) {
    start = narrowed(start, partOf(dimension, value), grid, faces)
  }
  let places: readonly Place[] = [{ at: [], faces: start }]
  for (const { dimension, values } of axes) {
    const own = values.map((value) => ({ value, part: partOf(dimension, value) }))
    places = places.flatMap((one) =>
      own.map(({ value, part }) => ({
        at: [...one.at, value.label],
        faces: narrowed(one.faces, part, grid, faces),
      })),
    )
  }
  return places
}

function wholeOf({ of, counted, isOfSums }: CountTable, faces: Faces): LaidCell['faces'] {
  const whole = faces.whole(of)
  const sum = isOfSums && { sum: faces.whole(`${of} sum`) }
  if (!counted) return { count: whole, ...sum }
  const those = faces.own({ dimension: `${THOSE}${counted}`, mask: 1n, of: 2 })
  return { count: withPart(whole, those), denominator: whole, ...sum }
}

/** Where somebody may have several values, having this one is a dimension of its own. Undefined: everybody. */
function partOn(grid: Grid, dimension: string, { leaves: names }: GridValue): Part | undefined {
  const own = Object.hasOwn(grid, dimension) ? grid[dimension] : undefined
  const mask = own && maskOf(own, names)
  if (!own || !mask || !namedIn(own).has(mask)) throw new Error(NOT_ON_GRID)
  const { leaves, many } = own
  if (mask === everybody(leaves.length)) return undefined
  if (!many) return { dimension, mask, of: leaves.length }
  return { dimension: `${dimension}${HAVING}${mask.toString(16)}`, mask: 1n, of: 2 }
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

function narrowed(
  those: LaidCell['faces'],
  part: OwnPart | undefined,
  grid: Grid,
  faces: Faces,
): LaidCell['faces'] {
  if (!part) return those
  const { count, denominator, sum } = those
  const own = (face: Face) => narrower(face, part, grid, faces)
  return {
    count: own(count),
    ...(denominator && { denominator: own(denominator) }),
    ...(sum && { sum: own(sum) }),
  }
}

/** A dimension that is restricted twice is restricted to what both have; that may be nobody. */
function narrower(face: Face, part: OwnPart, grid: Grid, faces: Faces): Face {
  const before = face.parts.find(({ dimension }) => dimension === part.dimension)
  if (!before) return withPart(face, part)
  return withPart(withoutPart(face, before), faces.own(both(before, part, grid)))
}

function both(one: Part, other: Part, grid: Grid): Part {
  const mask = one.mask & other.mask
  const own = grid[one.dimension]
  if (own && mask !== 0n && !namedIn(own).has(mask)) throw new Error(NOT_ON_GRID)
  return { ...one, mask }
}
