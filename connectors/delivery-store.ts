/**
 * A delivery store: what a registry delivered, at the registry's side, append-only and with two clocks.
 *
 * It keeps every version of everything, in the order in which it was told. What is true now is not for
 * a store to say: the domain folds the versions.
 *
 * @module
 */
import type { AsOf } from '../schema/as-of.ts'
import { GraphError } from '../schema/errors.ts'
import { METRICS } from '../schema/metrics.ts'
import type { Appended, DeliveredRecord, Delivery, DeliveryProblem } from './deliveries.ts'
import { appendDelivery, lockRegistry } from './delivery-append.ts'
import type { Clocks } from './delivery-lag.ts'
import { makeDeliveryTables } from './delivery-tables.ts'
import { openPostgres, type PostgresClient } from './postgres.ts'
import type { SourceHealth } from './source.ts'

export interface DeliveryStoreOptions {
  readonly url: string
  /** Made when it is not there: `[a-z_]`. */
  readonly schema: string
  /** For a question, not for taking in. Default: 5 s. */
  readonly timeoutMs?: number
}

export interface StoredRecord {
  /** Grows in the order in which a registry's records were taken in. */
  readonly id: string
  readonly line: number
  readonly kind: string
  readonly subject: string
  readonly logicalKey: string
  readonly validAt: Date | null
  /** When it was told, as the file says; of a file that does not say, when it was taken in. */
  readonly recordedAt: Date
  /** When it was taken in: see {@link isLate}. */
  readonly receivedAt: Date
  readonly body: unknown
}

export interface ChangedSubjects {
  readonly subjects: readonly string[]
  /** To ask again with. */
  readonly next: string
  /** There is nothing more. */
  readonly done: boolean
}

/** `upToDateTo` is when the last accepted file came; before there was any: when the newest record was told. */
export interface DeliveryHealth extends SourceHealth {
  /** When the last file was refused. */
  readonly refusedAt: Date | undefined
  /** The clocks of what was taken in last. */
  readonly newest: Clocks | undefined
}

export interface DeliveryStore {
  /** All of it or nothing. `undefined` when the same bytes were taken in before. */
  append(
    delivery: Delivery,
    records: () => AsyncIterable<DeliveredRecord>,
    signal: AbortSignal,
  ): Promise<Appended | undefined>
  /** Writes down that a file was not taken in, and why. */
  refuse(delivery: Delivery, problem: DeliveryProblem, signal: AbortSignal): Promise<void>

  /**
   * By subject: every version, in the order in which it was told. Unknown subjects are not in it. As of a moment: what
   * had been told to us by then, and of that what has a time, when that had come. Before a registry delivered anything:
   * what it had written down by then.
   */
  current(
    registry: string,
    kind: string,
    subjects: readonly string[],
    signal: AbortSignal,
    asOf?: AsOf,
  ): Promise<ReadonlyMap<string, readonly StoredRecord[]>>
  /** By logical key: every version, in the order in which it was told. */
  byKey(
    registry: string,
    kind: string,
    keys: readonly string[],
    signal: AbortSignal,
    asOf?: AsOf,
  ): Promise<ReadonlyMap<string, readonly StoredRecord[]>>
  /** By logical key: the version that was told last. Unknown keys are not in it. */
  latest(
    registry: string,
    kind: string,
    keys: readonly string[],
    signal: AbortSignal,
    asOf?: AsOf,
  ): Promise<ReadonlyMap<string, StoredRecord>>
  /** What came in after a record, oldest first; `'0'` is before all. For those who keep up. */
  since(
    registry: string,
    id: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly StoredRecord[]>

  /**
   * About whom or what anything is told otherwise since a record: also whom it was about before. Left out: what was told
   * last, and nobody.
   */
  changed(
    registry: string,
    since: string | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<ChangedSubjects>

  /** About whom or what a registry told anything, in some order that stays: those after this one. `''` is before all. */
  subjects(
    registry: string,
    after: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly string[]>

  /** How it is, or how it was by what had been told then (as in `current`). Never rejects. */
  health(registry: string, signal: AbortSignal, knownAt?: string): Promise<DeliveryHealth>
  close(): Promise<void>
}

const COLUMNS = `found.id, line, kind, subject, logical_key as "logicalKey", valid_at as "validAt",
  recorded_at as "recordedAt", received_at as "receivedAt", body`
/** Of one key. `offset 0` changes nothing, but that PostgreSQL searches by key. */
const VERSIONS = {
  all: 'offset 0',
  latest: 'order by recorded_at desc, id desc limit 1',
} as const
interface ChangedPage {
  readonly next: string | null
  readonly records: number
  readonly subjects: readonly string[]
}
/**
 * Told by then. Since a registry delivers we know what we had: what comes late was not known before. Of a moment before
 * that its own clock tells what could have been known (docs/decisions/0049).
 */
const toldBy = (schema: string, moment: string) => `case
  when ${moment} >= (
    select min(received_at) from ${schema}.delivery where registry = $1 and status = 'accepted')
  then (select received_at from ${schema}.delivery where delivery.id = delivery_id) <= ${moment}
  else recorded_at <= ${moment} end`
interface HealthRow {
  readonly acceptedAt: Date | null
  readonly refusedAt: Date | null
  readonly recordedAt: Date | null
  readonly receivedAt: Date | null
}

/** One statement of taking in. */
const APPEND_MS = 60_000

export async function openDeliveryStore(options: DeliveryStoreOptions): Promise<DeliveryStore> {
  const { url, schema, timeoutMs = 5000 } = options
  if (!/^[a-z_]{1,63}$/.test(schema)) throw new Error('A schema has a name of a-z and _ only.')
  const registry = schema
  const reading = openPostgres({ registry, url, statementTimeoutMs: timeoutMs })
  const writing = openPostgres({
    registry,
    url,
    max: 4,
    statementTimeoutMs: APPEND_MS,
    readOnly: false,
    pipelined: true,
  })
  try {
    const forEver = new AbortController().signal
    await writing.transaction((client) => makeDeliveryTables(client, schema), forEver)
  } catch (error) {
    await Promise.all([reading.close(), writing.close()])
    throw error
  }

  return {
    append: (delivery, records, signal) =>
      about(
        delivery.registry,
        writing.transaction((client) => appendDelivery(client, schema, delivery, records), signal),
      ),

    async refuse({ registry, fileName, sha256, format }, problem, signal) {
      // The same file, refused for the same reason, is one refusal: also after a kill.
      const text = `
        insert into ${schema}.delivery
          (registry, file_name, sha256, received_at, format, status, records, problem)
        select $1, $2, $3, clock_timestamp(), $4, 'refused', 0, $5::jsonb
        where not exists (
          select from ${schema}.delivery
          where registry = $1 and sha256 = $3 and status = 'refused' and problem = $5::jsonb)`
      const values = [registry, fileName, sha256, format, JSON.stringify(problem)]
      const write = async (client: PostgresClient) => {
        await lockRegistry(client, schema, registry)
        await client.rows({ name: 'delivery-refuse', text, values })
      }
      await about(registry, writing.transaction(write, signal))
    },

    async current(registry, kind, subjects, signal, asOf) {
      const rows = await find('subject', 'all', registry, kind, subjects, signal, asOf)
      return Map.groupBy(rows, ({ subject }) => subject)
    },

    async byKey(registry, kind, keys, signal, asOf) {
      const rows = await find('logical_key', 'all', registry, kind, keys, signal, asOf)
      return Map.groupBy(rows, ({ logicalKey }) => logicalKey)
    },

    async latest(registry, kind, keys, signal, asOf) {
      const rows = await find('logical_key', 'latest', registry, kind, keys, signal, asOf)
      return new Map(rows.map((row) => [row.logicalKey, row]))
    },

    since(registry, id, limit, signal) {
      const text = `
        select ${COLUMNS}
        from (
          select * from ${schema}.record
          where registry = $1 and id > $2 order by id limit $3) as found
        join ${schema}.delivery on delivery.id = found.delivery_id
        order by found.id`
      const statement = { name: 'record-since', text, values: [registry, id, limit] }
      return about(registry, reading.rows<StoredRecord>(statement, signal))
    },

    async changed(registry, since, limit, signal) {
      if (since === undefined) {
        const text = `select max(id) as next from ${schema}.record where registry = $1`
        const statement = { name: 'record-last', text, values: [registry] }
        const [last] = await about(
          registry,
          reading.rows<{ next: string | null }>(statement, signal),
        )
        return { subjects: [], next: last?.next ?? '0', done: true }
      }
      const text = `
        with page as (
          select id, kind, subject, logical_key from ${schema}.record
          where registry = $1 and id > $2 order by id limit $3),
        -- Of a thing that is about somebody else now, both.
        about as (
          select found.subject from (select distinct kind, logical_key from page) as told
          cross join lateral (select subject from ${schema}.record
            where registry = $1 and kind = told.kind and logical_key = told.logical_key
            offset 0) as found)
        select (select max(id) from page) as next, (select count(*)::int from page) as records,
          array(select distinct subject from about) as subjects`
      const statement = { name: 'record-changed', text, values: [registry, since, limit] }
      const [page] = await about(registry, reading.rows<ChangedPage>(statement, signal))
      const { next = null, records = 0, subjects = [] } = page ?? {}
      return { subjects, next: next ?? since, done: records < limit }
    },

    async subjects(registry, after, limit, signal) {
      // From one to the next by the index, however many records there are of each.
      const next = `select subject from ${schema}.record
        where registry = $1 and subject > `
      const text = `
        with recursive page (subject, n) as (
          select subject, 1 from (${next} $2 order by subject limit 1) as first
          union all
          select found.subject, n + 1 from page
          cross join lateral (${next} page.subject order by subject limit 1) as found
          where n < $3)
        select subject from page order by n`
      const values = [registry, after, limit]
      const statement = { name: 'record-subjects', text, values }
      const rows = await about(registry, reading.rows<{ subject: string }>(statement, signal))
      return rows.map(({ subject }) => subject)
    },

    async health(registry, signal, knownAt) {
      const values = [registry, ...(knownAt === undefined ? [] : [knownAt])]
      const name = knownAt === undefined ? 'delivery-health' : 'delivery-health-as-of'
      const [by, told] =
        knownAt === undefined
          ? ['', '']
          : ['and received_at <= $2::timestamptz', `and ${toldBy(schema, '$2::timestamptz')}`]
      const text = `
        select accepted.at as "acceptedAt", refused.at as "refusedAt", newest.*
        from (select max(received_at) as at from ${schema}.delivery
          where registry = $1 and status = 'accepted' ${by}) as accepted
        cross join (select max(received_at) as at from ${schema}.delivery
          where registry = $1 and status = 'refused' ${by}) as refused
        left join lateral (
          select recorded_at as "recordedAt", received_at as "receivedAt"
          from ${schema}.record join ${schema}.delivery on delivery.id = delivery_id
          where record.registry = $1 ${told}
          order by record.id desc limit 1) as newest on true`
      const [row] = await reading
        .rows<HealthRow>({ name, text, values }, signal)
        .catch((error: unknown) => {
          if (error instanceof GraphError) return []
          throw error
        })
      const { acceptedAt, refusedAt, recordedAt, receivedAt } = row ?? {}
      if (knownAt === undefined && acceptedAt) {
        METRICS.upToDateTo.set({ registry }, acceptedAt.getTime() / 1_000)
      }
      const newest = recordedAt && receivedAt ? { recordedAt, receivedAt } : undefined
      return {
        ...reading.health(),
        upToDateTo: acceptedAt ?? (knownAt === undefined ? undefined : recordedAt) ?? undefined,
        refusedAt: refusedAt ?? undefined,
        newest,
      }
    },

    async close() {
      await Promise.all([reading.close(), writing.close()])
    },
  }

  function find(
    column: 'subject' | 'logical_key',
    versions: keyof typeof VERSIONS,
    registry: string,
    kind: string,
    keys: readonly string[],
    signal: AbortSignal,
    asOf: AsOf | undefined,
  ): Promise<readonly StoredRecord[]> {
    // A search per key goes by the index even when a large file has just come in and PostgreSQL has
    // not counted yet what it has: else it reads everything.
    const byThen = `and ${toldBy(schema, '$4::timestamptz')}
      and (valid_at is null or valid_at <= $5::timestamptz)`
    const text = `
      select ${COLUMNS}
      from unnest($3::text[]) as asked (key)
      cross join lateral (
        select * from ${schema}.record
        where registry = $1 and kind = $2 and ${column} = asked.key ${asOf ? byThen : ''}
        ${VERSIONS[versions]}) as found
      join ${schema}.delivery on delivery.id = found.delivery_id
      order by recorded_at, found.id`
    const moments = asOf ? [asOf.knownAt ?? 'infinity', asOf.validAt ?? 'infinity'] : []
    const values = [registry, kind, [...new Set(keys)], ...moments]
    const name = `record-${versions}-by-${column}${asOf ? '-as-of' : ''}`
    const statement = { name, text, values }
    return about(registry, reading.rows<StoredRecord>(statement, signal))
  }
}

/** Many registries share a store: an error is about the one that was asked for. */
function about<T>(registry: string, asked: Promise<T>): Promise<T> {
  return asked.catch((error: unknown) => {
    if (!(error instanceof GraphError)) throw error
    throw new GraphError(error.code, { registry, cause: error.cause })
  })
}
