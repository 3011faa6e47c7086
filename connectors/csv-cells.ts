/**
 * What cells hold in any list.
 *
 * @module
 */

import { Bsn } from '../privacy/bsn.ts'
import type { CellKind } from './csv-rows.ts'

/** `01-09-2026` → `2026-09-01`. */
export const day: CellKind<string> = {
  rule: 'date',
  message: 'This is no day of the calendar. Write it as DD-MM-YYYY.',
  parse(cell) {
    const [, dd, mm, year] = /^(\d{2})-(\d{2})-(\d{4})$/.exec(cell) ?? []
    if (year === undefined) return undefined
    const iso = `${year}-${mm}-${dd}`
    const date = new Date(`${iso}T00:00:00Z`)
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined
  },
}

/** One of the words of a table; capitals make no difference. */
export function oneOf<T>(table: Readonly<Record<string, T>>): CellKind<T> {
  const words = new Map(Object.entries(table).map(([word, value]) => [word.toLowerCase(), value]))
  return {
    rule: 'code',
    message: 'This is not one of the words that were agreed for this column. Use one of those.',
    parse: (cell) => words.get(cell.toLowerCase()),
  }
}

/** So many characters at most. */
export function upTo(most: number): CellKind<string> {
  return {
    rule: 'length',
    message: 'The cell holds more than is agreed. Write less.',
    parse: (cell) => (cell.length <= most ? cell : undefined),
  }
}

export const bsn: CellKind<Bsn> = {
  rule: 'elfproef',
  message:
    'This is not a BSN: nine digits that pass the eleven-test. Correct it, or leave it empty when it is not known.',
  parse: Bsn.parse,
}
