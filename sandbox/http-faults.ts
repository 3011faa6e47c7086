/**
 * Faults of a server that speaks HTTP.
 *
 * @module
 */

import { once } from 'node:events'
import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'

export interface Target {
  readonly host: string
  readonly port: number
}

type Json = Record<string, unknown>

const JSON_TYPE = { 'content-type': 'application/json' }
/** What a careless server tells, and nobody may hear of us. */
const TALK = '<html><body>Fout bij 999990019 (Vries): select * from persoon</body></html>'

export function answerFailing(request: IncomingMessage, response: ServerResponse): void {
  send(request, response, 500, { 'content-type': 'text/html' }, TALK)
}

export function answerLater(request: IncomingMessage, response: ServerResponse): void {
  send(request, response, 429, { ...JSON_TYPE, 'retry-after': '120' }, '{}')
}

export function answerRedirect(request: IncomingMessage, response: ServerResponse): void {
  send(request, response, 307, { location: 'http://169.254.169.254/latest/meta-data' }, '')
}

export function answerPage(request: IncomingMessage, response: ServerResponse): void {
  send(request, response, 200, { 'content-type': 'text/html' }, TALK)
}

const BOMB_BYTES = 24 * 1024 * 1024
let bomb: Buffer | undefined

export function answerBomb(request: IncomingMessage, response: ServerResponse): void {
  bomb ??= gzipSync(Buffer.alloc(BOMB_BYTES, ' '))
  send(request, response, 200, { ...JSON_TYPE, 'content-encoding': 'gzip' }, bomb)
}

export async function answerEndless(request: IncomingMessage, response: ServerResponse) {
  request.resume()
  const closed = once(response, 'close')
  const more = '0,'.repeat(32_768)
  response.writeHead(200, JSON_TYPE).write('[')
  while (!response.closed && !response.destroyed) {
    if (!response.write(more)) await Promise.race([once(response, 'drain'), closed])
  }
}

export async function answerTruncated(
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
) {
  const { status, type, body } = await forward(request, target)
  const half = body.slice(0, Math.floor(body.length / 2))
  send(request, response, status, { 'content-type': type }, half)
}

export const answerDrifted = changing((json) => drift(json) as Json)

function drift(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, drift(inner)]))
}

const AHEAD_MS = 600_000

export const answerSkewed = changing((bundle) => ({
  ...bundle,
  meta: { lastUpdated: new Date(Date.now() + AHEAD_MS).toISOString() },
}))

/** Pages of one record each: what was last of a page is first of the next as well. */
export const answerRepeating = paging((bundle, before) => ({
  ...bundle,
  entry: [...before.slice(-1), ...entriesOf(bundle)],
}))

export const answerShifting = paging((bundle, before) => ({ ...bundle, total: before.length }))

function entriesOf({ entry }: Json): readonly unknown[] {
  return Array.isArray(entry) ? entry : []
}

function paging(change: (bundle: Json, before: readonly unknown[]) => Json) {
  let before: readonly unknown[] = []
  return changing(
    (bundle) => {
      const changed = change(bundle, before)
      before = [...before, ...entriesOf(bundle)].slice(-100)
      return changed
    },
    (form) => form.replace(/_count=\d+/, '_count=1'),
  )
}

function changing(change: (json: Json) => Json, changeQuestion = (body: string) => body) {
  return async (request: IncomingMessage, response: ServerResponse, target: Target) => {
    const { status, type, body } = await forward(request, target, changeQuestion)
    const changed = JSON.stringify(change(JSON.parse(body)))
    send(request, response, status, { 'content-type': type }, changed)
  }
}

async function forward(request: IncomingMessage, target: Target, change = (body: string) => body) {
  const body = change(await text(request))
  const { method, url: path, headers } = request
  const length = { 'content-length': String(Buffer.byteLength(body)) }
  const asked = ask({ ...target, method, path, headers: { ...headers, ...length } }).end(body)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const type = answer.headers['content-type'] ?? ''
  return { status: answer.statusCode ?? 500, type, body: await text(answer) }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): void {
  request.resume()
  response.writeHead(status, headers).end(body)
}
