/**
 * The tables of the birth care registry, and how the population gets into them: the resources as
 * they are published, and beside them one table per kind of search parameter.
 *
 * A load begins by dropping what was there and ends with one row in `loaded`; without that row, the
 * rest is half of something and is not served. While they are filled the tables are unlogged, which is faster;
 * before they count as loaded they are made to survive a crash.
 *
 * @module
 */
import pg from 'pg'
import { type FhirResource, toBirthCareResources } from './birth-care.ts'
import { findStretch } from './fhir-dates.ts'
import { type DateValue, PARAMETERS } from './fhir-parameters.ts'
import type { Family } from './population.ts'

export interface LoadOptions {
  readonly databaseUrl: string
  readonly families: Iterable<Family>
  /** How many families are in, after each batch. */
  readonly onProgress?: (families: number) => void
}

const BATCH = 4000
const UNDEFINED_TABLE = '42P01'

const TABLES = `
  drop schema if exists birth_care cascade;
  create schema birth_care;
  create unlogged table birth_care.resource (seq int, type text, key text, body text);
  create unlogged table birth_care.token (type text, param text, system text, code text, seq int);
  create unlogged table birth_care.reference (type text, param text, target text, seq int);
  create unlogged table birth_care.string (type text, param text, value text, seq int);
  create unlogged table birth_care.date (
    type text, param text, since timestamptz, until timestamptz, seq int
  );
  create table birth_care.loaded (families int, resources int, at timestamptz default now());
`

const INDEXES = `
  alter table birth_care.resource add primary key (seq);
  create unique index on birth_care.resource (key) include (seq);
  create index on birth_care.resource (type, seq);
  create index on birth_care.token (code, type, param) include (system, seq);
  create index on birth_care.reference (target, type, param) include (seq);
  create index on birth_care.reference (seq);
  create index on birth_care.string (type, param, value text_pattern_ops) include (seq);
  create index on birth_care.date (type, param, since) include (until, seq);
`

const COLUMNS = {
  resource: ['int', 'text', 'text', 'text'],
  token: ['text', 'text', 'text', 'text', 'int'],
  reference: ['text', 'text', 'text', 'int'],
  string: ['text', 'text', 'text', 'int'],
  date: ['text', 'text', 'timestamptz', 'timestamptz', 'int'],
} as const

type TableName = keyof typeof COLUMNS
type Row = readonly (string | number | null)[]
type Batch = { readonly [T in TableName]: Row[] }

/** Puts the whole population in the registry, in place of what was there; how many resources it is. */
export async function loadBirthCare(options: LoadOptions): Promise<number> {
  const client = new pg.Client({ connectionString: options.databaseUrl, ...IN_DUTCH_TIME })
  await client.connect()
  try {
    await client.query('set synchronous_commit = off')
    await client.query(TABLES)
    const counts = await loadAll(client, options)
    for (const table of Object.keys(COLUMNS)) {
      await client.query(`alter table birth_care.${table} set logged`)
    }
    await client.query(INDEXES)
    await client.query('vacuum analyze birth_care.resource, birth_care.token, birth_care.reference')
    await client.query('analyze birth_care.string, birth_care.date')
    await client.query('set synchronous_commit = on')
    await client.query(
      'insert into birth_care.loaded (families, resources) values ($1, $2)',
      counts,
    )
    return counts[1]
  } finally {
    await client.end()
  }
}

/** What a finished load brought in; undefined, where there is none. */
export async function findLoadedBirthCare(
  database: pg.Pool | pg.Client,
): Promise<{ readonly families: number; readonly resources: number } | undefined> {
  try {
    const { rows } = await database.query<{ families: number; resources: number }>(
      'select families, resources from birth_care.loaded',
    )
    return rows[0]
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return undefined
    throw error
  }
}

/** So that a day begins at Dutch midnight, wherever the server stands. */
export const IN_DUTCH_TIME = { options: '-c timezone=Europe/Amsterdam' } as const

async function loadAll(
  client: pg.Client,
  { families, onProgress }: LoadOptions,
): Promise<[families: number, resources: number]> {
  const organizations = new Set<string>()
  let batch = emptyBatch()
  let stored = Promise.resolve()
  let count = 0
  let seq = 0
  for (const family of families) {
    count += 1
    for (const resource of toBirthCareResources(family)) {
      const { resourceType, id = '' } = resource
      if (resourceType === 'Organization') {
        if (organizations.has(id)) continue
        organizations.add(id)
      }
      seq += 1
      addTo(batch, seq, resource)
    }
    if (batch.resource.length < BATCH) continue
    // PostgreSQL stores one batch while the next one is made.
    await stored
    stored = insert(client, batch)
    stored.catch(() => {})
    batch = emptyBatch()
    onProgress?.(count)
  }
  await stored
  await insert(client, batch)
  onProgress?.(count)
  return [count, seq]
}

function emptyBatch(): Batch {
  return { resource: [], token: [], reference: [], string: [], date: [] }
}

function addTo(batch: Batch, seq: number, resource: FhirResource): void {
  const type = resource.resourceType
  batch.resource.push([seq, type, `${type}/${resource.id}`, JSON.stringify(resource)])
  for (const [name, parameter] of PARAMETERS.get(type) ?? []) {
    switch (parameter.kind) {
      case 'token':
        for (const { system, code } of parameter.of(resource)) {
          batch.token.push([type, name, system, code, seq])
        }
        break
      case 'reference':
        for (const { reference } of parameter.of(resource)) {
          if (reference !== undefined) batch.reference.push([type, name, reference, seq])
        }
        break
      case 'string':
        for (const value of new Set(parameter.of(resource).map(toSearchable))) {
          batch.string.push([type, name, value, seq])
        }
        break
      case 'date':
        for (const value of parameter.of(resource)) {
          batch.date.push([type, name, ...toEnds(value), seq])
        }
    }
  }
}

/** Without case and accents, as FHIR compares strings. */
export function toSearchable(value: string): string {
  return value
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}

function toEnds({ start, end }: DateValue): [since: string, until: string] {
  return [
    (start === null ? undefined : findStretch(start)?.from) ?? '-infinity',
    (end === null ? undefined : findStretch(end)?.until) ?? 'infinity',
  ]
}

/**
 * Each column goes as one text with a value per line, which costs a third of an array parameter, for
 * nothing has to be escaped: no value has a line break, JSON included.
 */
async function insert(client: pg.Client, batch: Batch): Promise<void> {
  for (const table of Object.keys(COLUMNS) as TableName[]) {
    const rows = batch[table]
    if (rows.length === 0) continue
    const types = COLUMNS[table]
    const columns = types.map(
      (type, index) => `string_to_array($${index + 1}::text, e'\\n')::${type}[]`,
    )
    await client.query({
      name: `load-${table}`,
      text: `insert into birth_care.${table} select * from unnest(${columns.join(', ')})`,
      values: types.map((_, column) => rows.map((row) => row[column]).join('\n')),
    })
  }
}
