/**
 * Lists that may have more columns than they must have: who does not send them sends nothing in them.
 *
 * @module
 */

import { type CsvRow, openRows, type ToRecord } from './csv-rows.ts'

type Agreed<C extends string> = Parameters<typeof openRows<C>>[2]

/** As `openRows`. A column that may be there and is not has empty cells. */
export function openRowsWith<R extends string, O extends string>(
  heading: readonly string[],
  required: readonly R[],
  optional: readonly O[],
  agreed?: Agreed<R | O>,
): ToRecord<CsvRow<R | O>> {
  const names = new Set(heading.map((name) => name.trim()))
  const there = optional.filter((column) => names.has(column))
  const toRow = openRows<R | O>(heading, [...required, ...there], agreed)
  const absent = Object.fromEntries(optional.map((column) => [column, '']))
  return (line, cells) => {
    const row = toRow(line, cells)
    return { line, cells: { ...(absent as Record<O, string>), ...row.cells } }
  }
}
