/**
 * Children of a cohort, counted by the grid.
 *
 * @module
 */

import type { Axis, CountCell, CountTable, Grid } from '../../privacy/disclosure.ts'
import { leafValues, type Within } from './count.ts'
import { CHILD_DIMENSIONS, type ChildDimensionName, columnOf } from './dimension.ts'
import { quoted, type Scope, tablesOf } from './scope.ts'
import type { Store } from './store.ts'
import { sumsSql, toCounted } from './sums.ts'

interface ChildrenAsked {
  readonly scope: Scope
  readonly within: Within
  readonly by: readonly ChildDimensionName[]
  readonly grid: Grid
}

/** Who they are, with a version. */
export const CHILDREN = 'children@1'

/** Of a day, since ages are as on that day. */
function nameOf({ today }: Scope): string {
  return `${CHILDREN} ${today}`
}

export async function childrenTable(
  store: Store,
  { scope, within, by, grid }: ChildrenAsked,
  signal?: AbortSignal,
): Promise<CountTable> {
  const day = `DATE ${quoted(scope.today)}`
  const own = by.map((name) => `${CHILD_DIMENSIONS[name].sql(day)} AS ${columnOf(name)}`)
  const grouped = by.length > 0 ? `GROUP BY ${by.map(columnOf).join(', ')}` : ''
  const rows = await store.select(
    `${tablesOf(scope)} SELECT ${[...own, ...sumsSql('children', '1')].join(', ')} FROM child ${grouped}`,
    signal,
  )
  const axes = by.map((dimension): Axis => ({ dimension, values: leafValues(grid, dimension) }))
  const cells = rows.map(
    (row): CountCell => ({
      at: by.map((name) => String(row[columnOf(name)])),
      ...toCounted(row, 'children'),
    }),
  )
  return { of: nameOf(scope), within, axes, adds: by, cells }
}
