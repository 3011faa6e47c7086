/**
 * Which id of the graph belongs to which person.
 *
 * Ids are issued once, random, when a person is first found, and never change. The index holds no BSN that can
 * be read: it is sealed (AES-SIV) under a key that only `child` has, and equal BSNs seal to equal texts, so that
 * one person has one id.
 *
 * @module
 */

import { aessiv } from '@noble/ciphers/aes.js'
import pg from 'pg'
import { Bsn } from '../../privacy/bsn.ts'
import { GraphError } from '../../schema/errors.ts'

export interface ChildIndex {
  /** The ids of these persons, in their order; who has none gets one. */
  idsOf(bsns: readonly Bsn[]): Promise<readonly string[]>
  /** Whose ids these are, in their order; undefined for an id that was never issued. */
  bsnsOf(ids: readonly string[]): Promise<readonly (Bsn | undefined)[]>
  close(): Promise<void>
}

interface ChildIndexOptions {
  readonly databaseUrl: string
  /** 64 bytes. */
  readonly key: Uint8Array
}

const BOUND_TO = new TextEncoder().encode('kindlijn child index 1')
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function openChildIndex({ databaseUrl, key }: ChildIndexOptions): Promise<ChildIndex> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 4,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
  })
  pool.on('error', () => undefined) // an idle connection that breaks is replaced at the next question
  try {
    await pool.query(TABLE).catch(unavailable)
    await checkKey(pool, key)
  } catch (error) {
    await pool.end()
    throw error
  }

  return {
    async idsOf(bsns) {
      const sealed = bsns.map((bsn) => seal(key, bsn))
      const { rows } = await pool
        .query<{ id: string; sealed_bsn: string }>({
          name: 'child-index-issue',
          text: ISSUE,
          values: [[...new Set(sealed)]],
        })
        .catch(unavailable)
      const ids = new Map(rows.map(({ id, sealed_bsn }) => [sealed_bsn, id]))
      return sealed.map((text) => ids.get(text) ?? unavailable(new Error('an id was not issued')))
    },

    async bsnsOf(ids) {
      const { rows } = await pool
        .query<{ id: string; sealed_bsn: string }>({
          name: 'child-index-look-up',
          text: 'select id, sealed_bsn from child_index.child where id = any($1)',
          values: [ids.filter((id) => UUID.test(id))],
        })
        .catch(unavailable)
      try {
        const bsns = new Map(rows.map(({ id, sealed_bsn }) => [id, open(key, sealed_bsn)]))
        return ids.map((id) => bsns.get(id))
      } catch (cause) {
        return unavailable(cause)
      }
    },

    close: () => pool.end(),
  }
}

/** Under another key everybody would be a stranger, and get a second id. */
async function checkKey(pool: pg.Pool, key: Uint8Array): Promise<void> {
  const { rows } = await pool
    .query<{ sealed_bsn: string }>('select sealed_bsn from child_index.child limit 1')
    .catch(unavailable)
  try {
    for (const { sealed_bsn } of rows) open(key, sealed_bsn)
  } catch {
    throw new Error('The child index was made with another key.')
  }
}

const TABLE = `
  select pg_advisory_xact_lock(hashtextextended('kindlijn child index', 0));
  do $$ begin
    -- Whose role may make no schema finds it there already.
    if to_regnamespace('child_index') is null then create schema child_index; end if;
  end $$;
  create table if not exists child_index.child (
    id uuid primary key default gen_random_uuid(),
    sealed_bsn text not null unique,
    issued_at timestamptz not null default now()
  )`

// In one order, so that two who issue for the same persons wait for each other and not in a circle. The update
// changes nothing; it makes PostgreSQL return a row that came this instant.
const ISSUE = `
  with wanted as (select unnest($1::text[]) as sealed_bsn),
  known as (select id, sealed_bsn from child_index.child join wanted using (sealed_bsn)),
  issued as (
    insert into child_index.child (sealed_bsn)
    select sealed_bsn from wanted except select sealed_bsn from known order by sealed_bsn
    on conflict (sealed_bsn) do update set sealed_bsn = excluded.sealed_bsn
    returning id, sealed_bsn
  )
  select id, sealed_bsn from known union all select id, sealed_bsn from issued`

function seal(key: Uint8Array, bsn: Bsn): string {
  const sealed = aessiv(key, BOUND_TO).encrypt(new TextEncoder().encode(bsn.reveal()))
  return Buffer.from(sealed).toString('base64url')
}

function open(key: Uint8Array, sealed: string): Bsn | undefined {
  const text = aessiv(key, BOUND_TO).decrypt(new Uint8Array(Buffer.from(sealed, 'base64url')))
  return Bsn.parse(new TextDecoder().decode(text))
}

function unavailable(cause: unknown): never {
  throw new GraphError('REGISTRY_UNAVAILABLE', { registry: 'child-index', cause })
}
