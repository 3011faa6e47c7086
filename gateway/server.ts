/**
 * The one endpoint: tokens in, answers out.
 *
 * Apollo Server reads, validates and shapes, except what it has read before; what it executes with is our engine.
 * Whatever goes wrong leaves as a code of `schema/errors.ts` or one of GraphQL's own, with a constant message.
 *
 * @module
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { HeaderMap } from '@apollo/server'
import type { Accounting } from '../privacy/accounting.ts'
import { AUDIENCE_OF, type Audience } from '../privacy/audiences.ts'
import { openLedger } from '../privacy/ledger.ts'
import { type NoteStranger, openStrangers } from '../privacy/noted.ts'
import type { VerifyToken } from '../privacy/token.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { openDeadline } from '../schema/deadline.ts'
import { againAfter, type ErrorCode, GraphError } from '../schema/errors.ts'
import { type Listening, listen, readBody, SAFE, sendJson } from '../schema/http.ts'
import { openAdmission } from './admission.ts'
import { tableAsked } from './csv-table.ts'
import { type Edition, type EditionOptions, openEdition } from './edition.ts'
import { type Explorer, serveExplorer } from './explorer.ts'
import { MOST_CHARACTERS } from './limits.ts'
import { type Load, readyUnless, shed, watchLoad } from './load.ts'
import { presentError } from './present-error.ts'
import { type Readiness, STOPPING, sendReadiness } from './readiness.ts'
import type { HttpAnswer } from './shortcut.ts'
import { checkNumbersOnly, formatAsked, sendTable } from './table-format.ts'
import { readTableAddress, TABLES } from './tables.ts'
import { documentIdOf, type TrustedDocuments } from './trusted-documents.ts'
import { watch } from './watch.ts'

export interface GatewayOptions extends EditionOptions {
  readonly supergraph: string
  readonly verifyToken: VerifyToken
  /** In which everything is written down. */
  readonly accounting: Accounting
  readonly deadlineMs: number
  readonly port: number
  readonly host: string
  readonly explorer: Explorer
  readonly documents: TrustedDocuments
  /** Whose own queries are taken, beside the documents that are known. */
  readonly adHoc: readonly Audience[]
  readonly readiness: Readiness
  /** Further behind with its work it refuses what comes. Default: 1 s. */
  readonly mostLagMs?: number
  /** After it is asked to close it goes on so long, not ready. Default: 0. */
  readonly lameDuckMs?: number
  /** So long may what is under way then still take. Default: 5 s. */
  readonly stopMs?: number
}

export interface Gateway extends Listening {
  /**
   * Answers with another supergraph from now on. Rejects, and goes on with the one that it has, where that cannot be
   * served.
   */
  reload(supergraph: string): Promise<void>
}

const MOST_BYTES = 256 * 1024
const UP = { status: 'up' }

/** For what was cut short to be told. */
const LAST_WORDS_MS = 1_000

export async function serveGateway(options: GatewayOptions): Promise<Gateway> {
  const { mostLagMs = 1_000, lameDuckMs = 0, stopMs = 5_000 } = options
  const cut = new AbortController()
  const admit = openAdmission()
  let edition = await openEdition(options.supergraph, admit, options)
  const load = watchLoad(mostLagMs)
  let readiness = readyUnless(load, options.readiness)

  const noteStranger = openStrangers(options.accounting, 'gateway')
  const listening = await listen(
    (request, response) =>
      answer(request, response, edition, {
        ...{ ...options, readiness, noteStranger, load, cut: cut.signal },
      }),
    options.port,
    options.host,
  ).catch(async (error: unknown) => {
    load.close()
    await edition.retire()
    throw error
  })
  return {
    ...listening,
    async reload(supergraph) {
      const before = edition
      edition = await openEdition(supergraph, admit, options)
      await before.retire()
    },
    async close() {
      readiness = STOPPING
      listening.letGo()
      await sleep(lameDuckMs)
      const late = setTimeout(() => cut.abort(), stopMs)
      await listening.close(stopMs + LAST_WORDS_MS)
      clearTimeout(late)
      load.close()
      await edition.retire()
    },
  }
}

interface AnswerOptions extends GatewayOptions {
  readonly noteStranger: NoteStranger
  readonly load: Load
  /** Aborts when there is no time left for anybody. */
  readonly cut: AbortSignal
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  edition: Edition,
  options: AnswerOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://gateway')
  const { pathname, search } = url
  if (pathname === '/health' || pathname === '/healthz') return sendJson(response, 200, UP)
  if (pathname === '/readyz') return sendReadiness(response, await options.readiness())
  const isTable = pathname.startsWith(TABLES)
  if (pathname !== '/graphql' && !isTable) {
    return serveExplorer(pathname, request, response, options.explorer)
  }
  const method = isTable ? 'GET' : 'POST'
  if (request.method !== method) return refuse(response, 405, `${method} this address.`)
  if (options.load.isTooHigh()) return shed(response)
  options.load.enter(response)
  const body = isTable ? '{}' : await readBody(request, MOST_BYTES)
  if (body === undefined) return refuse(response, 413, 'The query is larger than the graph takes.')
  const json = parseJson(body)
  if (json === undefined) return refuse(response, 400, 'The body is not JSON.')

  const { traceId, spanId, within, told } = watch(request, response)
  const signal = signalOf(response, options)
  const { authorization } = request.headers
  const asked = {
    traceId,
    parentSpanId: spanId,
    accessPoint: request.socket.remoteAddress,
    endsAt: performance.now() + options.deadlineMs,
  }
  let viewer: Viewer | undefined
  try {
    const headers = headersOf(request)
    viewer = await options.verifyToken(authorization, headers.get('kindlijn-purpose'))
    const client = { ...asked, viewer, signal, ledger: openLedger(options.accounting), told }
    const audience = AUDIENCE_OF[viewer.role]
    Object.assign(told, { audience, purpose: viewer.purpose })
    const address = isTable ? readTableAddress(url, options.explorer.questions) : undefined
    const format = formatAsked(address?.accept ?? headers.get('accept'))
    if (isTable || format?.format.numbersOnly) checkNumbersOnly(viewer)
    const { body: known, operation } = withDocument(address?.body ?? json, audience, options)
    told.operation = operation
    const table = format && tableAsked(edition.schemaFor(audience), known)
    if (isTable) headers.set('content-type', 'application/json')
    if (isTable || format) headers.set('accept', 'application/json')
    const result = await within(() =>
      edition.use(audience, (server) =>
        server.answer({ headers, search: isTable ? '' : search, body: known }, client),
      ),
    )
    const again = againAfter(told.codes)
    if (again !== undefined) response.setHeader('retry-after', String(again))
    if (format) return await sendTable(response, result, table, format)
    send(response, result)
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    const { code, message, extensions } = error
    told.codes = [code]
    await options.noteStranger(viewer ? 'refused' : 'login-refused', code, { ...asked, viewer })
    sendJson(response, STATUS[code] ?? 403, { errors: [presentError({ message, extensions })] })
  }
}

/** They say it to the client's HTTP library, too. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  DOCUMENT_UNKNOWN: 400,
  CSV_NOT_ONE_LIST: 400,
  QUERY_TOO_LARGE: 400,
}

const OTHER = 'other'

/** A document may be sent by its name. Of an audience whose own queries are not taken, every one has to be known. */
function withDocument(
  body: unknown,
  audience: Audience,
  { documents, adHoc }: GatewayOptions,
): { readonly body: unknown; readonly operation: string } {
  const own = { body, operation: OTHER }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return own
  const { documentId, query, ...rest } = body as Readonly<Record<string, unknown>>
  if (typeof query === 'string' && query.length > MOST_CHARACTERS) {
    throw new GraphError('QUERY_TOO_LARGE')
  }
  if (documentId === undefined && (adHoc.includes(audience) || typeof query !== 'string')) {
    return own
  }
  const id = documentId ?? documentIdOf(String(query))
  const known = typeof id === 'string' ? documents.find(audience, id) : undefined
  if (known === undefined) throw new GraphError('DOCUMENT_UNKNOWN')
  return { body: { ...rest, query: known.text }, operation: known.name }
}

/** Aborts when the client is gone, when there is no time left for it, or for anybody. */
function signalOf(response: ServerResponse, { cut, deadlineMs }: AnswerOptions): AbortSignal {
  const gone = new AbortController()
  const leave = () => gone.abort()
  const { signal, end } = openDeadline(gone.signal, deadlineMs)
  cut.addEventListener('abort', leave, { once: true })
  if (cut.aborted) leave()
  response.on('close', () => {
    if (!response.writableFinished) leave()
    cut.removeEventListener('abort', leave)
    end()
  })
  return signal
}

function send(response: ServerResponse, { status, headers, text }: HttpAnswer): void {
  const lengths = text.map((piece) => Buffer.byteLength(piece))
  const length = lengths.reduce((sum, one) => sum + one, 0)
  response.writeHead(status, { ...Object.fromEntries(headers), ...SAFE, 'content-length': length })
  response.cork()
  // What is ASCII is written as it is in memory.
  for (const [i, piece] of text.entries()) {
    response.write(piece, lengths[i] === piece.length ? 'latin1' : 'utf8')
  }
  response.end()
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
}
