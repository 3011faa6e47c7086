/**
 * Writes records into a chain of its own: a block holds all that came while the block before it was being stored.
 *
 * One statement, and so one commit, for a whole block; whoever waits is answered once that is durable. The chain is in
 * the hands of this process alone: it needs no lock, and no look at what is stored. Each block is numbered, so that one
 * whose fate is unknown (the connection broke) is sent again, and is stored once.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import pg from 'pg'
import {
  type BlockHeader,
  canonical,
  type Drafted,
  hashBlock,
  linkOf,
  type Moment,
  NO_LINK,
} from './accounting-records.ts'
import type { ChainSigner } from './chain-signature.ts'

export interface ChainOptions {
  readonly databaseUrl: string
  /** Which part of the graph writes it. */
  readonly part: string
  readonly signer: ChainSigner
  /** How often this chain looks at the heads of the others. */
  readonly witnessMs?: number
}

export interface Chain {
  /** The moment now, by the clock of the database. */
  now(): Moment
  /**
   * Resolves once they are durable; rejects where nobody knows that they are. What is patient goes with the next that is
   * not, or by itself after a while.
   */
  write(records: readonly Drafted[], isPatient?: boolean): Promise<void>
  /** Lets nothing be patient any longer. */
  hurry(): void
  /** Waits for what is being written. */
  close(): Promise<void>
}

interface Item {
  readonly records: readonly Drafted[]
  readonly isPatient: boolean
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

interface Block extends BlockHeader {
  readonly records: readonly Drafted[]
  readonly hash: Buffer
  readonly signature: Buffer
  readonly values: readonly unknown[]
}

/** Both together are less than a request has. */
const CONNECT_MS = 1_500
const TIMEOUT_MS = 2_500
const MOST_RECORDS = 5_000
const WITNESS_MS = 60_000
/** Next to nothing beside a request; enough to meet the others of its kind. */
const PATIENT_MS = 25

export function openChain({
  databaseUrl,
  part,
  signer,
  witnessMs = WITNESS_MS,
}: ChainOptions): Chain {
  const chain = `${part}-${randomBytes(8).toString('hex')}`
  const queue: Item[] = []
  let draining: Promise<void> | undefined
  let patience: NodeJS.Timeout | undefined
  let isHurried = false
  let connection: pg.Client | undefined
  /** Sent, and nobody knows whether it is stored. */
  let unsettled: Block | undefined
  /** Whoever waited for it was told that it is not. */
  let isGivenUp = false
  let next: Pick<Block, 'number' | 'previous'> = { number: 0, previous: NO_LINK }
  let witnessedAt: Moment | undefined
  let isToWitness = true
  let hasWritten = false
  /** What is to be added to the monotonic clock of this process. */
  let offset = Date.now() - performance.now()

  const witness = setInterval(() => {
    if (!hasWritten) return
    hasWritten = false
    isToWitness = true
    write([]).catch(() => undefined)
  }, witnessMs)
  witness.unref()

  function now(): Moment {
    return momentOf(performance.now() + offset)
  }

  function write(records: readonly Drafted[], isPatient = false): Promise<void> {
    return new Promise((resolve, reject) => {
      queue.push({ records, isPatient, resolve, reject })
      if (isPatient) patience ??= setTimeout(hurry, PATIENT_MS)
      else draining ??= drain()
    })
  }

  function hurry(): void {
    clearTimeout(patience)
    patience = undefined
    isHurried = queue.length > 0
    if (isHurried) draining ??= drain()
  }

  async function drain(): Promise<void> {
    await turn() // what comes in the same turn goes in the same block
    while (queue.length > 0 && (isHurried || queue.some(({ isPatient }) => !isPatient))) {
      isHurried = false
      await store(takeItems(queue))
    }
    draining = undefined
    if (queue.length > 0) patience ??= setTimeout(hurry, PATIENT_MS)
  }

  /** Never rejects: who waits is told. */
  async function store(items: readonly Item[]): Promise<void> {
    const records = items.flatMap((item) => item.records)
    try {
      await storeOnce(records).catch(async (error: unknown) => {
        if (isRefusal(error)) throw error
        // An idle connection that broke is found out when it is used.
        disconnect()
        await storeOnce(records)
      })
      for (const { resolve } of items) resolve()
    } catch (error) {
      if (!isRefusal(error)) disconnect()
      if (isRefusal(error) && items.length > 1) {
        // One of them cannot be stored; the others need not suffer.
        for (const item of items) await store([item])
        return
      }
      isGivenUp = unsettled !== undefined
      for (const { reject } of items) reject(error)
    }
  }

  async function storeOnce(records: readonly Drafted[]): Promise<void> {
    const client = await connect()
    if (unsettled?.records === records) return send(client, unsettled, 'again')
    const givenUp = unsettled && isGivenUp ? unendedIn(unsettled.records) : []
    if (unsettled) await send(client, unsettled, 'again')
    const block = await makeBlock(client, records)
    await send(client, block, 'first')
    hasWritten ||= records.length > 0
    const at = now()
    const failed = givenUp.map(
      (span_id): Drafted => ({ table: 'outcome', record: { span_id, at, outcome: 'failed' } }),
    )
    if (failed.length > 0) write(failed).catch(() => undefined)
  }

  async function send(client: pg.Client, block: Block, time: 'first' | 'again'): Promise<void> {
    unsettled = block
    try {
      const sent = { name: 'block', text: STORE, values: [...block.values] }
      const { rowCount } = await client.query(sent)
      if (time === 'first' && rowCount !== 1) throw new Error('Another wrote into this chain.')
    } catch (error) {
      // Sent again, it may have been stored before, whatever is said now; but not what cannot be stored.
      if (isRefusal(error) && (time === 'first' || isUnstorable(error))) unsettled = undefined
      throw error
    }
    unsettled = undefined
    isGivenUp = false
    next = { number: block.number + 1, previous: linkOf(block.hash, block.signature) }
  }

  async function makeBlock(client: pg.Client, records: readonly Drafted[]): Promise<Block> {
    const witnessed = isToWitness ? await headsSeenBy(client) : ''
    const header = { chain, at: now(), ...next, witnessed }
    const placed = records.map(({ table, record }, place) => ({ table, row: { place, ...record } }))
    const hash = hashBlock(
      header,
      placed.map(({ table, row }) => canonical(table, row)),
    )
    const signature = signer.sign({ ...header, hash })
    const rows = (wanted: Drafted['table']) =>
      JSON.stringify(placed.filter(({ table }) => table === wanted).map(({ row }) => row))
    return {
      ...header,
      hash,
      signature,
      records,
      values: [
        chain,
        header.number,
        header.at,
        header.previous,
        witnessed,
        hash,
        signature,
        rows('event'),
        rows('processing'),
        rows('outcome'),
      ],
    }
  }

  /** Those that went on since this chain looked last, and at first all of the last weeks. */
  async function headsSeenBy(client: pg.Client): Promise<string> {
    await setClock(client)
    const at = now()
    const { rows } = await client.query<[string, number, string]>({
      text: HEADS,
      values: [chain, witnessedAt ?? null],
      rowMode: 'array',
    })
    witnessedAt = at
    isToWitness = false
    return JSON.stringify(rows)
  }

  async function connect(): Promise<pg.Client> {
    if (connection) return connection
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'kindlijn accounting',
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
      keepAlive: true,
      // Whatever else the database was told: this is not told to be durable before it is.
      options: '-c synchronous_commit=on',
    })
    client.on('error', () => {
      if (connection === client) connection = undefined
    })
    await client.connect()
    await setClock(client).catch((error: unknown) => {
      cut(client)
      throw error
    })
    connection = client
    return client
  }

  async function setClock(client: pg.Client): Promise<void> {
    const asked = performance.now()
    const { rows } = await client.query<{ ms: number }>(
      'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
    )
    offset = (rows[0]?.ms ?? Date.now()) - (asked + performance.now()) / 2
  }

  function disconnect(): void {
    if (connection) cut(connection)
    connection = undefined
  }

  return {
    now,
    write,
    hurry,
    async close() {
      clearInterval(witness)
      hurry()
      await draining
      await connection?.end().catch(() => undefined)
      connection = undefined
    },
  }
}

/** What was begun there and is not said to have ended. */
function unendedIn(records: readonly Drafted[]): readonly string[] {
  const begun = records.flatMap(({ table, record }) =>
    table === 'processing' ? [record.span_id] : [],
  )
  const ended = new Set(
    records.flatMap(({ table, record }) => (table === 'outcome' ? [record.span_id] : [])),
  )
  return begun.filter((span) => !ended.has(span))
}

/** Without waiting for a server that may hang. */
function cut(client: pg.Client): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}

function takeItems(queue: Item[]): readonly Item[] {
  let count = 0
  const end = queue.findIndex(({ records }) => {
    count += records.length
    return count > MOST_RECORDS
  })
  return queue.splice(0, end === -1 ? queue.length : Math.max(1, end))
}

/**
 * The database said no, and has stored nothing of it; all else may have been stored, or is stored when it is sent again
 * (deadlocked with who makes the tables anew, beside us).
 */
function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !/^(08|40|57)/.test(error.code ?? '')
}

/** The data themselves are not what the table takes. */
function isUnstorable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '')
}

function momentOf(milliseconds: number): Moment {
  const micros = Math.round(milliseconds * 1_000)
  const date = new Date(Math.floor(micros / 1_000)).toISOString().slice(0, -1)
  return `${date}${String(micros % 1_000).padStart(3, '0')}Z`
}

/** Sent twice, it is stored once. */
const STORE = `
  with chain as (
    insert into accounting.chain (name, opened_at) select $1, $3 where $2 = 0 on conflict do nothing
  ), event as (
    insert into accounting.event
    select $1, $2, told.* from json_to_recordset($8) as told (place int, trace_id text, span_id text,
      parent_span_id text, at timestamptz, kind text, registry text, parts text[], user_id text, role text,
      organisation text, purpose text, relation text, authorisation text, access_point text)
    on conflict do nothing
  ), processing as (
    insert into accounting.processing
    select $1, $2, told.* from json_to_recordset($9) as told (place int, trace_id text, span_id text,
      parent_span_id text, name text, started_at timestamptz, processing_activity text, data_subject text,
      data_subject_type text, parts text[])
    on conflict do nothing
  ), outcome as (
    insert into accounting.outcome
    select $1, $2, told.* from json_to_recordset($10) as told (place int, span_id text, at timestamptz, outcome text)
    on conflict do nothing
  )
  insert into accounting.block (chain, number, at, previous, witnessed, hash, signature)
  values ($1::text, $2::bigint, $3::timestamptz, $4, $5, $6, $7) on conflict do nothing`

const HEADS = `
  select head.chain, head.number::int, encode(head.hash, 'hex')
  from accounting.chain cross join lateral (
    select chain, number, at, hash from accounting.block where chain = name order by number desc limit 1
  ) head
  where name <> $1 and head.at >= coalesce($2::timestamptz, (select max(opened_at) from accounting.chain) - interval '35 days')
  order by head.chain`
