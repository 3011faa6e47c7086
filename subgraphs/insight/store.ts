/**
 * The columns behind figures: DuckDB in this process, in memory only.
 *
 * Nothing of it is ever on a disk, it reaches nothing outside, and what a definition says cannot change that: the
 * configuration is locked before the first row. It is filled from the feeds and rebuilt from nothing at each start.
 *
 * @module
 */

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { TABLES } from './columns.ts'

export interface Store {
  /** For who writes: one at a time. */
  readonly writer: DuckDBConnection
  /** The rows of a SELECT; ends at once when the signal says so. What is written meanwhile is not in it. */
  select(sql: string, signal?: AbortSignal): Promise<readonly Row[]>
  close(): void
}

export type Row = Readonly<Record<string, unknown>>

interface StoreOptions {
  readonly threads?: number
  /** What it may hold, as DuckDB writes it. A query that needs more fails; it is not written to a disk instead. */
  readonly memory?: string
}

const NOTHING_OUTSIDE = [
  "SET temp_directory = ''",
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET allow_community_extensions = false',
  'SET enable_external_access = false',
]

export async function openStore({
  threads = 2,
  memory = '2GB',
}: StoreOptions = {}): Promise<Store> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: memory,
  })
  const writer = await instance.connect()
  // Compressed, as DuckDB only does where it is said.
  await writer.run("ATTACH ':memory:' AS insight (COMPRESS)")
  for (const statement of NOTHING_OUTSIDE) await writer.run(statement)
  await writer.run('SET lock_configuration = true')
  await writer.run('USE insight')
  for (const statement of TABLES) await writer.run(statement)

  return {
    writer,
    async select(sql, signal) {
      signal?.throwIfAborted()
      const reader = await instance.connect()
      const stop = () => reader.interrupt()
      signal?.addEventListener('abort', stop, { once: true })
      try {
        await reader.run('USE insight')
        return (await reader.runAndReadAll(sql)).getRowObjectsJS()
      } finally {
        signal?.removeEventListener('abort', stop)
        reader.closeSync()
      }
    },
    close() {
      writer.closeSync()
      instance.closeSync()
    },
  }
}
