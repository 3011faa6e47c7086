/**
 * The database of the child index, with what seals its rows.
 *
 * @module
 */

import { openPostgres, type PostgresClient } from '../../connectors/postgres.ts'
import { type IndexSealer, openSealer } from './index-sealer.ts'
import { makeIndexTables } from './index-tables.ts'

/** Asks within a transaction, or outside of any. */
export interface IndexClient {
  readonly sealer: IndexSealer
  /** A statement with a name is planned once per connection. */
  rows<T>(name: string, text: string, values: readonly unknown[]): Promise<readonly T[]>
}

export interface IndexDatabase extends IndexClient {
  /** Rolled back when the work throws. */
  transaction<T>(work: (client: PostgresClient) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface IndexOptions {
  readonly databaseUrl: string
  /** 64 bytes. */
  readonly key: Uint8Array
}

const STATEMENT_MS = 5_000

export async function openIndexDatabase({
  databaseUrl,
  key,
}: IndexOptions): Promise<IndexDatabase> {
  const forEver = new AbortController().signal
  const postgres = openPostgres({
    registry: 'child-index',
    url: databaseUrl,
    max: 4,
    statementTimeoutMs: STATEMENT_MS,
    readOnly: false,
  })
  const database: IndexDatabase = {
    sealer: openSealer(key),
    rows: (name, text, values) => postgres.rows({ name, text, values }, forEver),
    transaction: (work) => postgres.transaction(work, forEver),
    close: () => postgres.close(),
  }
  try {
    await database.transaction(makeIndexTables)
    await checkKey(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Under another key everybody would be a stranger, and get a second id. */
async function checkKey({ rows, sealer }: IndexDatabase): Promise<void> {
  const known = await rows<{ sealed_bsn: string }>(
    '',
    'select sealed_bsn from child_index.child where sealed_bsn is not null limit 1',
    [],
  )
  try {
    for (const { sealed_bsn } of known) sealer.openBsn(sealed_bsn)
  } catch {
    throw new Error('The child index was made with another key.')
  }
}
