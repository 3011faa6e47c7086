/**
 * The population register of the sandbox: Haal Centraal BRP Personen 2, and its history (BRP historie bevragen 2), on
 * plain HTTP, from its own PostgreSQL. Two addresses, one method; everything else is refused as the real one refuses it.
 *
 * @module
 */

import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import {
  BRP_SCHEMA,
  BRP_TABLES,
  MOST_RESULTS,
  toBrpRows,
  toHistoryStatement,
  toStatement,
} from './brp-database.ts'
import { pick, pickUnasked } from './brp-fields.ts'
import type { Verblijf } from './brp-history.ts'
import { isAskedAbout, readHistoryQuery } from './brp-history-query.ts'
import { HISTORIE_PATH, invalid, PERSONEN_PATH, type Problem, problem } from './brp-problem.ts'
import { readQuery } from './brp-query.ts'
import { type Families, fillSchema } from './postgres-load.ts'

export interface ServeBrpOptions {
  readonly databaseUrl: string
  /** 0 for a free one. */
  readonly port: number
  readonly host: string
  /** When given, a request must carry it as `x-api-key`. */
  readonly apiKey?: string | undefined
}

export interface LoadBrpOptions {
  readonly databaseUrl: string
  readonly families: Families
  /** How many persons so far. */
  readonly onProgress?: ((persons: number) => void) | undefined
}

const MOST_BYTES = 1_000_000
const ACCEPTED = [
  '',
  '*/*',
  '*/*;charset=utf-8',
  'application/json',
  'application/json;charset=utf-8',
]
const UNDERSTOOD = ['', 'application/json', 'application/json;charset=utf-8']

/** Makes the register anew. Answers how many persons are in it. */
export function loadBrp({ databaseUrl, families, onProgress }: LoadBrpOptions): Promise<number> {
  return fillSchema({
    databaseUrl,
    schema: BRP_SCHEMA,
    about: 'Basisregistratie personen van de zandbak.',
    tables: BRP_TABLES,
    families,
    view: toBrpRows,
    counted: 'persoon',
    onProgress,
  })
}

/**
 * Addresses as the OpenAPIs call the server: questions go to `/personen` of the one, to `/verblijfplaatshistorie` of the
 * other.
 */
export async function serveBrp({
  databaseUrl,
  port,
  host,
  apiKey,
}: ServeBrpOptions): Promise<{ url: string; historyUrl: string; close: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 })
  // An idle connection that breaks is replaced at the next question.
  pool.on('error', () => {})

  const server = createServer((request, response) => {
    answer(pool, apiKey, request).then(
      (body) => send(response, 200, 'application/json; charset=utf-8', body),
      (refusal: unknown) => {
        const { shown } =
          refusal instanceof Refusal
            ? refusal
            : new Refusal(problem('unavailable', pathOf(request) ?? PERSONEN_PATH))
        if (shown.status === 405) response.setHeader('allow', 'POST')
        if (shown.status === 401) response.setHeader('www-authenticate', 'ApiKey')
        send(response, shown.status, 'application/problem+json', shown)
      },
    )
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  const urlOf = (path: string) =>
    `http://${host}:${address.port}${path.slice(0, path.lastIndexOf('/'))}`

  return {
    url: urlOf(PERSONEN_PATH),
    historyUrl: urlOf(HISTORIE_PATH),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await pool.end()
    },
  }
}

class Refusal extends Error {
  readonly shown: Problem

  constructor(shown: Problem) {
    super(shown.title)
    this.shown = shown
  }
}

async function answer(
  pool: pg.Pool,
  apiKey: string | undefined,
  request: IncomingMessage,
): Promise<object> {
  const { headers, method } = request
  const path = pathOf(request)
  if (apiKey !== undefined && !isSame(String(headers['x-api-key'] ?? ''), apiKey))
    throw new Refusal(problem('unauthenticated', path))
  if (path === undefined) throw new Refusal(problem('notFound'))
  if (method !== 'POST') throw new Refusal(problem('methodNotAllowed', path))
  if (!ACCEPTED.includes(bare(headers.accept))) throw new Refusal(problem('notAcceptable', path))
  if (!UNDERSTOOD.includes(bare(headers['content-type'])))
    throw new Refusal(problem('unsupportedMediaType', path))
  const body = await readObject(request, path)
  return path === PERSONEN_PATH ? answerPersons(pool, body) : answerHistory(pool, body)
}

function pathOf({ url = '' }: IncomingMessage): string | undefined {
  return [PERSONEN_PATH, HISTORIE_PATH].find((path) => path === url.split('?')[0])
}

async function answerPersons(pool: pg.Pool, body: Record<string, unknown>): Promise<object> {
  const query = readQuery(body)
  if (!('type' in query)) throw new Refusal(invalid(query))

  const { rows } = await pool.query<{ persoon: Record<string, unknown> }>(toStatement(query))
  if (query.type !== 'RaadpleegMetBurgerservicenummer' && rows.length > MOST_RESULTS)
    throw new Refusal(problem('tooManyResults'))
  return { type: query.type, personen: rows.map(({ persoon }) => pick(persoon, query.selection)) }
}

async function answerHistory(pool: pg.Pool, body: Record<string, unknown>): Promise<object> {
  const query = readHistoryQuery(body)
  if (!('from' in query)) throw new Refusal(invalid(query, HISTORIE_PATH))

  const { rows } = await pool.query<{ persoon: object; verblijfplaatsen: readonly Verblijf[] }>(
    toHistoryStatement(query.burgerservicenummer),
  )
  const [found] = rows
  if (found === undefined) throw new Refusal(problem('notFound', HISTORIE_PATH))
  return {
    verblijfplaatsen: found.verblijfplaatsen.filter((stay) => isAskedAbout(stay, query)),
    ...pickUnasked(found.persoon),
  }
}

async function readObject(
  request: IncomingMessage,
  path: string,
): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new Refusal(problem('malformed', path))
    chunks.push(chunk)
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>
  } catch {
    // Said below, without a word of what was sent.
  }
  throw new Refusal(problem('malformed', path))
}

function send(response: ServerResponse, status: number, type: string, body: object): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function bare(header: string | undefined): string {
  return (header ?? '').toLowerCase().replaceAll(/\s/g, '')
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
