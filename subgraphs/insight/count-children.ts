/**
 * Children of a cohort, counted by the grid.
 *
 * @module
 */

import {
  type Axis,
  type CountCell,
  type Counted,
  type CountTable,
  type Grid,
  SIGNS,
} from '../../privacy/disclosure.ts'
import { leafValues, type Within } from './count.ts'
import { CHILD_DIMENSIONS, type ChildDimensionName, columnOf } from './dimension.ts'
import { quoted, type Scope, tablesOf } from './scope.ts'
import type { Row, Store } from './store.ts'

interface ChildrenAsked {
  readonly scope: Scope
  readonly within: Within
  readonly by: readonly ChildDimensionName[]
  readonly grid: Grid
}

/** Of a day, since ages are as on that day. */
function nameOf({ today }: Scope): string {
  return `children@1 ${today}`
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
    `${tablesOf(scope)} SELECT ${[...own, ...COUNTED].join(', ')} FROM child ${grouped}`,
    signal,
  )
  const axes = by.map((dimension): Axis => ({ dimension, values: leafValues(grid, dimension) }))
  const cells = rows.map(
    (row): CountCell => ({
      at: by.map((name) => String(row[columnOf(name)])),
      ...toCounted(row),
    }),
  )
  return { of: nameOf(scope), within, axes, cells }
}

const BITS = Array.from({ length: SIGNS }, (_, i) => `sum((signs >> ${i}) & 1)::DOUBLE`)

const COUNTED = [
  'count(*)::DOUBLE AS children',
  '(sum(cell_key) % 4294967296)::DOUBLE AS children_key',
  `[${BITS.join()}] AS children_ones`,
] as const

function toCounted(row: Row): Counted {
  const count = Number(row.children ?? 0)
  const ones = row.children_ones
  return {
    count,
    key: Number(row.children_key ?? 0),
    signs: Array.isArray(ones) ? ones.map((one) => 2 * Number(one ?? 0) - count) : [],
  }
}
