/**
 * One real PostgreSQL for all tests. A test asks `inject('postgresUrl')` and makes its own database.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../connectors/embedded-postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the superuser, on the database `postgres`. */
    postgresUrl: string
    /** A folder in which the tests of the whole graph share one sandbox. */
    home: string
  }
}

/** vitest calls this once, before the first test; what it returns, after the last one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-test-'))
  await chmod(folder, 0o711)
  const password = randomBytes(12).toString('hex')
  const postgres = await startPostgres({
    directory: path.join(folder, 'postgres'),
    password,
    durable: false,
  })
  project.provide('postgresUrl', postgres.url)
  project.provide('home', path.join(folder, 'home'))

  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
