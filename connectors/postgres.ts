/**
 * SQL to one registry, or to a delivery store.
 *
 * A statement has a name (PostgreSQL plans it once per connection) and values that never become part of
 * its text. Who hangs up is let go at once, and what the server was doing for them is cancelled there.
 * An error says the SQLSTATE and the name of the statement: PostgreSQL's own message quotes values.
 *
 * @module
 */
import type { Socket } from 'node:net'
import pg from 'pg'
import { spanned } from '../privacy/spans.ts'
import { type ErrorCode, GraphError } from '../schema/errors.ts'
import { guardedSocket, type Network } from './egress.ts'
import { openGate, type SourceLimits } from './gate.ts'
import { openRetryBudget, type SourceHealth, twice } from './source.ts'

export interface PostgresSourceOptions {
  /** The slug of the registry, for errors. */
  readonly registry: string
  readonly url: string
  /** How near it may be. Left out: anywhere, for a database of our own. */
  readonly network?: Network | undefined
  /** Connections at most, and so statements side by side. Default: 8. */
  readonly max?: number
  /** Left out: any number waits for its turn, as in a database of our own. */
  readonly limits?: SourceLimits | undefined
  readonly statementTimeoutMs: number
  /** Default: `true`. The server itself then refuses to write on these connections. */
  readonly readOnly?: boolean
  /** A statement is sent before the one ahead of it was answered. Default: `false`. */
  readonly pipelined?: boolean
}

/** Values are passed beside the text: `$1`, and `= ANY($1)` for a list. */
export interface Statement {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
}

/** One connection, inside a transaction. */
export interface PostgresClient {
  rows<T>(statement: Statement): Promise<readonly T[]>
}

export interface PostgresSource {
  /** Dates without a time come as text, whole numbers of 8 bytes and decimals too. */
  rows<T>(statement: Statement, signal: AbortSignal): Promise<readonly T[]>
  /** Rolled back when the work throws, or when the signal ends. */
  transaction<T>(work: (client: PostgresClient) => Promise<T>, signal: AbortSignal): Promise<T>
  health(): SourceHealth
  close(): Promise<void>
}

const OWN_CONNECT_MS = 5_000
const GRACE_MS = 1_000

export function openPostgres(options: PostgresSourceOptions): PostgresSource {
  const { registry, url, network, statementTimeoutMs, readOnly = true, limits = {} } = options
  const { pipelined: pipeline = false } = options
  const { connect = OWN_CONNECT_MS, concurrency: max = options.max ?? 8 } = limits
  const settings = {
    connectionString: url,
    application_name: 'kindlijn',
    connectionTimeoutMillis: Math.min(connect, statementTimeoutMs),
    // The server ends a statement by itself; this is for one of which nothing is heard any more.
    query_timeout: statementTimeoutMs + GRACE_MS,
    types: { getTypeParser },
    ...(network && { stream: () => guardedSocket(network) }),
  }
  const pool = new pg.Pool({
    ...settings,
    max,
    pipeline,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: Math.max(60_000, statementTimeoutMs),
    keepAlive: true,
    options: `-c default_transaction_read_only=${readOnly ? 'on' : 'off'}`,
  })
  // Apart from the pool: when it is full, that is when a cancel is needed most.
  const cancels = new pg.Pool({ ...settings, max: 1, idleTimeoutMillis: 1000 })
  // A connection that dies while nobody uses it is the pool's business.
  for (const one of [pool, cancels]) one.on('error', () => undefined)
  const gate = openGate(registry, { ...limits, concurrency: max }, statementTimeoutMs)
  const budget = openRetryBudget()

  return {
    rows: <T>(statement: Statement, signal: AbortSignal) => {
      const once = () => borrow(signal, (client) => query<T>(client, statement))
      return gate.run(() => (readOnly ? twice(once, isPassing, signal, budget) : once()), signal)
    },
    transaction: (work, signal) =>
      gate.run(() => borrow(signal, (client) => within(client, work, signal)), signal),
    health: () => gate.health(),
    async close() {
      await pool.end()
      await cancels.end()
    },
  }

  /** Lends a connection until the work is done; the caller is let go when the signal ends. */
  function borrow<T>(signal: AbortSignal, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const hungUp = () => reject(error('REGISTRY_TIMEOUT', 'the caller hung up'))
      if (signal.aborted) return hungUp()
      signal.addEventListener('abort', hungUp, { once: true })
      lend()
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', hungUp))
    })

    async function lend(): Promise<T> {
      const client = await pool.connect().catch((cause: unknown) => {
        throw toGraphError(cause, 'connect')
      })
      if (signal.aborted) {
        client.release()
        throw error('REGISTRY_TIMEOUT', 'the caller hung up')
      }
      // Given back only after the cancel has come back, or it could hit somebody else's statement.
      let cancelled: Promise<boolean> | undefined
      const cancel = () => {
        cancelled = cancelOn(client)
      }
      signal.addEventListener('abort', cancel, { once: true })
      let broken = false
      const onError = () => {
        broken = true
      }
      client.on('error', onError)
      try {
        return await work(client)
      } catch (cause) {
        broken ||= isLost(cause)
        throw cause
      } finally {
        signal.removeEventListener('abort', cancel)
        const clean = (await cancelled) ?? true
        client.removeListener('error', onError)
        client.release(broken || !clean)
      }
    }
  }

  /** Whether the server took it; else the connection is not fit to be used again. */
  async function cancelOn(client: pg.PoolClient): Promise<boolean> {
    const { processID } = client as pg.PoolClient & { processID: number }
    const done = await cancels.query('select pg_cancel_backend($1)', [processID]).then(
      () => true,
      () => false,
    )
    // Without an answer from the server the socket would keep the work, and `close`, waiting.
    if (!done) hangUp(client)
    return done
  }

  async function within<T>(
    client: pg.PoolClient,
    work: (client: PostgresClient) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    await query(client, { name: '', text: 'begin', values: [] })
    try {
      const result = await work({
        rows: (statement) => {
          if (signal.aborted) throw error('REGISTRY_TIMEOUT', 'the caller hung up')
          return query(client, statement)
        },
      })
      if (signal.aborted) throw error('REGISTRY_TIMEOUT', 'the caller hung up')
      await query(client, { name: '', text: 'commit', values: [] })
      return result
    } catch (cause) {
      await client.query('rollback').catch(() => undefined)
      throw cause
    }
  }

  function query<T>(client: pg.PoolClient, statement: Statement): Promise<readonly T[]> {
    const told = { 'db.system.name': 'postgresql', 'db.query.summary': statement.name }
    return spanned('sql', statement.name || 'unnamed', told, () => queryOnce(client, statement))
  }

  async function queryOnce<T>(
    client: pg.PoolClient,
    { name, text, values }: Statement,
  ): Promise<readonly T[]> {
    try {
      const config = { text, values: [...values], ...(name ? { name } : {}) }
      return (await client.query(config)).rows as T[]
    } catch (cause) {
      if (!isSilent(cause)) throw toGraphError(cause, name)
      hangUp(client)
      throw error('REGISTRY_TIMEOUT', 'not a word', name, true)
    }
  }

  function toGraphError(cause: unknown, name: string): GraphError {
    const { code = '', message = '' } = cause as { code?: string; message?: string }
    if (cause instanceof pg.DatabaseError) return error(codeOf(code), `SQLSTATE ${code}`, name)
    if (/timeout/i.test(message)) return error('REGISTRY_TIMEOUT', 'no connection in time', name)
    return error('REGISTRY_UNAVAILABLE', code || 'connection lost', name, true)
  }

  function error(code: ErrorCode, why: string, name = '', lost = false): GraphError {
    const cause = Object.assign(new Error(name ? `${why} in ${name}` : why), { lost })
    return new GraphError(code, { registry, cause })
  }
}

/** SQLSTATE, by its class or whole. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  '08': 'REGISTRY_UNAVAILABLE', // connection
  '22': 'REGISTRY_MALFORMED', // data that are not what they should be
  '25': 'REGISTRY_REFUSED', // read-only
  '28': 'REGISTRY_REFUSED', // who we are
  '3D': 'REGISTRY_REFUSED', // no such database
  '40': 'REGISTRY_BUSY', // deadlock, serialisation
  '42': 'REGISTRY_MALFORMED', // tables and columns that are not what they should be …
  '42501': 'REGISTRY_REFUSED', // … or not for us
  '53': 'REGISTRY_BUSY', // out of something
  '55': 'REGISTRY_BUSY', // locked
  '57': 'REGISTRY_UNAVAILABLE', // shutting down, starting up …
  '57014': 'REGISTRY_TIMEOUT', // … or cancelled, by us or by the statement timeout
  '58': 'REGISTRY_UNAVAILABLE', // its disk
  XX: 'REGISTRY_UNAVAILABLE', // itself
}

function codeOf(sqlState: string): ErrorCode {
  return CODES[sqlState] ?? CODES[sqlState.slice(0, 2)] ?? 'REGISTRY_REFUSED'
}

function isPassing(error: unknown): boolean {
  return isLost(error) && (error as GraphError).code === 'REGISTRY_UNAVAILABLE'
}

/** The driver has no other name for it. */
function isSilent(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

/** Without waiting for a server that may not answer. */
function hangUp(client: pg.PoolClient): void {
  const { connection } = client as pg.PoolClient & { connection: { stream: Socket } }
  connection.stream.destroy()
}

/** The connection is of no use any more. */
function isLost(error: unknown): boolean {
  const cause = error instanceof GraphError ? error.cause : undefined
  return cause instanceof Error && (cause as Error & { lost?: boolean }).lost === true
}

const { builtins } = pg.types
/** A `Date` made of these would depend on where the process runs. */
const AS_TEXT: ReadonlySet<number> = new Set([builtins.DATE, builtins.TIMESTAMP])

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return AS_TEXT.has(oid) ? String : pg.types.getTypeParser(oid, format)
}
