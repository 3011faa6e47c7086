/**
 * An answer as CSV (RFC 4180), for who goes on in a spreadsheet. What a spreadsheet would take for a formula is told as
 * text.
 *
 * @module
 */

import { stringify } from 'csv-stringify/sync'
import type { Place } from './csv-table.ts'
import { columnsOf, rowsOf } from './table-rows.ts'

export interface CsvAsked {
  readonly decimal: '.' | ','
}

export function toCsv(value: unknown, table: Place, { decimal }: CsvAsked): string {
  return stringify([columnsOf(table).map(({ name }) => name), ...rowsOf(value, table)], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      boolean: String,
      number: (number) => String(number).replace('.', decimal),
    },
  })
}
