/**
 * The cells of a table, counted: each with what judging it needs.
 *
 * @module
 */

import type { CountCell } from '../../privacy/disclosure.ts'
import { wordsFor } from '../../privacy/disclosure-sketch.ts'
import type { Counting } from './count.ts'
import { columnsOf, INSIDE, placedSql, placeOf } from './placed.ts'
import type { Row, Store } from './store.ts'
import {
  addedSums,
  MARK,
  MOST_MARKS,
  type Sums,
  sumsIn,
  sumsSql,
  timesSql,
  wordNames,
} from './sums.ts'

/** Above and below the line. */
export type Side = 'numerator' | 'denominator'

export interface Cell {
  readonly at: readonly string[]
  readonly numerator: Units
  readonly denominator: Units
}

type Units = Sums & Pick<CountCell, 'children' | 'sum'>

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
  const sql = counting.indicator.isOfAmounts ? amountsSql : cellsSql
  const rows = await store.select(sql(counting, sides), signal)
  const words = wordsFor(counting.k)
  const of = (row: Row, side: Side) => (sides.includes(side) ? unitsIn(row, side, words) : NO_UNITS)
  const cells = rows.map((row) => ({
    isInside: row[INSIDE] === true,
    cell: {
      at: placeOf(row, counting),
      numerator: of(row, 'numerator'),
      denominator: of(row, 'denominator'),
    },
  }))
  const all = together(cells.map(({ cell }) => cell))
  if (counting.scope.conditions.length === 0) return { own: all, all }
  return { own: together(cells.flatMap(({ isInside, cell }) => (isInside ? cell : []))), all }
}

const NO_UNITS: Units = { count: 0, key: 0, sketch: [], children: 0 }

function unitsIn(row: Row, side: Side, words: number): Units {
  const sums = sumsIn(row, words, `${side}_`)
  const total = row[`${side}_total`]
  if (total === undefined) return { ...sums, children: Number(row[`${side}_children`]) }
  const [largest = 0, second = 0] = listOf(row[`${side}_largest`])
  return { ...sums, sum: { total: Number(total), largest, second } }
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
    ...addedSums(one, other),
    ...(one.children !== undefined && { children: one.children + (other.children ?? 0) }),
    ...(sum && { sum: { total: sum.total + (other.sum?.total ?? 0), largest, second } }),
  }
}

/**
 * What counts alike is one row, and these are one row of each cell. How many different children are in a cell is only told as far
 * as it matters: at least so many, by marks; where these are fewer than k, they are counted one by one. All in one statement,
 * whoever is in a cell: else the time of an answer would tell of a hidden cell whether anybody is.
 */
function cellsSql(counting: Counting, sides: readonly Side[]): string {
  const words = wordsFor(counting.k)
  const columns = columnsIn(counting)
  const enough = counting.k > MOST_MARKS ? 2 ** 32 : counting.k
  const alike = sides.map((side) => `${side}::INTEGER AS ${side}`)
  const marks = sides.map(
    (side) => `bit_count(bit_or(marks) FILTER (WHERE ${side} > 0)) AS ${side}_marks`,
  )
  const isFew = sides.map((side) => `${side}_marks < ${enough}`)
  const children = sides.map(
    (side) => `count(DISTINCT child) FILTER (WHERE ${side} > 0) AS ${side}_different`,
  )
  const told = sides.map(
    (side) => `coalesce(${side}_different, ${side}_marks, 0)::INTEGER AS ${side}_children`,
  )
  return `${placedSql(counting, words)},
  alike AS (
    SELECT ${[columns, ...alike, `bit_or(${MARK}) AS marks`, ...sumsSql(words)].join(', ')}
    FROM placed GROUP BY ALL
  ),
  cell AS (
    SELECT ${[columns, ...marks, ...sides.flatMap((side) => timesSql(side, words))].join(', ')}
    FROM alike GROUP BY ${columns}
  ),
  counted AS (
    SELECT ${columns}, ${children.join(', ')}
    FROM placed SEMI JOIN (FROM cell WHERE ${isFew.join(' OR ')}) few USING (${columns}) GROUP BY ${columns}
  )
  SELECT *, ${told.join(', ')} FROM cell LEFT JOIN counted USING (${columns})`
}

/** Of amounts a child is one unit, however much it is; and the largest are needed. */
function amountsSql(counting: Counting, sides: readonly Side[]): string {
  const columns = columnsIn(counting)
  const words = wordsFor(counting.k)
  const ofAny = ['cell_key', ...wordNames(words)].map((name) => `any_value(${name}) AS ${name}`)
  const ofChild = sides.flatMap((side) => [
    `sum(${side}) AS ${side}_amount`,
    `(sum(${side}) > 0)::INTEGER AS ${side}`,
  ])
  const ofCell = sides.flatMap((side) => [
    `sum(${side}_amount)::DOUBLE AS ${side}_total`,
    `max(${side}_amount, 2)::DOUBLE[] AS ${side}_largest`,
    ...timesSql(side, words),
  ])
  return `${placedSql(counting, words)},
  by_child AS (
    SELECT ${columns}, 1 AS rows, ${[...ofAny, ...ofChild].join(', ')}
    FROM placed GROUP BY ${columns}, child
  )
  SELECT ${columns}, ${ofCell.join(', ')} FROM by_child GROUP BY ${columns}`
}

function columnsIn({ by, scope }: Counting): string {
  return scope.conditions.length > 0 ? `${columnsOf(by)}, ${INSIDE}` : columnsOf(by)
}

export function listOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : []
}
