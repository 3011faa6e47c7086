/**
 * Rows as CSV (RFC 4180), for who goes on in a spreadsheet. What a spreadsheet would take for a formula is told as text.
 *
 * @module
 */

import { stringify } from 'csv-stringify/sync'

export interface CsvAsked {
  readonly decimal: '.' | ','
}

/** What a spreadsheet of a country with a decimal comma opens by itself: a semicolon between cells, and a mark that it is UTF-8. */
const WRITTEN = {
  '.': { delimiter: ',', bom: false },
  ',': { delimiter: ';', bom: true },
} as const satisfies Record<CsvAsked['decimal'], object>
/** `3-5` (months) would be the third of May. */
const RANGE = /^(\d{1,2})-(\d{1,2})$/

export function toCsvText(rows: readonly (readonly unknown[])[], { decimal }: CsvAsked): string {
  return stringify([...rows], {
    ...WRITTEN[decimal],
    record_delimiter: 'windows',
    // Of its own it quotes both together, and not one of them.
    quoted_match: /[\r\n]/,
    cast: {
      boolean: String,
      number: (number) => String(number).replace('.', decimal),
      string: (text) =>
        (decimal === ',' ? text.replace(RANGE, '$1–$2') : text).replace(FORMULA, "'$&"),
    },
  })
}

/** Also within a text: a spreadsheet of another country parts cells where this file does not. */
const FORMULA = /(?<=^|[;,\r\n])[=+\-@\t\r＝＋－＠]/g
