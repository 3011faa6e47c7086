/**
 * Every unit at its place in a table, with whom it is of.
 *
 * @module
 */

import type { Grid } from '../../privacy/disclosure.ts'
import type { Counting } from './count.ts'
import {
  CHILD_DIMENSIONS,
  type ChildDimensionName,
  columnOf,
  type DimensionName,
  isOfChild,
  labelOn,
  OWN_DIMENSIONS,
  placesOf,
} from './dimension.ts'
import type { Window } from './indicator.ts'
import type { Period, PeriodUnit } from './period.ts'
import { quoted, type Scope, tablesOf } from './scope.ts'
import type { Row } from './store.ts'
import { sketchSql, wordNames } from './sums.ts'
import { typedWords } from './typed-words.ts'

/**
 * What is of a child at any time is looked up once for each child, and not for each unit. Who meets the conditions is `inside`; all
 * others are there, too, so that a question about nobody takes as long as one about few.
 */
export function placedSql(counting: Counting, words = 0): string {
  const { indicator, window, per, by, scope, grid } = counting
  const columns = by.map((name) => {
    const sql = isOfChild(name) ? childSql(name, grid) : ownSql(name)
    return { name: columnOf(name), sql, isStill: isOfChild(name) && !sql.includes(STARTS) }
  })
  const still = columns.filter(({ isStill }) => isStill).map(({ sql, name }) => `${sql} AS ${name}`)
  const inside = scope.conditions.length > 0 ? [`${insideSql(scope)} AS ${INSIDE}`] : []
  const ofChild = ['cell_key', ...sketchSql(words), ...inside, ...still]
  const all = columns.map(({ isStill, sql, name }) => (isStill ? name : `${sql} AS ${name}`))
  const ofUnit = ['cell_key', ...wordNames(words), ...inside.map(() => INSIDE), 'period', ...all]
  const starts = columns.every(({ isStill }) => isStill)
    ? []
    : [`${startSql(scope.periods)} AS ${STARTS}`]
  const ofPeriod = [`${periodSql(scope.periods, per)} AS period`, ...starts]
  return `${tablesOf({ ...scope, conditions: [] })}, unit AS (${typedWords(indicator.units(window))}),
  keyed AS (
    SELECT child AS keyed_child, born_on, due_on, ${ofChild.join(', ')}
    FROM child
  ),
  placed AS MATERIALIZED (
    SELECT numerator, denominator, child, ${ofUnit.join(', ')}
    FROM (
      SELECT ${ofPeriod.join(', ')}, *
      FROM unit JOIN keyed ON keyed_child = child
      WHERE ${[isWithin(window), ...hasValue(counting)].join(' AND ')}
    )
  )`
}

const STARTS = 'period_starts'
export const INSIDE = 'inside'

function insideSql({ conditions }: Scope): string {
  return conditions.map((one) => `(${one}) IS TRUE`).join(' AND ')
}

/** Numbers are grouped sooner than words. What is not on the grid is null, and on no axis. */
function childSql(name: ChildDimensionName, grid: Grid): string {
  const sql = CHILD_DIMENSIONS[name].sql(STARTS)
  const leaves = grid[name]?.leaves ?? []
  const type = placesOf(name) ? 'UTINYINT' : `ENUM(${leaves.map(quoted).join()})`
  return `TRY_CAST(${sql} AS ${type})`
}

export function columnsOf(by: readonly DimensionName[]): string {
  return ['period', ...by.map(columnOf)].join(', ')
}

/** Its labels. */
export function placeOf(row: Row, { by, scope, grid }: Counting): readonly string[] {
  const { label } = scope.periods[Number(row.period)] ?? { label: '' }
  return [label, ...by.map((name) => labelOn(grid, name, row[columnOf(name)]))]
}

/** Of a day in SQL, from some day on. Its parts are looked up; what makes a day of another takes longer than all else. */
const NUMBER_SQL: Readonly<Record<PeriodUnit, (day: string) => string>> = {
  DAY: (day) => `(${day} - DATE '1970-01-01')`,
  WEEK: (day) => `(${day} - DATE '1970-01-05') // 7`,
  MONTH: (day) => `year(${day}) * 12 + month(${day})`,
  QUARTER: (day) => `year(${day}) * 4 + quarter(${day})`,
  YEAR: (day) => `year(${day})`,
}

/** Which of the periods a day is in that lies in one of them, counted from nought. */
export function periodSql([first]: readonly Period[], per: PeriodUnit): string {
  if (!first) return 'NULL'
  const numberOf = NUMBER_SQL[per]
  return `(${numberOf('day::DATE')} - (${numberOf(`DATE ${quoted(first.from)}`)}))::SMALLINT`
}

function startSql(periods: readonly Period[]): string {
  const starts = periods.map(({ from }) => `DATE ${quoted(from)}`)
  return `([${starts.join()}]::DATE[])[period + 1]`
}

export function isWithin({ from, until }: Window): string {
  return `day >= DATE ${quoted(from)} AND day < DATE ${quoted(until)}`
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
