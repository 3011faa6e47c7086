/**
 * Writes a delivery down: its records in the order in which they stand in the file, then the delivery itself.
 *
 * @module
 */
import { GraphError } from '../schema/errors.ts'
import {
  type Appended,
  type DeliveredRecord,
  type Delivery,
  type DeliveryProblem,
  DeliveryRefused,
} from './deliveries.ts'
import type { PostgresClient } from './postgres.ts'

const BATCH = 1_000
/** Batches that are sent and not yet stored. */
const AHEAD = 2

/** In a transaction: all of it or nothing. `undefined` when the same bytes were taken in before. */
export async function appendDelivery(
  client: PostgresClient,
  schema: string,
  { registry, fileName, sha256, format, restates = false }: Delivery,
  records: () => AsyncIterable<DeliveredRecord>,
): Promise<Appended | undefined> {
  const run = <T>(name: string, text: string, values: readonly unknown[]) =>
    client.rows<T>({ name: `delivery-${name}`, text, values })

  await lockRegistry(client, schema, registry)
  const known = `select from ${schema}.delivery
    where registry = $1 and sha256 = $2 and status = 'accepted'`
  if ((await run('known', known, [registry, sha256])).length > 0) return undefined

  const [begun] = await run<{ id: string; at: Date }>(
    'begin',
    `select nextval(pg_get_serial_sequence($1, 'id')) as id, clock_timestamp() as at`,
    [`${schema}.delivery`],
  )
  if (!begun) throw new GraphError('REGISTRY_MALFORMED', { registry })
  const { id: delivery, at } = begun

  let count = 0
  let unchanged = 0
  let batch: DeliveredRecord[] = []
  const keys = new Set<string>()
  const storing: Promise<void>[] = []
  try {
    for await (const record of records()) {
      if (restates) {
        // A version is compared with what is stored: so two of one key don't go in one batch.
        const key = `${record.kind}\n${record.logicalKey}`
        if (keys.has(key)) await flush()
        keys.add(key)
      }
      batch.push(record)
      if (batch.length === BATCH) await flush()
    }
    await flush()
  } finally {
    await Promise.all(storing)
  }

  const accept = `insert into ${schema}.delivery
      (id, registry, file_name, sha256, received_at, format, status, records, unchanged)
    values ($1, $2, $3, $4, $5, $6, 'accepted', $7, $8)`
  await run('accept', accept, [delivery, registry, fileName, sha256, at, format, count, unchanged])
  return { delivery, records: count, unchanged }

  /** PostgreSQL stores some batches while the next one is read. */
  async function flush(): Promise<void> {
    const stored = store(batch)
    stored.catch(() => undefined) // told by who waits for it
    storing.push(stored)
    batch = []
    keys.clear()
    if (storing.length > AHEAD) await storing.shift()
  }

  async function store(full: readonly DeliveredRecord[]): Promise<void> {
    if (full.length === 0) return
    const insert = `
      insert into ${schema}.record
        (delivery_id, registry, line, kind, subject, logical_key, valid_at, recorded_at, body)
      select $1, $2, line, kind, subject, logical_key, valid_at, coalesce(recorded_at, $3), body
      from (
        select *, to_timestamp(valid_ms / 1000) as valid_at, to_timestamp(recorded_ms / 1000) as recorded_at
        from rows from (unnest($4::int[]), unnest($5::text[]), unnest($6::text[]),
          unnest($7::text[]), unnest($8::float8[]), unnest($9::float8[]), jsonb_array_elements($10))
          with ordinality as row (line, kind, subject, logical_key, valid_ms, recorded_ms, body, n)
      ) as told
      ${restates ? isNews(schema) : ''}
      order by n
      ${restates ? 'returning 1' : ''}`
    const values = [delivery, registry, at, ...toColumns(full)]
    const stored = await run<object>(restates ? 'restate' : 'insert', insert, values)
    count += full.length
    if (restates) unchanged += full.length - stored.length
  }
}

/**
 * One file of a registry at a time: so a record's id says in which order it was taken in, and who reads on from an id
 * misses nothing that was committed later.
 */
export async function lockRegistry(
  client: PostgresClient,
  schema: string,
  registry: string,
): Promise<void> {
  await client.rows({
    name: 'delivery-lock',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 1))',
    values: [`${schema} ${registry}`],
  })
}

/** Compared with the newest version alone: what was said before that one is news again. */
function isNews(schema: string): string {
  return `where not exists (
    select from (
      select * from ${schema}.record
      where logical_key = told.logical_key and registry = $2 and kind = told.kind
      order by recorded_at desc, id desc limit 1) as newest
    where (newest.subject, newest.valid_at, newest.recorded_at, newest.body) is not distinct from
      (told.subject, told.valid_at, coalesce(told.recorded_at, newest.recorded_at), told.body))`
}

/** Arrays as PostgreSQL writes them: the driver can, and takes several times as long. Bodies are one JSON. */
function toColumns(batch: readonly DeliveredRecord[]): readonly string[] {
  const columns = [
    batch.map(({ line }) => line),
    batch.map(({ kind }) => quote(kind)),
    batch.map(({ subject }) => quote(subject)),
    batch.map(({ logicalKey }) => quote(logicalKey)),
    batch.map(({ validAt }) => validAt?.getTime() ?? 'NULL'),
    batch.map(({ recordedAt }) => recordedAt?.getTime() ?? 'NULL'),
  ]
  return [...columns.map((values) => `{${values.join()}}`), `[${batch.map(toJson).join()}]`]
}

function quote(text: string): string {
  return `"${SPECIAL.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`
}

const SPECIAL = /["\\]/

function toJson({ kind, subject, logicalKey, body, line }: DeliveredRecord): string {
  const json = JSON.stringify(body) ?? 'null'
  const hasNul = json.includes('\\u0000') && NUL.test(json)
  if (hasNul || [kind, subject, logicalKey].some((text) => text.includes('\0'))) {
    throw new DeliveryRefused(notStorable(line))
  }
  return json
}

/** The one character that PostgreSQL does not keep, as JSON writes it: `\\u0000` is its spelling. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/

function notStorable(line: number): DeliveryProblem {
  return {
    line,
    path: '',
    rule: 'no-nul',
    message: 'A record holds the character NUL, which no text may hold.',
  }
}
