/**
 * Fills a schema of PostgreSQL from the population, all or nothing.
 *
 * Tables are described once; their DDL, comments, column grants and batched inserts (`unnest`) follow from
 * that. The old schema stays readable until the new one is complete and takes its name, in one transaction.
 *
 * @module
 */

import pg from 'pg'
import { type Family, REFERENCE_DATE } from './population.ts'

export interface Column {
  /** A PostgreSQL type, `not null` added where it must be. */
  readonly type: string
  /** What the registry calls it. */
  readonly about: string
  /** In the table, but not for the reader. */
  readonly hidden?: true
}

export interface Table {
  readonly about: string
  readonly columns: Readonly<Record<string, Column>>
  readonly primaryKey?: string
  readonly indices: readonly string[]
}

export type Tables = Readonly<Record<string, Table>>
export type Value = string | number | boolean | null
export type Row<T extends Table> = { readonly [C in keyof T['columns']]: Value }
export type Rows<T extends Tables> = { readonly [N in keyof T]: readonly Row<T[N]>[] }
export type Families = Iterable<Family> | AsyncIterable<Family>

export interface FillOptions<T extends Tables> {
  readonly databaseUrl: string
  readonly schema: string
  readonly about: string
  readonly tables: T
  readonly families: Families
  readonly view: (family: Family) => Rows<T>
  /** Which table's rows are counted. */
  readonly counted: keyof T & string
  readonly onProgress?: ((count: number) => void) | undefined
  /** Last, before the schema is seen by others; it still has the name that this is given. */
  readonly finish?: (client: pg.Client, schema: string) => Promise<void>
}

const BATCH = 1000

/** The marker: one row, written last. */
export const MARKER = 'lading'

export async function fillSchema<T extends Tables>(options: FillOptions<T>): Promise<number> {
  const { databaseUrl, schema } = options
  const client = new pg.Client({ connectionString: databaseUrl })
  // The query that is under way says so too, and that is the one that is heard.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('begin')
    await client.query(
      "set local synchronous_commit = off; set local maintenance_work_mem = '128MB'",
    )
    const count = await fill(client, options)
    await client.query('commit')
    return count
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    // What PostgreSQL says may quote a row, so only its code is passed on.
    throw new Error(`The schema ${schema} could not be loaded (SQLSTATE ${error.code ?? '?'}).`)
  } finally {
    await client.end().catch(() => {})
  }
}

async function fill<T extends Tables>(
  client: pg.Client,
  { schema, about, tables, families, view, counted, onProgress, finish }: FillOptions<T>,
): Promise<number> {
  const loading = `${schema}_loading`
  await client.query(`
    drop schema if exists ${loading} cascade;
    create schema ${loading};
    comment on schema ${loading} is ${quote(about)};
    create table ${loading}.${MARKER} (voltooid_op timestamptz not null, peildatum date not null, aantal integer not null);
    comment on table ${loading}.${MARKER} is 'Eén rij, als laatste geschreven: de lading is compleet.';
    ${Object.entries(tables)
      .map(([name, table]) => createTable(`${loading}.${name}`, table))
      .join('')}`)

  const sender = senderOf(client)
  const inserts = Object.entries(tables).map(([name, table]) => ({
    name,
    insert: batchedInsert(sender, `${loading}.${name}`, table),
  }))
  let count = 0
  for await (const family of families) {
    const rows = view(family)
    for (const { name, insert } of inserts) await insert.add(rows[name] ?? [])
    const before = count
    count += rows[counted].length
    if (Math.floor(before / BATCH) < Math.floor(count / BATCH)) onProgress?.(count)
  }
  for (const { insert } of inserts) await insert.flush()
  await sender.settle()

  for (const [name, table] of Object.entries(tables))
    await client.query(`${createIndices(`${loading}.${name}`, table)}; analyze ${loading}.${name}`)
  await client.query(`insert into ${loading}.${MARKER} values (now(), $1, $2)`, [
    REFERENCE_DATE,
    count,
  ])
  await finish?.(client, loading)
  await client.query(
    `drop schema if exists ${schema} cascade; alter schema ${loading} rename to ${schema}`,
  )
  onProgress?.(count)
  return count
}

interface Sender {
  readonly send: (query: pg.QueryConfig) => Promise<void>
  readonly settle: () => Promise<void>
}

/** One statement is under way while the next batch, of whichever table, is made. */
function senderOf(client: pg.Client): Sender {
  let underWay: Promise<unknown> = Promise.resolve()
  return {
    async send(query) {
      await underWay
      underWay = client.query(query)
      // Heard at the next await; until then it must not count as unheard.
      underWay.catch(() => {})
    },
    async settle() {
      await underWay
    },
  }
}

interface Insert {
  readonly add: (rows: readonly Readonly<Record<string, Value>>[]) => Promise<void>
  readonly flush: () => Promise<void>
}

function batchedInsert({ send }: Sender, name: string, { columns }: Table): Insert {
  const names = Object.keys(columns)
  const types = Object.values(columns).map(({ type }) => type.replace(/ not null$/, ''))
  const arrays = types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')
  const text = `insert into ${name} (${names.join(', ')}) select * from unnest(${arrays})`
  const empty = (): Value[][] => names.map(() => [])
  let batch = empty()

  async function flush(): Promise<void> {
    if (batch[0]?.length === 0) return
    const values = batch
    batch = empty()
    await send({ name, text, values })
  }
  return {
    flush,
    async add(rows) {
      for (const row of rows)
        for (const [index, column] of names.entries()) batch[index]?.push(row[column] ?? null)
      if ((batch[0]?.length ?? 0) >= BATCH) await flush()
    },
  }
}

function createTable(name: string, { about, columns }: Table): string {
  const lines = Object.entries(columns).map(([column, { type }]) => `${column} ${type}`)
  const comments = Object.entries(columns).map(
    ([column, { about }]) => `comment on column ${name}.${column} is ${quote(about)};`,
  )
  return `create table ${name} (${lines.join(', ')}); comment on table ${name} is ${quote(about)}; ${comments.join(' ')}\n`
}

function createIndices(name: string, { primaryKey, indices }: Table): string {
  const key =
    primaryKey === undefined ? [] : [`alter table ${name} add primary key (${primaryKey})`]
  return [...key, ...indices.map((columns) => `create index on ${name} (${columns})`)].join('; ')
}

function quote(text: string): string {
  return pg.escapeLiteral(text)
}
