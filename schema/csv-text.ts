/**
 * Rows as CSV (RFC 4180), for who goes on in a spreadsheet. What a spreadsheet would take for a formula is told as text.
 *
 * @module
 */

import { stringify } from 'csv-stringify/sync'

export interface CsvAsked {
  readonly decimal: '.' | ','
}

export function toCsvText(rows: readonly (readonly unknown[])[], { decimal }: CsvAsked): string {
  return stringify([...rows], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      boolean: String,
      number: (number) => String(number).replace('.', decimal),
    },
  })
}
