/**
 * An answer as rows and columns.
 *
 * @module
 */

import type { Place } from './csv-table.ts'

export interface Column {
  /** `jgz.growth.weightGrams`; of a list of leaves alone it is the list's own. */
  readonly name: string
  /** The name of its scalar or enum in the schema. */
  readonly type: string
}

export function columnsOf({ below }: Place): readonly Column[] {
  return [...below].flatMap(([name, place]) =>
    place.below.size === 0
      ? [{ name, type: place.type }]
      : columnsOf(place).map((column) => ({ ...column, name: `${name}.${column.name}` })),
  )
}

/** What has a list below it is told once for each element; and once where that is empty. */
export function rowsOf(value: unknown, table: Place): readonly (readonly unknown[])[] {
  if (table.isList && Array.isArray(value) && value.length === 0) return []
  return rowsAt(value, table)
}

function rowsAt(value: unknown, place: Place): readonly (readonly unknown[])[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((one) => rowsAt(one, place))
  if (place.below.size === 0) return [[Array.isArray(value) ? null : value]]
  const object = (Array.isArray(value) ? undefined : value) as Record<string, unknown> | undefined
  let rows: readonly (readonly unknown[])[] = [[]]
  for (const [name, one] of place.below) {
    const own = rowsAt(object?.[name] ?? null, one)
    rows = rows.flatMap((row) => own.map((cells) => [...row, ...cells]))
  }
  return rows
}
