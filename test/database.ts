/**
 * An empty database of its own for a test, in the PostgreSQL that all tests share.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  readonly url: string
  /** Asks as the superuser, on a connection of its own. */
  ask(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  drop(): Promise<void>
}

export async function makeDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  await ask(server, `create database ${name}`)

  return {
    url,
    ask: (sql, values) => ask(url, sql, values),
    drop: async () => void (await ask(server, `drop database ${name} with (force)`)),
  }
}

async function ask(url: string, sql: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows
  } finally {
    await client.end()
  }
}
