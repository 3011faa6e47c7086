/**
 * Waits for what a part needs and what is not there yet: parts that are started apart come up in any order.
 *
 * @module
 */

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Mistake } from './say.ts'

interface Patience {
  readonly forMs?: number
  readonly everyMs?: number
}

/** Tries again while something is not there yet. What is wrong in another way is thrown at once. */
export async function patiently<T>(
  name: string,
  open: () => Promise<T>,
  { forMs = 90_000, everyMs = 1_000 }: Patience = {},
): Promise<T> {
  const until = performance.now() + forMs
  for (let told = false; ; told = true) {
    try {
      return await open()
    } catch (error) {
      const missing = whatIsMissing(error)
      if (!missing) throw error
      if (performance.now() + everyMs > until) {
        throw new Mistake(
          `Waited ${Math.round(forMs / 1_000)} seconds for ${name}: ${NOT_YET[missing]} (${missing}).`,
        )
      }
      if (!told) console.error(`waiting for ${name}: ${NOT_YET[missing]}`)
    }
    await sleep(everyMs)
  }
}

/** Until it lets us in; `may` is a question that answers whether we may do there what we will do. */
export function waitForDatabase(
  name: string,
  url: string,
  may = 'true',
  patience: Patience = {},
): Promise<void> {
  const knock = async () => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    client.on('error', () => undefined) // a query that is under way tells it too
    try {
      await client.connect()
      const { rows } = await client.query<{ may: boolean }>(`select ${may} as may`)
      if (!rows[0]?.may) throw Object.assign(new Error('not granted yet'), { code: '42501' })
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return patiently(name, knock, patience)
}

/** Of the system, of the resolver of names, and of PostgreSQL. */
const NOT_YET = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it hung up',
  ETIMEDOUT: 'it does not answer',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'there is no host of that name',
  '57P03': 'it is starting',
  '28P01': 'the role is not there, or has another password',
  '28000': 'the role is not there',
  '3D000': 'the database is not there',
  '3F000': 'the schema is not there',
  '42501': 'the role has no right to it',
} as const
type NotYet = keyof typeof NOT_YET

/** Our own errors keep a cause, whose message names the code of what it was. */
function whatIsMissing(error: unknown): NotYet | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, message, cause } = error as Error & { readonly code?: unknown }
  const said = [String(code), ...message.split(/\W+/)].find((word) => Object.hasOwn(NOT_YET, word))
  if (said) return said as NotYet
  if (/^(?:timeout expired|Connection terminated)/.test(message)) return 'ETIMEDOUT'
  return whatIsMissing(cause)
}
