/**
 * From a definition to tables of counts, each cell with what protecting it needs: how many different children it is of, and
 * the sums of the numbers that stand for them.
 *
 * Nothing of this leaves as it is: {@link CountTable} is what `privacy/disclosure` takes.
 *
 * @module
 */

import type { Axis, CountCell, CountTable, Grid, GridValue } from '../../privacy/disclosure.ts'
import { MOST } from '../../privacy/disclosure-noise.ts'
import { type Cell, countCells, listOf, type Side } from './count-cells.ts'
import { type DimensionName, isOfChild, PERIOD } from './dimension.ts'
import type { Indicator, Units, Window } from './indicator.ts'
import { type PeriodUnit, toGridValue } from './period.ts'
import { columnsOf, INSIDE, isWithin, periodSql, placedSql, placeOf } from './placed.ts'
import { type Scope, tablesOf } from './scope.ts'
import type { Store } from './store.ts'
import { typedWords } from './typed-words.ts'

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

/** What was counted: of a share one table with both sides of the line, else one for each side. */
export interface Counts {
  readonly above: CountTable
  readonly below?: CountTable
}

export async function countTables(
  store: Store,
  counting: Counting,
  signal?: AbortSignal,
): Promise<
  Counts & { /** Where some were asked about: the same of all children. */ readonly all?: Counts }
> {
  const whole = wholeOf(counting)
  const isApart = whole !== counting
  const sides = isApart ? (['numerator'] as const) : SIDES_OF[counting.indicator.measure]
  const cells = await countCells(store, counting, sides, signal)
  const isBelow = isApart && SIDES_OF[counting.indicator.measure].length > 1
  const below = isBelow ? await countCells(store, whole, ['denominator'], signal) : undefined
  const own = toCounts(counting, cells.own, below?.own)
  if (counting.scope.conditions.length === 0) return own
  return { ...own, all: toCounts(ofAll(counting), cells.all, below?.all) }
}

const SIDES_OF = {
  MEDIAN: ['denominator'],
  COUNT: ['numerator'],
  SHARE: ['numerator', 'denominator'],
  RATE: ['numerator', 'denominator'],
} as const satisfies Record<Indicator['measure'], readonly Side[]>

/** `apart`: what is below the line, where that is not taken apart as what is above it. */
function toCounts(counting: Counting, cells: readonly Cell[], apart?: readonly Cell[]): Counts {
  const { measure } = counting.indicator
  const of = nameOf(counting.indicator)
  if (measure === 'MEDIAN') return { above: tableOf(counting, of, cells, 'denominator') }
  const above = tableOf(counting, of, cells, 'numerator')
  if (measure === 'COUNT') return { above }
  if (measure === 'SHARE' && !apart) {
    const both = cells.map(({ at, numerator, denominator }) => ({ at, ...numerator, denominator }))
    return { above: { ...above, counted: of, cells: both } }
  }
  return { above, below: tableOf(wholeOf(counting), `${of} below`, apart ?? cells, 'denominator') }
}

/** Where a value is a share of all, what is below the line is not taken apart by it. */
export function wholeOf(counting: Counting): Counting {
  const { by, indicator } = counting
  if (indicator.outOf !== 'WHOLE' || by.every(isOfChild)) return counting
  return { ...counting, by: by.filter(isOfChild) }
}

function tableOf(counting: Counting, of: string, cells: readonly Cell[], side: Side): CountTable {
  const own = cells.map((cell): CountCell => ({ at: cell.at, ...cell[side] }))
  const isOfSums = counting.indicator.isOfAmounts === true
  const adds = isOfSums ? [] : counting.by.filter(isOfChild)
  return { of, within: counting.within, axes: axesOf(counting), adds, isOfSums, cells: own }
}

/** With its version: another one counts something else. */
export function nameOf({ id, version }: Pick<Indicator, 'id' | 'version'>): string {
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
  const isAll = counting.scope.conditions.length === 0
  const isCounted = isAll ? 'denominator > 0' : `denominator > 0 AND ${INSIDE}`
  const rows = await store.select(
    `${placedSql(counting)}, ranked AS (
      SELECT ${columns}, numerator, count(*) OVER cell AS units,
        row_number() OVER (cell ORDER BY numerator) - (count(*) OVER cell + 1) // 2 AS rank
      FROM placed WHERE ${isCounted} WINDOW cell AS (PARTITION BY ${columns})
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
    `${tablesOf({ ...scope, onlyUnlinked: true })}, unit AS (${typedWords(units)})
     SELECT ${periodSql(scope.periods, per)} AS period, sum(numerator)::DOUBLE AS numerator, sum(denominator)::DOUBLE AS denominator
     FROM unit WHERE child IS NULL AND ${isWithin(window)} GROUP BY period`,
    signal,
  )
  return new Map(
    rows.flatMap((row) => {
      const label = scope.periods[Number(row.period)]?.label
      const counted = { numerator: inTens(row.numerator), denominator: inTens(row.denominator) }
      return label ? [[label, counted] as const] : []
    }),
  )
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

function inTens(value: unknown): number {
  return Math.ceil(Number(value ?? 0) / 10) * 10
}
