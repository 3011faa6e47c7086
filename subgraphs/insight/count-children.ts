/**
 * Children of a cohort, counted by the grid.
 *
 * @module
 */

import type { Axis, CountCell, CountTable, Grid } from '../../privacy/disclosure.ts'
import { wordsFor } from '../../privacy/disclosure-sketch.ts'
import { leafValues, type Within } from './count.ts'
import {
  CHILD_DIMENSIONS,
  type ChildDimensionName,
  columnOf,
  labelOn,
  placesOf,
} from './dimension.ts'
import { quoted, type Scope, tablesOf } from './scope.ts'
import type { Row, Store } from './store.ts'
import { addedSums, type Sums, sketchSql, sumsIn, sumsSql } from './sums.ts'

interface ChildrenAsked {
  readonly scope: Scope
  readonly within: Within
  readonly by: readonly ChildDimensionName[]
  readonly grid: Grid
  /** Of fewer nothing will be told. */
  readonly k: number
}

/** Who they are, with a version. */
export const CHILDREN = 'children@1'

/** Of a day, since ages are as on that day. */
function nameOf({ today }: Scope): string {
  return `${CHILDREN} ${today}`
}

/**
 * A table of all children, one of those who meet the first condition, and so on to those who meet all: counted in one go, however many
 * these are, so that a question about nobody takes as long as one about few.
 */
export async function childrenTables(
  store: Store,
  { scope, within, by, grid, k }: ChildrenAsked,
  signal?: AbortSignal,
): Promise<readonly CountTable[]> {
  const words = wordsFor(k)
  const numbers = by.filter((name) => placesOf(name))
  const texts = by.filter((name) => !placesOf(name))
  const found = await store.select(childrenSql(), signal)
  const rows = found.map((row) => ({ ...row, ...placesIn(Number(row.number)) }))
  return [undefined, ...within].map((_, depth) => ({
    of: nameOf(scope),
    within: within.slice(0, depth),
    axes: by.map((dimension): Axis => ({ dimension, values: leafValues(grid, dimension) })),
    adds: by,
    cells: cellsOf(rows.filter((row) => Number(row.depth) >= depth)),
  }))

  /** What has places, and the depth, is one number: by that DuckDB finds the sums of a cell without looking for them. */
  function childrenSql(): string {
    const sqlOf = (name: ChildDimensionName) =>
      CHILD_DIMENSIONS[name].sql(`DATE ${quoted(scope.today)}`)
    const number = numbers.reduce(
      (sql, name) => `(${sql}) * ${placesOf(name)?.length} + ${sqlOf(name)}`,
      depthSql(scope),
    )
    const own = [
      `${number} AS number`,
      ...texts.map((name) => `${sqlOf(name)} AS ${columnOf(name)}`),
    ]
    const columns = ['number', ...texts.map(columnOf)].join(', ')
    return `${tablesOf({ ...scope, conditions: [] })} SELECT ${columns}, ${sumsSql(words).join(', ')}
      FROM (SELECT ${[...own, 'cell_key', ...sketchSql(words)].join(', ')} FROM child) GROUP BY ${columns}`
  }

  function placesIn(number: number): Row {
    const row: Record<string, number> = {}
    let depth = number
    for (const name of numbers.toReversed()) {
      const size = placesOf(name)?.length ?? 1
      row[columnOf(name)] = depth % size
      depth = Math.floor(depth / size)
    }
    return { ...row, depth }
  }

  function cellsOf(own: readonly Row[]): readonly CountCell[] {
    const cells = new Map<string, Pick<CountCell, 'at'> & Sums>()
    for (const row of own) {
      const at = by.map((name) => labelOn(grid, name, row[columnOf(name)]))
      const name = at.join('\n')
      const [sums, before] = [sumsIn(row, words), cells.get(name)]
      cells.set(name, { at, ...(before ? addedSums(before, sums) : sums) })
    }
    return [...cells.values()]
  }
}

/** How many of the conditions a child meets before the first that it does not. */
function depthSql({ conditions }: Scope): string {
  const whens = conditions.map((one, at) => `WHEN (${one}) IS NOT TRUE THEN ${at}`)
  return whens.length > 0 ? `CASE ${whens.join(' ')} ELSE ${conditions.length} END` : '0'
}
