/**
 * Children of a cohort, counted by the grid.
 *
 * @module
 */

import type { Axis, CountCell, CountTable, Grid } from '../../privacy/disclosure.ts'
import { leafValues, type Within } from './count.ts'
import { CHILD_DIMENSIONS, type ChildDimensionName, columnOf, labelOn } from './dimension.ts'
import { quoted, type Scope, tablesOf } from './scope.ts'
import type { Store } from './store.ts'
import { add, FEW, openTally, signsSql, sumsSql, type Tally, toSummed } from './sums.ts'

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

/** So many children, who stand together, are summed at a time, as two to the power of this. */
const BLOCK = Math.floor(Math.log2(FEW.most))

export async function childrenTable(
  store: Store,
  { scope, within, by, grid }: ChildrenAsked,
  signal?: AbortSignal,
): Promise<CountTable> {
  const day = `DATE ${quoted(scope.today)}`
  const own = by.map((name) => `, ${CHILD_DIMENSIONS[name].sql(day)} AS ${columnOf(name)}`)
  const rows = await store.select(
    `${tablesOf(scope)} SELECT ${by.map((name) => `${columnOf(name)}, `).join('')}${sumsSql(FEW).join(', ')}
     FROM (SELECT child >> ${BLOCK} AS block, cell_key, ${signsSql(FEW)} AS signs${own.join('')} FROM child)
     GROUP BY ${[...by.map(columnOf), 'block'].join(', ')}`,
    signal,
  )
  const cells = new Map<string, { readonly at: readonly string[]; readonly tally: Tally }>()
  for (const row of rows) {
    const at = by.map((name) => labelOn(grid, name, String(row[columnOf(name)])))
    const cell = cells.get(at.join('\n')) ?? { at, tally: openTally() }
    cells.set(at.join('\n'), cell)
    add(cell.tally, toSummed(row, FEW), 1)
  }
  return {
    of: nameOf(scope),
    within,
    axes: by.map((dimension): Axis => ({ dimension, values: leafValues(grid, dimension) })),
    adds: by,
    cells: [...cells.values()].map(
      ({ at, tally: { count, key, signs } }): CountCell => ({ at, count, key, signs }),
    ),
  }
}
