/**
 * Only one runs in a home, and on a database: two would make the sandbox at the same moment, and the first to stop
 * would take the other's PostgreSQL along.
 *
 * @module
 */

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Home } from './home.ts'
import { Mistake } from './say.ts'

/** What is true as long as it runs; a kill leaves it behind. */
export const RUNNING = 'running.json'

const LOCK = 4_919_132
const ATTEMPTS = 20

/** Says where the other one answers, when it is up. */
export async function refuseSecond(home: Home): Promise<void> {
  const running = (await home.read(RUNNING)) as { url?: unknown; pid?: unknown } | undefined
  if (typeof running?.url !== 'string' || !isAlive(running.pid)) return
  const health = new URL('/health', running.url)
  const answer = await fetch(health, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
  if (answer?.ok) throw alreadyThere(home, `, at ${running.url}`)
}

/** Until it is closed, or we are killed: PostgreSQL lets go of it by itself. */
export async function takeLock(
  home: Home,
  adminUrl: string,
): Promise<{ close(): Promise<unknown> }> {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on('error', () => undefined) // the database stopped; what reads from it says so
  await client.connect()
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as ours', [LOCK])
    if (rows[0]?.ours) return { close: () => client.end() }
    await sleep(100) // of one that was killed just now, PostgreSQL has yet to notice it
  }
  await client.end()
  throw alreadyThere(home, '')
}

function alreadyThere(home: Home, where: string): Mistake {
  return new Mistake(
    `Kindlijn already runs in ${home.folder}${where}. Stop it, or set KINDLIJN_HOME to another folder.`,
  )
}

function isAlive(pid: unknown): boolean {
  if (typeof pid !== 'number' || pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
