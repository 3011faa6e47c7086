/**
 * The cells of a table, counted: each with what judging it needs.
 *
 * @module
 */

import type { CountCell, Counted } from '../../privacy/disclosure.ts'
import { addedSketches, wordsFor } from '../../privacy/disclosure-sketch.ts'
import type { Counting } from './count.ts'
import { columnOf } from './dimension.ts'
import { columnsOf, INSIDE, placedSql, placeOf } from './placed.ts'
import type { Row, Store } from './store.ts'
import {
  add,
  MARK,
  MOST_MARKS,
  marksIn,
  openTally,
  sumsSql,
  type Tally,
  wordNames,
} from './sums.ts'

/** Above and below the line. */
export type Side = 'numerator' | 'denominator'

export interface Cell {
  readonly at: readonly string[]
  readonly numerator: Units
  readonly denominator: Units
}

type Units = Counted & Pick<CountCell, 'sum'>

/** Of whom is asked about, and of all children: counted in one go, however many of them are asked about. */
export interface Cells {
  readonly own: readonly Cell[]
  readonly all: readonly Cell[]
}

export async function countCells(
  store: Store,
  counting: Counting,
  sides: readonly Side[],
  signal?: AbortSignal,
): Promise<Cells> {
  if (counting.indicator.isOfAmounts) {
    const rows = await store.select(amountsSql(counting, sides), signal)
    return toCells(gathered(rows, counting), sumOf)
  }
  const rows = await store.select(cellsSql(counting, sides), signal)
  return toCells(gathered(rows, counting), ({ tallies, rows: [row] }, side) => ({
    children: Number(row?.[`${side}_children`] ?? marksIn(tallies[side])),
  }))
}

function toCells(found: readonly Gathered[], more: More): Cells {
  const cells = found.map((one) => ({ isInside: one.isInside, cell: toCell(one, more) }))
  return {
    own: together(cells.flatMap(({ isInside, cell }) => (isInside ? cell : []))),
    all: together(cells.map(({ cell }) => cell)),
  }
}

/** What lies in one place, of different children. */
function together(cells: readonly Cell[]): readonly Cell[] {
  return [...Map.groupBy(cells, ({ at }) => at.join('\n')).values()].map((own) =>
    own.reduce((one, other) => ({
      at: one.at,
      numerator: sumOfUnits(one.numerator, other.numerator),
      denominator: sumOfUnits(one.denominator, other.denominator),
    })),
  )
}

function sumOfUnits(one: Units, other: Units): Units {
  const { sum } = one
  const [largest = 0, second = 0] = [sum, other.sum]
    .flatMap((own) => (own ? [own.largest, own.second] : []))
    .sort((a, b) => b - a)
  return {
    count: one.count + other.count,
    key: (one.key + other.key) % 2 ** 32,
    sketch: addedSketches([one.sketch ?? [], other.sketch ?? []]),
    ...(one.children !== undefined && { children: one.children + (other.children ?? 0) }),
    ...(sum && { sum: { total: sum.total + (other.sum?.total ?? 0), largest, second } }),
  }
}

/**
 * What counts alike is one row. How many different children are in a cell is only told as far as it matters: at least so many,
 * by marks; where these are fewer than k, they are counted one by one. All in one statement, whoever is in a cell: else the
 * time of an answer would tell of a hidden cell whether anybody is.
 */
function cellsSql(counting: Counting, sides: readonly Side[]): string {
  const words = wordsFor(counting.k)
  const columns = `${columnsOf(counting.by)}, ${INSIDE}`
  const enough = counting.k > MOST_MARKS ? 2 ** 32 : counting.k
  const alike = sides.map((side) => `${side}::INTEGER AS ${side}`)
  const isFew = sides.map(
    (side) => `bit_count(bit_or(marks) FILTER (WHERE ${side} > 0)) < ${enough}`,
  )
  const children = sides.map(
    (side) => `(count(DISTINCT child) FILTER (WHERE ${side} > 0))::DOUBLE AS ${side}_children`,
  )
  return `${placedSql(counting, words)},
  cell AS (
    SELECT ${[columns, ...alike, `bit_or(${MARK}) AS marks`, ...sumsSql(words)].join(', ')}
    FROM placed GROUP BY ALL
  ),
  few AS (SELECT ${columns} FROM cell GROUP BY ALL HAVING ${isFew.join(' OR ')}),
  counted AS (
    SELECT ${columns}, ${children.join(', ')}
    FROM placed SEMI JOIN few USING (${columns}) GROUP BY ${columns}
  )
  SELECT * FROM cell LEFT JOIN counted USING (${columns})`
}

/** Of amounts a child is one unit, however much it is; and the largest are needed. */
function amountsSql(counting: Counting, sides: readonly Side[]): string {
  const columns = `${columnsOf(counting.by)}, ${INSIDE}`
  const words = wordsFor(counting.k)
  const ofAny = ['cell_key', ...wordNames(words)].map((name) => `any_value(${name}) AS ${name}`)
  const own = sides.flatMap((side) => [
    `sum(${side}_amount)::DOUBLE AS ${side}_total`,
    `max(${side}_amount, 2)::DOUBLE[] AS ${side}_largest`,
  ])
  const ofChild = sides.flatMap((side) => [
    `sum(${side}) AS ${side}_amount`,
    `(sum(${side}) > 0)::INTEGER AS ${side}`,
  ])
  const alike = [columns, ...sides].join(', ')
  return `${placedSql(counting, words)},
  by_child AS (
    SELECT ${columns}, ${[...ofAny, ...ofChild].join(', ')}
    FROM placed GROUP BY ${columns}, child
  )
  SELECT ${alike}, ${[...own, ...sumsSql(words)].join(', ')} FROM by_child GROUP BY ${alike}`
}

/** All rows of one cell, of those who are asked about or of the others. */
interface Gathered {
  readonly at: readonly string[]
  readonly isInside: boolean
  readonly rows: Row[]
  readonly tallies: Readonly<Record<Side, Tally>>
}

function gathered(rows: readonly Row[], counting: Counting): readonly Gathered[] {
  const words = wordsFor(counting.k)
  const found = new Map<string, Gathered>()
  for (const row of rows) {
    const isInside = row[INSIDE] === true
    const name = [row.period, ...counting.by.map((by) => row[columnOf(by)]), isInside].join('\n')
    const one = found.get(name) ?? {
      at: placeOf(row, counting),
      isInside,
      rows: [],
      tallies: { numerator: openTally(words), denominator: openTally(words) },
    }
    found.set(name, one)
    one.rows.push(row)
    for (const side of SIDES) add(one.tallies[side], row, Number(row[side] ?? 0))
  }
  return [...found.values()]
}

const SIDES = ['numerator', 'denominator'] as const satisfies readonly Side[]

type More = (one: Gathered, side: Side) => Pick<CountCell, 'children' | 'sum'>

function toCell(one: Gathered, more: More): Cell {
  const of = (side: Side) => {
    const { count, key, sketch } = one.tallies[side]
    return { count, key, sketch, ...more(one, side) }
  }
  return { at: one.at, numerator: of('numerator'), denominator: of('denominator') }
}

function sumOf({ rows }: Gathered, side: Side): Pick<CountCell, 'sum'> {
  const total = rows.reduce((sum, row) => sum + Number(row[`${side}_total`] ?? 0), 0)
  const [largest = 0, second = 0] = rows
    .flatMap((row) => listOf(row[`${side}_largest`]))
    .sort((a, b) => b - a)
  return { sum: { total, largest, second } }
}

export function listOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : []
}
