/**
 * JSON over HTTP to one registry.
 *
 * Every question is a read, also those by POST (which keep values out of URLs and so out of logs), and
 * may therefore be asked twice. A registry that is busy says when to come back; we do then, where the
 * deadline allows it. What the registry sends is bounded before it is parsed, and none of its
 * text reaches an error: an error is a code, and its cause says status or code only, and the code of the
 * problem where the registry names one in a word.
 *
 * @module
 */
import { pipeline } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { type Dispatcher, errors, Pool } from 'undici'
import { spanned, type Tell } from '../privacy/spans.ts'
import { openDeadline } from '../schema/deadline.ts'
import { GraphError } from '../schema/errors.ts'
import { checkHost, guardedLookup, type Network } from './egress.ts'
import { CONNECT_MS, openGate, QUEUE, type SourceLimits } from './gate.ts'
import { openRetryBudget, type RetryBudget, type SourceHealth, twice } from './source.ts'

export interface RestOptions {
  /** The slug of the registry, for errors. */
  readonly registry: string
  /** Where its paths begin. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** How near it may be. Default: on this machine. */
  readonly network?: Network | undefined
  /** For a whole question, the second try included. */
  readonly timeoutMs: number
  /** Of one answer, unpacked. Default: 16 MiB. */
  readonly maxBytes?: number
  /** Default: 16 questions side by side, each on a connection of its own. */
  readonly limits?: SourceLimits | undefined
}

export interface Rest {
  get(path: string, signal: AbortSignal): Promise<unknown>
  post(path: string, body: unknown, signal: AbortSignal): Promise<unknown>
  postForm(path: string, form: URLSearchParams, signal: AbortSignal): Promise<unknown>
  /** A link that the registry gave. Refused when it leads to another origin. */
  follow(link: string, signal: AbortSignal): Promise<unknown>
  health(): SourceHealth
  close(): Promise<void>
}

type Body = { readonly type: string; readonly text: string }

const MiB = 1024 * 1024
/** Of a refusal: enough to use the connection again, and to read which it is. */
const MOST_OF_REFUSAL = 65_536
/** A word, and so nothing about a person. */
const PROBLEM = /^[A-Za-z]{1,40}$/
/** What may be over in a moment. */
const PASSING: ReadonlySet<unknown> = new Set([
  ...[502, 503, 504],
  ...['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'],
])
const TIMEOUTS: ReadonlySet<unknown> = new Set([
  ...['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
])

export function openRest(options: RestOptions): Rest {
  const { registry, timeoutMs, headers = {}, maxBytes = 16 * MiB } = options
  const { network = 'this-machine', limits = {} } = options
  const { connect = CONNECT_MS, concurrency = 16, queue = QUEUE } = limits
  const base = new URL(options.url)
  checkHost(network, base.hostname)
  const root = base.pathname.replace(/\/$/, '')
  const pool = new Pool(base.origin, {
    connections: concurrency,
    connect: { timeout: Math.min(connect, timeoutMs), lookup: guardedLookup(network) },
  })
  const gate = openGate(registry, { ...limits, concurrency, queue }, timeoutMs)
  const budget = openRetryBudget()

  return {
    get: (path, signal) => ask('GET', root + path, undefined, signal),
    post: (path, body, signal) =>
      ask('POST', root + path, { type: 'application/json', text: JSON.stringify(body) }, signal),
    postForm: (path, form, signal) =>
      ask(
        'POST',
        root + path,
        { type: 'application/x-www-form-urlencoded', text: form.toString() },
        signal,
      ),
    async follow(link, signal) {
      const url = URL.parse(link, `${base.origin}${root}/`)
      if (url?.origin !== base.origin) throw malformed('a link to elsewhere')
      return ask('GET', url.pathname + url.search, undefined, signal)
    },
    health: () => gate.health(),
    close: () => pool.close(),
  }

  function ask(
    method: Dispatcher.HttpMethod,
    path: string,
    body: Body | undefined,
    outer: AbortSignal,
  ): Promise<unknown> {
    const deadline = performance.now() + timeoutMs
    const { signal, end } = openDeadline(outer, timeoutMs)
    let asked = 0
    const once = () => {
      asked += 1
      const told = { 'kindlijn.registry': registry, 'http.request.method': method }
      return spanned('http', registry, told, (tell) => askOnce(method, path, body, signal, tell))
    }
    const comeBack = (error: unknown) => {
      if (asked > 1) throw error
      return askLater(error, once, deadline - performance.now(), signal, budget)
    }
    return gate
      .run(() => twice(once, isPassing, signal, budget).catch(comeBack), signal)
      .finally(end)
  }

  async function askOnce(
    method: Dispatcher.HttpMethod,
    path: string,
    body: Body | undefined,
    signal: AbortSignal,
    tell: Tell,
  ): Promise<unknown> {
    try {
      const answer = await pool.request({
        method,
        path,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          ...headers,
          ...(body ? { 'content-type': body.type } : {}),
        },
        body: body?.text ?? null,
        signal,
      })
      tell({ 'http.response.status_code': answer.statusCode })
      return await readAnswer(answer)
    } catch (error) {
      if (error instanceof GraphError) throw error
      throw toGraphError(error, signal)
    }
  }

  async function readAnswer(answer: Dispatcher.ResponseData): Promise<unknown> {
    const { statusCode, headers } = answer
    // Whoever reads it is told; without this, dropping it unread would end the process.
    answer.body.on('error', () => undefined)
    if (statusCode !== 200) {
      const problem = await readProblem(answer)
      throw failed(statusCode, headers['retry-after'], problem)
    }
    if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(String(headers['content-type'] ?? ''))) {
      answer.body.destroy()
      throw malformed('not JSON by its content type')
    }
    return parse(await readText(answer))
  }

  /** The `code` of a refusal in JSON. It is read away, so that the connection can be used again. */
  async function readProblem({ statusCode, body }: Dispatcher.ResponseData) {
    if (statusCode < 400 || statusCode > 499)
      return void (await body.dump({ limit: MOST_OF_REFUSAL }))
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of body) {
      length += chunk.length
      // Leaving it drops the rest, and the connection with it.
      if (length > MOST_OF_REFUSAL) return undefined
      chunks.push(chunk)
    }
    try {
      const { code } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
      return typeof code === 'string' && PROBLEM.test(code) ? code : undefined
    } catch {
      return undefined
    }
  }

  async function readText({ headers, body }: Dispatcher.ResponseData): Promise<string> {
    const encoding = headers['content-encoding'] ?? 'identity'
    if (encoding !== 'identity' && encoding !== 'gzip') {
      body.destroy()
      throw malformed('packed in a way that was not asked for')
    }
    const stream = encoding === 'gzip' ? pipeline(body, createGunzip(), () => undefined) : body
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of stream) {
      length += chunk.length
      if (length > maxBytes) {
        body.destroy()
        throw new GraphError('REGISTRY_TOO_LARGE', { registry, cause: new Error('too many bytes') })
      }
      chunks.push(chunk)
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    } catch {
      throw malformed('not UTF-8')
    }
  }

  function parse(text: string): unknown {
    try {
      // A key `__proto__` is dropped, however it is written. A key that is there twice counts once.
      const suspect = text.includes('__proto__') || /\\u005f/i.test(text)
      return JSON.parse(text, suspect ? dropProto : undefined)
    } catch {
      // The parser's own error quotes the text.
      throw malformed('not JSON')
    }
  }

  function malformed(why: string): GraphError {
    return new GraphError('REGISTRY_MALFORMED', { registry, cause: new Error(why) })
  }

  function failed(
    status: number,
    later: string | readonly string[] | undefined,
    problem: string | undefined,
  ): GraphError {
    const cause = Object.assign(new Error(`HTTP ${status}`), {
      // Who says when to come back is not asked again before.
      code: later === undefined ? status : undefined,
      status,
      problem,
      waitMs: later === undefined ? undefined : waitIn(String(later)),
    })
    return new GraphError(codeOf(status), { registry, cause })
  }

  function toGraphError(error: unknown, signal: AbortSignal): GraphError {
    const code = (error as { code?: unknown } | null)?.code
    const cause = Object.assign(new Error(String(code ?? 'connection failed')), { code })
    if (signal.aborted || TIMEOUTS.has(code)) {
      return new GraphError('REGISTRY_TIMEOUT', { registry, cause })
    }
    if (error instanceof errors.HTTPParserError || String(code).startsWith('Z_')) {
      return new GraphError('REGISTRY_MALFORMED', { registry, cause })
    }
    return new GraphError('REGISTRY_UNAVAILABLE', { registry, cause })
  }
}

function codeOf(status: number) {
  if (status === 429 || status === 503) return 'REGISTRY_BUSY'
  if (status >= 500) return 'REGISTRY_UNAVAILABLE'
  if (status >= 400) return 'REGISTRY_REFUSED'
  // A redirect is not followed: it would carry a person's data to where no agreement leads.
  return 'REGISTRY_MALFORMED'
}

/** `Retry-After` of a busy registry, once, and only when it is over before the deadline. */
async function askLater<T>(
  error: unknown,
  work: () => Promise<T>,
  leftMs: number,
  signal: AbortSignal,
  budget: RetryBudget,
): Promise<T> {
  const waitMs = error instanceof GraphError ? waitOf(error) : undefined
  if (waitMs === undefined || waitMs >= leftMs || !budget.spend()) throw error
  const waited = await sleep(waitMs, true, { signal }).catch(() => false)
  if (!waited) throw error
  return work()
}

function waitOf({ code, cause }: GraphError): number | undefined {
  if (code !== 'REGISTRY_BUSY') return undefined
  return (cause as { waitMs?: number | undefined } | undefined)?.waitMs
}

/** In seconds, or until a moment. */
function waitIn(text: string): number | undefined {
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

function isPassing(error: unknown): boolean {
  const cause = error instanceof GraphError ? error.cause : undefined
  return cause instanceof Error && PASSING.has((cause as Error & { code?: unknown }).code)
}

function dropProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}
