/**
 * From a definition to tables of counts, each cell with what protecting it needs: how many different children it is of, and
 * the sums of the numbers that stand for them.
 *
 * Nothing of this leaves as it is: {@link CountTable} is what `privacy/disclosure` takes.
 *
 * @module
 */

import type {
  Axis,
  CountCell,
  Counted,
  CountTable,
  Grid,
  GridValue,
} from '../../privacy/disclosure.ts'
import { MOST } from '../../privacy/disclosure-noise.ts'
import {
  CHILD_DIMENSIONS,
  columnOf,
  type DimensionName,
  isOfChild,
  OWN_DIMENSIONS,
  PERIOD,
} from './dimension.ts'
import type { Indicator, Units, Window } from './indicator.ts'
import { type Period, type PeriodUnit, toGridValue } from './period.ts'
import { quoted, type Scope, tablesOf } from './scope.ts'
import type { Row, Store } from './store.ts'
import { MOST_MARKS, marksSql, sumsSql, toCounted } from './sums.ts'

export type Within = CountTable['within']

export interface Counting {
  readonly indicator: Indicator & { readonly units: Units }
  readonly window: Window
  readonly per: PeriodUnit
  readonly by: readonly DimensionName[]
  readonly scope: Scope
  readonly grid: Grid
  /** Of fewer children nothing will be told. */
  readonly k: number
  /** What the conditions of the scope are, on the grid. */
  readonly within: Within
}

/** The same of all children: decided on before what is of some of them. */
export function ofAll(counting: Counting): Counting {
  return { ...counting, within: [], scope: { ...counting.scope, conditions: [] } }
}

/** Above and below the line; and of whose numerator the source told what it takes, where a definition says so. */
const SIDES = ['numerator', 'denominator'] as const
type Side = (typeof SIDES)[number]

/** What was counted: of a share one table with both sides of the line, else one for each side. */
export interface Counts {
  readonly above: CountTable
  readonly below?: CountTable
}

export async function countTables(
  store: Store,
  counting: Counting,
  signal?: AbortSignal,
): Promise<Counts> {
  const { indicator } = counting
  const { measure } = indicator
  const of = nameOf(indicator)
  const rows = await countCells(store, counting, signal)
  if (measure === 'MEDIAN') return { above: tableOf(counting, of, rows, 'denominator') }
  if (measure === 'COUNT') return { above: tableOf(counting, of, rows, 'numerator') }
  const whole = wholeOf(counting)
  if (measure === 'SHARE' && whole === counting) {
    const above = tableOf(counting, of, rows, 'numerator')
    const cells = above.cells.map((cell, i) => ({
      ...cell,
      denominator: toCell(rows[i] ?? {}, 'denominator'),
    }))
    return { above: { ...above, cells } }
  }
  const all = whole === counting ? rows : await countCells(store, whole, signal)
  return {
    above: tableOf(counting, of, rows, 'numerator'),
    below: tableOf(whole, `${of} below`, all, 'denominator'),
  }
}

/** Where a value is a share of all, what is below the line is not taken apart by it. */
export function wholeOf(counting: Counting): Counting {
  const { by, indicator } = counting
  if (indicator.outOf !== 'WHOLE' || by.every(isOfChild)) return counting
  return { ...counting, by: by.filter(isOfChild) }
}

function tableOf(counting: Counting, of: string, rows: readonly Row[], side: Side): CountTable {
  const cells = rows.map(
    (row): CountCell => ({
      at: placeOf(row, counting),
      ...toCell(row, side),
      ...toSum(row, side, counting.indicator),
    }),
  )
  const adds = counting.indicator.isOfAmounts ? [] : counting.by.filter(isOfChild)
  return { of, within: counting.within, axes: axesOf(counting), adds, cells }
}

/** With its version: another one counts something else. */
export function nameOf({ id, version }: Indicator): string {
  return `${id}@${version}`
}

/**
 * About the median of each cell, by the labels of its place: of the child who is as far from the middle as the count deviates,
 * and never of one of the first or last quarter.
 */
export async function medians(
  store: Store,
  counting: Counting,
  { cells, deviationOf }: { cells: readonly CountCell[]; deviationOf: (key: number) => number },
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const columns = columnsOf(counting.by)
  const rows = await store.select(
    `${placedSql(counting)}, ranked AS (
      SELECT ${columns}, numerator, count(*) OVER cell AS units,
        row_number() OVER (cell ORDER BY numerator) - (count(*) OVER cell + 1) // 2 AS rank
      FROM placed WHERE denominator > 0 WINDOW cell AS (PARTITION BY ${columns})
    )
    SELECT ${columns}, list(numerator::DOUBLE ORDER BY rank) AS middle, min(rank)::DOUBLE AS first
    FROM ranked WHERE abs(rank) <= least(${MOST}, units // 4) GROUP BY ${columns}`,
    signal,
  )
  const keys = new Map(cells.map(({ at, key }) => [at.join('\n'), key]))
  return new Map(
    rows.map((row) => {
      const place = placeOf(row, counting).join('\n')
      const middle = listOf(row.middle)
      const at = deviationOf(keys.get(place) ?? 0) - Number(row.first)
      return [place, middle[Math.min(middle.length - 1, Math.max(0, at))] ?? 0] as const
    }),
  )
}

export interface Unlinked {
  readonly numerator: number
  readonly denominator: number
}

/** What records that are linked to nobody could add to each period; in tens, so that no single one is told. */
export async function countUnlinked(
  store: Store,
  counting: Counting,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Unlinked>> {
  const { indicator, window, per, scope } = counting
  const units = (indicator.unlinked ?? indicator.units)(window)
  const rows = await store.select(
    `${tablesOf({ ...scope, onlyUnlinked: true })}, unit AS (${units})
     SELECT ${periodSql(per)} AS period, sum(numerator)::DOUBLE AS numerator, sum(denominator)::DOUBLE AS denominator
     FROM unit WHERE child IS NULL AND ${isWithin(window)} GROUP BY period`,
    signal,
  )
  const labels = labelsOf(scope.periods)
  return new Map(
    rows.flatMap((row) => {
      const label = labels.get(toText(row.period))
      const counted = { numerator: inTens(row.numerator), denominator: inTens(row.denominator) }
      return label ? [[label, counted] as const] : []
    }),
  )
}

/** Every unit at its place in the table, with whom it is of. */
function placedSql(counting: Counting): string {
  const { indicator, window, per, by, scope } = counting
  const own = by.map((name) => {
    if (isOfChild(name)) return `${CHILD_DIMENSIONS[name].sql('period')} AS ${columnOf(name)}`
    return `${ownSql(name)} AS ${columnOf(name)}`
  })
  return `${tablesOf(scope)}, unit AS (${indicator.units(window)}),
  placed AS (
    SELECT ${['numerator', 'denominator', 'child', 'cell_key', 'signs', 'period', ...own].join(', ')}
    FROM (
      SELECT ${periodSql(per)} AS period, unit.* EXCLUDE (child), child.*
      FROM unit JOIN child ON child.child = unit.child
      WHERE ${[isWithin(window), ...hasValue(counting)].join(' AND ')}
    )
  )`
}

/** What has no value of a dimension is part of the whole, and no group of it. */
function hasValue({ indicator, by }: Counting): readonly string[] {
  if (indicator.outOf !== 'WHOLE') return []
  return by.filter((name) => !isOfChild(name)).map((name) => `${columnOf(name)} IS NOT NULL`)
}

/** A word that is not on the grid is not told apart. */
function ownSql(name: keyof typeof OWN_DIMENSIONS): string {
  const { values } = OWN_DIMENSIONS[name]
  const rest = ['UNKNOWN', 'OTHER'].find((word) => values.includes(word)) ?? values.at(-1) ?? ''
  const column = `${columnOf(name)}::VARCHAR`
  return `CASE WHEN ${column} IN (${values.map(quoted).join()}) THEN ${column} ELSE ${quoted(rest)} END`
}

/**
 * In one go. How many different children are in a cell is only told as far as it matters: at least so many, by marks; where
 * these are fewer than k, they are counted one by one ({@link smallSql}).
 */
function cellsSql(counting: Counting): string {
  const { by, indicator } = counting
  const columns = columnsOf(by)
  if (indicator.isOfAmounts) return amountsSql(counting)
  const own = SIDES.flatMap((side) => [
    ...sumsSql(side, `${side}::BIGINT`),
    marksSql(side, `${side} > 0`),
  ])
  return `${placedSql(counting)} SELECT ${columns}, ${own.join(', ')} FROM placed GROUP BY ${columns}`
}

/** Of cells in which there may be few children: how many there are. */
function smallSql(counting: Counting, cells: readonly Row[]): string {
  const { by } = counting
  const columns = columnsOf(by)
  const places = cells.map((row) => {
    const values = by.map((name) => quoted(String(row[columnOf(name)])))
    return `(${[`DATE ${quoted(toText(row.period))}`, ...values].join()})`
  })
  const own = SIDES.map(
    (side) => `(count(DISTINCT child) FILTER (WHERE ${side} > 0))::DOUBLE AS ${side}_children`,
  )
  return `${placedSql(counting)} SELECT ${columns}, ${own.join(', ')} FROM placed
    WHERE (${columns}) IN (VALUES ${places.join()}) GROUP BY ${columns}`
}

/** Of amounts a child is one unit, however much it is; and the largest are needed. */
function amountsSql(counting: Counting): string {
  const columns = columnsOf(counting.by)
  const own = SIDES.flatMap((side) => [
    ...sumsSql(side, `(${side} > 0)::BIGINT`),
    `sum(${side})::DOUBLE AS ${side}_total`,
    `max(${side}, 2)::DOUBLE[] AS ${side}_largest`,
  ])
  return `${placedSql(counting)},
  by_child AS (
    SELECT ${columns}, child, any_value(cell_key) AS cell_key, any_value(signs) AS signs,
      sum(numerator) AS numerator, sum(denominator) AS denominator
    FROM placed GROUP BY ${columns}, child
  )
  SELECT ${columns}, ${own.join(', ')} FROM by_child GROUP BY ${columns}`
}

function columnsOf(by: readonly DimensionName[]): string {
  return ['period', ...by.map(columnOf)].join(', ')
}

/** The rows of {@link cellsSql}, each with how many different children it is of. */
async function countCells(
  store: Store,
  counting: Counting,
  signal: AbortSignal | undefined,
): Promise<readonly Row[]> {
  const rows = await store.select(cellsSql(counting), signal)
  if (counting.indicator.isOfAmounts) return rows
  const enough = Math.min(counting.k, MOST_MARKS)
  const isSmall = (row: Row) => SIDES.some((side) => Number(row[`${side}_marks`] ?? 0) < enough)
  const isAny = counting.k > MOST_MARKS
  const small = rows.filter((row) => isAny || isSmall(row))
  if (small.length === 0) return rows
  const counted = await store.select(smallSql(counting, small), signal)
  const nameOf = (row: Row) => placeOf(row, counting).join('\n')
  const exact = new Map(counted.map((row) => [nameOf(row), row]))
  return rows.map((row) => ({ ...row, ...exact.get(nameOf(row)) }))
}

function toCell(row: Row, side: Side): Counted {
  const children = row[`${side}_children`] ?? row[`${side}_marks`]
  const counted = toCounted(row, side)
  return children == null ? counted : { ...counted, children: Number(children) }
}

function toSum(row: Row, side: Side, { isOfAmounts }: Indicator): Pick<CountCell, 'sum'> {
  if (!isOfAmounts) return {}
  const [largest = 0, second = 0] = listOf(row[`${side}_largest`])
  return { sum: { total: Number(row[`${side}_total`] ?? 0), largest, second } }
}

function axesOf({ by, scope, grid }: Counting): readonly Axis[] {
  const time = scope.periods.map((period) => toGridValue(period, grid[PERIOD]?.leaves ?? []))
  return [
    { dimension: PERIOD, values: time },
    ...by.map((dimension) => ({ dimension, values: leafValues(grid, dimension) })),
  ]
}

export function leafValues(grid: Grid, dimension: string): readonly GridValue[] {
  return (grid[dimension]?.leaves ?? []).map((leaf) => ({ label: leaf, leaves: [leaf] }))
}

function placeOf(row: Row, { by, scope }: Counting): readonly string[] {
  const label = labelsOf(scope.periods).get(toText(row.period)) ?? ''
  return [label, ...by.map((name) => String(row[columnOf(name)]))]
}

const LABELS = new WeakMap<readonly Period[], ReadonlyMap<string, string>>()

function labelsOf(periods: readonly Period[]): ReadonlyMap<string, string> {
  const known = LABELS.get(periods)
  if (known) return known
  const labels = new Map(periods.map(({ from, label }) => [from, label]))
  LABELS.set(periods, labels)
  return labels
}

function periodSql(per: PeriodUnit): string {
  return `date_trunc('${per.toLowerCase()}', day)::DATE`
}

function isWithin({ from, until }: Window): string {
  return `day >= DATE ${quoted(from)} AND day < DATE ${quoted(until)}`
}

function inTens(value: unknown): number {
  return Math.ceil(Number(value ?? 0) / 10) * 10
}

function toText(day: unknown): string {
  return day instanceof Date ? day.toISOString().slice(0, 10) : String(day)
}

function listOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : []
}
