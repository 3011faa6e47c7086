/**
 * Which signed calls were seen, by whichever process of a subgraph: one that comes twice is refused by all of them.
 *
 * The table is kept out of the write-ahead log: no commit waits for a disk, and after a crash of the database it is
 * empty, as a process is that was started anew. What could then be repeated is no older than a signature is good.
 *
 * @module
 */

import pg from 'pg'
import type { SeeCall } from '../privacy/call-signature.ts'

/** Made by whoever owns the database. */
export const SEEN_CALLS = `
  create schema if not exists calls;
  create unlogged table if not exists calls.seen (
    subgraph text not null,
    id text not null,
    until timestamptz not null,
    primary key (subgraph, id)
  );
  create or replace function calls.see(subgraph text, id text, until timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = '' as $$
    begin
      insert into calls.seen values (subgraph, id, until) on conflict do nothing;
      return found;
    end $$;
  create or replace function calls.forget() returns void
    language sql volatile security definer set search_path = '' as $$
      delete from calls.seen where until < clock_timestamp()
    $$;
  revoke all on function calls.see, calls.forget from public;
`

/** To say that a call was seen, and not to look which others were. */
export function maySeeCalls(role: string): string {
  return `grant usage on schema calls to ${role};
    grant execute on function calls.see, calls.forget to ${role};`
}

export interface SeenCalls {
  readonly see: SeeCall
  close(): Promise<void>
}

const FORGET_MS = 30_000

export function openSeenCalls(databaseUrl: string, subgraph: string): SeenCalls {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'kindlijn calls',
    max: 4,
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
    statement_timeout: 2_000,
    keepAlive: true,
  })
  pool.on('error', () => undefined)
  const forgetting = setInterval(() => {
    pool.query('select calls.forget()').catch(() => undefined)
  }, FORGET_MS)
  forgetting.unref()

  return {
    async see(id, until) {
      const asked = { name: 'see', text: SEE, values: [subgraph, id, until] }
      // A connection that broke while it was idle is found out when it is used; asking again could see itself.
      const { rows } = await pool.query<{ first: boolean }>(asked)
      return rows[0]?.first === true
    },
    async close() {
      clearInterval(forgetting)
      await pool.end()
    },
  }
}

const SEE = 'select calls.see($1, $2, $3) as first'
