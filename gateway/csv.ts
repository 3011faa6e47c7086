/**
 * An answer as CSV (RFC 4180), for who goes on in a spreadsheet: `Accept: text/csv`.
 *
 * A CSV has no place for an error, and an empty cell would pass for nothing: so an answer with an error in it is refused
 * whole. What a spreadsheet would take for a formula is told as text.
 *
 * @module
 */

import type { ServerResponse } from 'node:http'
import { stringify } from 'csv-stringify/sync'
import { SAFE, sendJson } from '../schema/http.ts'
import type { Place } from './csv-table.ts'

export interface CsvAsked {
  readonly decimal: '.' | ','
}

/** `Accept: text/csv`, or `text/csv; decimal=comma`; undefined for whoever asks for something else. */
export function csvAsked(accept: string | undefined): CsvAsked | undefined {
  const [type = '', ...parameters] = (accept ?? '').toLowerCase().split(/\s*[;,]\s*/)
  if (type.trim() !== 'text/csv') return undefined
  return { decimal: parameters.includes('decimal=comma') ? ',' : '.' }
}

interface Answer {
  readonly status: number
  /** JSON, as for who did not ask for CSV. */
  readonly text: string
}

export function sendCsv(
  response: ServerResponse,
  { status, text }: Answer,
  table: Place | undefined,
  asked: CsvAsked,
): void {
  const { data, errors } = JSON.parse(text) as { data?: object | null; errors?: unknown[] }
  if (errors || !data || !table) {
    sendJson(response, status < 400 ? 422 : status, { errors })
    return
  }
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    ...SAFE,
  })
  response.end(toCsv(Object.values(data)[0], table, asked))
}

export function toCsv(value: unknown, table: Place, { decimal }: CsvAsked): string {
  const rows =
    table.isList && Array.isArray(value) && value.length === 0 ? [] : rowsOf(value, table)
  return stringify([namesOf(table), ...rows], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      boolean: String,
      number: (number) => String(number).replace('.', decimal),
    },
  })
}

/** `jgz.growth.weightGrams`; of a list of leaves alone it is the list's own. */
function namesOf({ below }: Place): readonly string[] {
  return [...below].flatMap(([name, place]) =>
    place.below.size === 0 ? [name] : namesOf(place).map((rest) => `${name}.${rest}`),
  )
}

/** What has a list below it is told once for each element; and once where that is empty. */
function rowsOf(value: unknown, place: Place): readonly (readonly unknown[])[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((one) => rowsOf(one, place))
  if (place.below.size === 0) return [[Array.isArray(value) ? null : value]]
  const object = (Array.isArray(value) ? undefined : value) as Record<string, unknown> | undefined
  let rows: readonly (readonly unknown[])[] = [[]]
  for (const [name, one] of place.below) {
    const own = rowsOf(object?.[name] ?? null, one)
    rows = rows.flatMap((row) => own.map((cells) => [...row, ...cells]))
  }
  return rows
}
