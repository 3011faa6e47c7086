/**
 * What a table adds up to. It is decided on before the cells, whether or not it is asked for: once a part of something is
 * told, it helps little to hide the whole.
 *
 * @module
 */

import type { CountCell, Counted, CountTable, Grid } from './disclosure.ts'
import { addedSketches } from './disclosure-sketch.ts'

/**
 * Of the axes over which it adds up none, or one of them; not the table itself. Of what is finer than that, so much would be
 * kept ready for who never asks for it that half of the table would be hidden.
 */
export function marginsOf(table: CountTable, grid: Grid): readonly CountTable[] {
  const { adds = [], axes } = table
  const isWhole = ({ dimension, values }: CountTable['axes'][number]) =>
    adds.includes(dimension) &&
    (grid[dimension]?.leaves ?? []).every((leaf) => values.some((one) => isLeaf(one.leaves, leaf)))
  const whole = axes.filter(isWhole)
  const tables = [table]
  for (const { dimension } of whole) {
    tables.push(...tables.map((one) => without(one, dimension)))
  }
  const most = axes.length - whole.length + 1
  return tables.slice(1).filter((one) => one.axes.length <= most)
}

function isLeaf(leaves: readonly string[], leaf: string): boolean {
  return leaves.length === 1 && leaves[0] === leaf
}

function without(table: CountTable, dimension: string): CountTable {
  const at = table.axes.findIndex((axis) => axis.dimension === dimension)
  const leaves = new Set(
    (table.axes[at]?.values ?? []).flatMap((one) => (one.leaves.length === 1 ? [one.label] : [])),
  )
  const groups = Map.groupBy(
    table.cells.filter((cell) => leaves.has(cell.at[at] ?? '')),
    (cell) => cell.at.toSpliced(at, 1).join('\0'),
  )
  return {
    ...table,
    axes: table.axes.toSpliced(at, 1),
    cells: [...groups.values()].map((cells): CountCell => {
      const denominators = cells.flatMap(({ denominator }) => denominator ?? [])
      return {
        at: cells[0]?.at.toSpliced(at, 1) ?? [],
        ...added(cells),
        ...(denominators.length > 0 && { denominator: added(denominators) }),
      }
    }),
  }
}

function added(all: readonly Counted[]): Counted {
  const sketches = all.flatMap(({ sketch }) => (sketch ? [sketch] : []))
  const isOfMany = all.some(({ children }) => children !== undefined)
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    key: all.reduce((sum, { key }) => (sum + key) % 2 ** 32, 0),
    ...(isOfMany && {
      children: all.reduce((sum, { count, children = count }) => sum + children, 0),
    }),
    ...(sketches.length === all.length && { sketch: addedSketches(sketches) }),
  }
}
