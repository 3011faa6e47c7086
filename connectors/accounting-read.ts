/**
 * Reading the accounting: who looked at a child, what was done at all, and the heads of the chains.
 *
 * @module
 */

import pg from 'pg'
import type { Outcome } from '../privacy/accounting.ts'
import { sealSubject } from './accounting-store.ts'
import type { SignedHead } from './accounting-verify.ts'

/** One processing, as whom it is about may know it: no user, and nothing of what was answered. */
export interface Look {
  readonly at: Date
  /** What was done: `read`, `break-glass`, … */
  readonly act: string
  readonly organisation: string | null
  readonly role: string | null
  readonly purpose: string | null
  readonly registry: string
  readonly parts: readonly string[]
  /** Null: it was begun, and nobody knows how it ended. */
  readonly outcome: Outcome | null
  readonly traceId: string
}

export interface Accounts {
  /** The newest first, so many at most. */
  of(subject: string, since: Date, most: number): Promise<readonly Look[]>
  close(): Promise<void>
}

interface AccountsOptions {
  readonly databaseUrl: string
  /** Under which data subjects are encrypted. */
  readonly key: Uint8Array
}

/** For who may ask about one child at a time, and not look further. */
export function openAccounts({ databaseUrl, key }: AccountsOptions): Accounts {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'kindlijn accounts',
    max: 2,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
  })
  pool.on('error', () => undefined)
  return {
    async of(subject, since, most) {
      const { rows } = await pool.query<Look>({
        name: 'account of',
        text: `select at, act, organisation, role, purpose, registry, parts, outcome, trace_id as "traceId"
               from accounting.account_of($1, $2, $3)`,
        values: [sealSubject(key, subject), since, most],
      })
      return rows
    },
    close: () => pool.end(),
  }
}

/** The last block of each chain, as it was signed. */
export async function headsOf(client: pg.ClientBase): Promise<readonly SignedHead[]> {
  const { rows } = await client.query<SignedHead>(`
    select chain, number::float8 as number, hash, signature,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from accounting.chain cross join lateral (
      select * from accounting.block where chain = name order by number desc limit 1
    ) head order by opened_at, chain`)
  return rows
}
