/**
 * The birth care registry of Waterdam: a FHIR STU3 server that one can read and search, and nothing
 * else. It is strict where many servers are lenient, so that a mistake of a client shows.
 *
 * @module
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { toCapabilities } from './fhir-capabilities.ts'
import { type Cursor, type Cursors, openCursors } from './fhir-cursors.ts'
import { findLoadedBirthCare, IN_DUTCH_TIME } from './fhir-index.ts'
import { PARAMETERS } from './fhir-parameters.ts'
import { hasBsn, readSearch } from './fhir-query.ts'
import { Refusal, toOutcome } from './fhir-refusal.ts'
import { findBody, search } from './fhir-search.ts'

export interface ServeOptions {
  /** Where `loadBirthCare` put the population. */
  readonly databaseUrl: string
  /** 0 takes a free one. */
  readonly port: number
  readonly host: string
}

export interface BirthCareServer {
  readonly url: string
  close(): Promise<void>
}

interface Registry {
  readonly database: pg.Pool
  readonly cursors: Cursors
}

const MAX_BODY_BYTES = 1_000_000

export async function serveBirthCare(options: ServeOptions): Promise<BirthCareServer> {
  const { databaseUrl, port, host } = options
  const database = new pg.Pool({ connectionString: databaseUrl, max: 8, ...IN_DUTCH_TIME })
  // An idle connection that breaks is replaced at the next query; without a listener it would be thrown.
  database.on('error', () => {})
  const registry = { database, cursors: openCursors() }
  const server = createServer((request, response) => {
    answer(registry, request).then(
      (body) => send(response, 200, body),
      (error) => {
        const refusal = toRefusal(error)
        send(response, refusal.status, JSON.stringify(toOutcome(refusal)))
      },
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await database.end()
    },
  }
}

async function answer(registry: Registry, request: IncomingMessage): Promise<string> {
  const { method, headers } = request
  const url = new URL(request.url ?? '/', 'http://registry')
  const [type = '', id, ...rest] = url.pathname.split('/').slice(1)
  if (method === 'GET' && url.pathname === '/metadata') return JSON.stringify(toCapabilities())
  if (!PARAMETERS.has(type)) throw new Refusal(404, 'not-found', 'No such type of resource.')
  if (rest.length > 0) throw new Refusal(404, 'not-found', 'No such interaction.')
  if ((await findLoadedBirthCare(registry.database)) === undefined) {
    throw new Refusal(503, 'transient', 'The registry is not loaded.')
  }

  const base = `http://${headers.host ?? 'localhost'}/${type}`
  if (method === 'POST' && id === '_search') {
    const asked = readSearch(type, await readForm(request, url.searchParams))
    return toBundle(registry, { search: asked, after: 0 }, base, `${base}/_search`)
  }
  if (method !== 'GET')
    throw new Refusal(405, 'not-supported', 'Only read and search are supported.')
  if (id === undefined || id === '') {
    return toBundle(registry, readCursor(registry, type, url.searchParams), base, base + url.search)
  }
  const body = await findBody(registry.database, type, id)
  if (body === undefined) throw new Refusal(404, 'not-found', 'No such resource.')
  return body
}

function readCursor({ cursors }: Registry, type: string, asked: URLSearchParams): Cursor {
  const name = asked.get('_cursor')
  if (name === null) {
    const search = readSearch(type, asked)
    if (hasBsn(search)) {
      throw new Refusal(400, 'security', 'A BSN does not belong in a URL: use POST and _search.')
    }
    return { search, after: 0 }
  }
  if (asked.size > 1) throw new Refusal(400, 'invalid', 'A link to a page must be used as it is.')
  const cursor = cursors.find(name)
  if (cursor?.search.type !== type) {
    throw new Refusal(410, 'expired', 'This page is no longer kept: search again.')
  }
  return cursor
}

async function readForm(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') {
    throw new Refusal(415, 'not-supported', 'A search must be application/x-www-form-urlencoded.')
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // Read to the end even so: a client that is still sending would not hear why it is refused.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk)
  }
  if (size > MAX_BODY_BYTES) throw new Refusal(413, 'too-costly', 'The search is too long.')
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  return new URLSearchParams([...query, ...form])
}

/** Written by hand: the bodies are JSON already. */
async function toBundle(
  { database, cursors }: Registry,
  { search: asked, after }: Cursor,
  base: string,
  self: string,
): Promise<string> {
  const { found, next } = await search(database, asked, after)
  const origin = new URL(base).origin
  const links = [{ relation: 'self', url: self }]
  if (next !== null) {
    const name = cursors.keep({ search: asked, after: next })
    links.push({ relation: 'next', url: `${base}?_cursor=${name}` })
  }
  const entries = found.map(
    ({ key, body, mode }) =>
      `{"fullUrl":"${origin}/${key}","resource":${body},"search":{"mode":"${mode}"}}`,
  )
  const entry = entries.length === 0 ? '' : `,"entry":[${entries.join(',')}]`
  return `{"resourceType":"Bundle","type":"searchset","link":${JSON.stringify(links)}${entry}}`
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal(500, 'exception', 'The registry could not answer.')
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'application/fhir+json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(body)
}
