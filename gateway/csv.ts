/**
 * An answer as CSV.
 *
 * @module
 */

import { type CsvAsked, toCsvText } from '../schema/csv-text.ts'
import type { Place } from './csv-table.ts'
import { columnsOf, rowsOf } from './table-rows.ts'

export function toCsv(value: unknown, table: Place, asked: CsvAsked): string {
  return toCsvText([columnsOf(table).map(({ name }) => name), ...rowsOf(value, table)], asked)
}
