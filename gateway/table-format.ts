/**
 * An answer that is one table, in the format that `Accept` asks for.
 *
 * None of these has a place for an error, and an empty cell would pass for nothing: so an answer with an error in it is
 * refused whole.
 *
 * @module
 */

import type { ServerResponse } from 'node:http'
import { PURPOSES } from '../privacy/policy.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { GraphError } from '../schema/errors.ts'
import { SAFE, sendJson } from '../schema/http.ts'
import { toCsv } from './csv.ts'
import type { Place } from './csv-table.ts'
import { toNdjson } from './ndjson.ts'

interface Format {
  /** Of the answer, and in front of parameters in what is asked. */
  readonly type: string
  /** Of an address. */
  readonly ending: string
  /** Only for purposes that see no person: it is made in a file. */
  readonly numbersOnly?: true
  readonly parameters?: string
  write(value: unknown, table: Place, parameters: readonly string[]): Promise<string | Buffer>
}

const FORMATS: readonly Format[] = [
  {
    type: 'text/csv',
    ending: '.csv',
    parameters: '; charset=utf-8; header=present',
    write: async (value, table, parameters) =>
      toCsv(value, table, { decimal: parameters.includes('decimal=comma') ? ',' : '.' }),
  },
  {
    type: 'application/x-ndjson',
    ending: '.ndjson',
    write: async (value, table) => toNdjson(value, table),
  },
  {
    type: 'application/vnd.apache.parquet',
    ending: '.parquet',
    numbersOnly: true,
    write: async (value, table) => (await import('./parquet.ts')).toParquet(value, table),
  },
]

export interface FormatAsked {
  readonly format: Format
  readonly parameters: readonly string[]
}

/** `text/csv; decimal=comma`; undefined for whoever asks for JSON, or for nothing of these. */
export function formatAsked(accept: string | undefined): FormatAsked | undefined {
  const [type = '', ...parameters] = (accept ?? '').toLowerCase().split(/\s*[;,]\s*/)
  const format = FORMATS.find((one) => one.type === type.trim())
  return format && { format, parameters }
}

/** What an address that ends so asks for. */
export function typeOfEnding(ending: string): string | undefined {
  return FORMATS.find((one) => one.ending === ending)?.type
}

/** Throws NUMBERS_ONLY for a purpose for which persons may be seen. */
export function checkNumbersOnly({ purpose }: Viewer): void {
  if (PURPOSES[purpose].grain !== 'aggregate') throw new GraphError('NUMBERS_ONLY')
}

interface Answer {
  readonly status: number
  readonly headers: Iterable<readonly [string, string]>
  /** JSON, as for who asked for nothing else. */
  readonly text: readonly string[]
}

export async function sendTable(
  response: ServerResponse,
  { status, headers, text }: Answer,
  table: Place | undefined,
  { format, parameters }: FormatAsked,
): Promise<void> {
  const { data, errors } = JSON.parse(text.join('')) as { data?: object | null; errors?: unknown[] }
  if (errors || !data || !table) {
    const again = new Map(headers).get('retry-after')
    if (again !== undefined) response.setHeader('retry-after', again)
    sendJson(response, status < 400 ? noTable(response) : status, { errors })
    return
  }
  const written = await format.write(Object.values(data)[0], table, parameters)
  response.writeHead(200, { 'content-type': `${format.type}${format.parameters ?? ''}`, ...SAFE })
  response.end(written)
}

/** It passes, or it has to be asked otherwise. */
function noTable(response: ServerResponse): number {
  return response.hasHeader('retry-after') ? 503 : 422
}
