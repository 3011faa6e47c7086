/**
 * An answer as lines of JSON, one for each row, with the columns of the CSV as keys.
 *
 * @module
 */

import type { Place } from './csv-table.ts'
import { columnsOf, rowsOf } from './table-rows.ts'

export function toNdjson(value: unknown, table: Place): string {
  const columns = columnsOf(table)
  const lines = rowsOf(value, table).map((row) =>
    JSON.stringify(Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null]))),
  )
  return lines.map((line) => `${line}\n`).join('')
}
