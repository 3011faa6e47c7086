/**
 * Children of a cohort, counted by the grid.
 *
 * @module
 */

import type { Axis, CountCell, CountTable, Grid } from '../../privacy/disclosure.ts'
import { wordsFor } from '../../privacy/disclosure-sketch.ts'
import { leafValues, type Within } from './count.ts'
import { CHILD_DIMENSIONS, type ChildDimensionName, columnOf, labelOn } from './dimension.ts'
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
  const day = `DATE ${quoted(scope.today)}`
  const own = by.map((name) => `, ${CHILD_DIMENSIONS[name].sql(day)} AS ${columnOf(name)}`)
  const words = wordsFor(k)
  const rows = await store.select(
    `${tablesOf({ ...scope, conditions: [] })} SELECT ${by.map((name) => `${columnOf(name)}, `).join('')}depth, ${sumsSql(words).join(', ')}
     FROM (SELECT cell_key, ${sketchSql(words).join(', ')}, ${depthSql(scope)} AS depth${own.join('')} FROM child)
     GROUP BY ${[...by.map(columnOf), 'depth'].join(', ')}`,
    signal,
  )
  return [undefined, ...within].map((_, depth) => ({
    of: nameOf(scope),
    within: within.slice(0, depth),
    axes: by.map((dimension): Axis => ({ dimension, values: leafValues(grid, dimension) })),
    adds: by,
    cells: cellsOf(rows.filter((row) => Number(row.depth) >= depth)),
  }))

  function cellsOf(own: readonly Row[]): readonly CountCell[] {
    const cells = new Map<string, Pick<CountCell, 'at'> & Sums>()
    for (const row of own) {
      const at = by.map((name) => labelOn(grid, name, String(row[columnOf(name)])))
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
