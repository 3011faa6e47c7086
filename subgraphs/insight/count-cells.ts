/**
 * The cells of a table, counted: each with what judging it needs.
 *
 * @module
 */

import type { CountCell, Counted } from '../../privacy/disclosure.ts'
import type { Counting } from './count.ts'
import { columnOf } from './dimension.ts'
import { columnsOf, placedSql, placeOf } from './placed.ts'
import { quoted } from './scope.ts'
import type { Row, Store } from './store.ts'
import {
  add,
  FEW,
  type Layout,
  MANY,
  MOST_MARKS,
  marksIn,
  openTally,
  sumsSql,
  type Tally,
  toSummed,
} from './sums.ts'

/** Above and below the line. */
export type Side = 'numerator' | 'denominator'

export interface Cell {
  readonly at: readonly string[]
  readonly numerator: Units
  readonly denominator: Units
}

type Units = Counted & Pick<CountCell, 'sum'>

/** In a table of so many cells there are few units in each, most of the time. */
const MANY_CELLS = 500

export async function countCells(
  store: Store,
  counting: Counting,
  sides: readonly Side[],
  signal?: AbortSignal,
): Promise<readonly Cell[]> {
  if (counting.indicator.isOfAmounts) {
    const rows = await store.select(amountsSql(counting, sides), signal)
    return gathered(rows, counting, MANY).map((one) => toCell(one, sumOf))
  }
  const layout = sizeOf(counting) < MANY_CELLS ? MANY : FEW
  const rows = await store.select(cellsSql(counting, sides, layout), signal)
  const isExact = rows.every((row) => Number(row.rows) <= layout.most)
  const found = isExact
    ? gathered(rows, counting, layout)
    : gathered(await store.select(cellsSql(counting, sides, MANY), signal), counting, MANY)
  const exact = await countFew(store, counting, sides, found, signal)
  return found.map((one) =>
    toCell(one, ({ tallies, at }, side) => ({
      children: exact.get(at.join('\n'))?.[side] ?? marksIn(tallies[side]),
    })),
  )
}

function sizeOf({ by, grid, scope }: Counting): number {
  return by.reduce((size, name) => size * (grid[name]?.leaves.length ?? 1), scope.periods.length)
}

/** In one go; what counts alike is one row. */
function cellsSql(counting: Counting, sides: readonly Side[], layout: Layout): string {
  const alike = sides.map((side) => `${side}::BIGINT AS ${side}`)
  return `${placedSql(counting, layout)}
  SELECT ${[columnsOf(counting.by), ...alike, 'bit_or(mark) AS marks', ...sumsSql(layout)].join(', ')}
  FROM placed GROUP BY ALL`
}

/** Of amounts a child is one unit, however much it is; and the largest are needed. */
function amountsSql(counting: Counting, sides: readonly Side[]): string {
  const columns = columnsOf(counting.by)
  const own = sides.flatMap((side) => [
    `sum(${side}_amount)::DOUBLE AS ${side}_total`,
    `max(${side}_amount, 2)::DOUBLE[] AS ${side}_largest`,
  ])
  const ofChild = sides.flatMap((side) => [
    `sum(${side}) AS ${side}_amount`,
    `(sum(${side}) > 0)::INTEGER AS ${side}`,
  ])
  const alike = [columns, ...sides].join(', ')
  return `${placedSql(counting)},
  by_child AS (
    SELECT ${columns}, any_value(cell_key) AS cell_key, any_value(signs) AS signs, ${ofChild.join(', ')}
    FROM placed GROUP BY ${columns}, child
  )
  SELECT ${alike}, ${[...own, ...sumsSql(MANY)].join(', ')} FROM by_child GROUP BY ${alike}`
}

/** Times k: of fewer units it is always counted. */
const SURELY = 4

/**
 * How many different children are in a cell is only told as far as it matters: at least so many, by marks; where these are
 * fewer than k, they are counted one by one. Asked whenever a cell may be small, also when nobody is in it: else the time of
 * an answer would tell of a hidden cell whether anybody is.
 */
async function countFew(
  store: Store,
  counting: Counting,
  sides: readonly Side[],
  found: readonly Gathered[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Readonly<Record<Side, number | undefined>>>> {
  const enough = counting.k > MOST_MARKS ? Number.POSITIVE_INFINITY : counting.k
  const few = found.filter(({ tallies }) =>
    sides.some((side) => {
      const tally = tallies[side]
      return tally.count < SURELY * counting.k || marksIn(tally) < enough
    }),
  )
  if (few.length === 0 && found.length >= sizeOf(counting)) return new Map()
  const columns = columnsOf(counting.by)
  const places = few.map(({ row }) => {
    const values = counting.by.map((name) => quoted(String(row[columnOf(name)])))
    return `(${[Number(row.period), ...values].join()})`
  })
  const nowhere = `(${['-1', ...counting.by.map(() => "''")].join()})`
  const own = sides.map(
    (side) => `(count(DISTINCT child) FILTER (WHERE ${side} > 0))::DOUBLE AS ${side}`,
  )
  const rows = await store.select(
    `${placedSql(counting)} SELECT ${columns}, ${own.join(', ')} FROM placed
     WHERE (${columns}) IN (VALUES ${places.join() || nowhere}) GROUP BY ${columns}`,
    signal,
  )
  const numberOf = (value: unknown) => (value == null ? undefined : Number(value))
  return new Map(
    rows.map((row) => [
      placeOf(row, counting).join('\n'),
      { numerator: numberOf(row.numerator), denominator: numberOf(row.denominator) },
    ]),
  )
}

/** All rows of one cell. */
interface Gathered {
  readonly at: readonly string[]
  readonly row: Row
  readonly rows: Row[]
  readonly tallies: Readonly<Record<Side, Tally>>
}

function gathered(rows: readonly Row[], counting: Counting, layout: Layout): readonly Gathered[] {
  const found = new Map<string, Gathered>()
  for (const row of rows) {
    const at = placeOf(row, counting)
    const name = at.join('\n')
    const one = found.get(name) ?? {
      at,
      row,
      rows: [],
      tallies: { numerator: openTally(), denominator: openTally() },
    }
    found.set(name, one)
    one.rows.push(row)
    const summed = toSummed(row, layout)
    for (const side of SIDES) add(one.tallies[side], summed, Number(row[side] ?? 0))
  }
  return [...found.values()]
}

const SIDES = ['numerator', 'denominator'] as const satisfies readonly Side[]

type More = (one: Gathered, side: Side) => Pick<CountCell, 'children' | 'sum'>

function toCell(one: Gathered, more: More): Cell {
  const of = (side: Side) => {
    const { count, key, signs } = one.tallies[side]
    return { count, key, signs, ...more(one, side) }
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
