/**
 * The accounting in PostgreSQL: append-only, encrypted data subjects, one statement per reading.
 *
 * @module
 */

import { aessiv } from '@noble/ciphers/aes.js'
import pg from 'pg'
import type { Accounting } from '../privacy/accounting.ts'

interface AccountingOptions {
  readonly databaseUrl: string
  /** 64 bytes. */
  readonly key: Uint8Array
}

export interface AccountingStore extends Accounting {
  close(): Promise<void>
}

/** Made by whoever owns the database; those who write may insert, and nothing else. */
export const ACCOUNTING_TABLES = `
  create schema if not exists accounting;
  create table if not exists accounting.processing (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    trace_id text not null,
    processing_activity text not null,
    registry text not null,
    data_subject text not null,
    parts text[] not null,
    outcome text not null
  );
  create index if not exists processing_by_subject on accounting.processing (data_subject);
  create index if not exists processing_by_trace on accounting.processing (trace_id);
  create table if not exists accounting.access (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    trace_id text not null,
    registry text not null,
    user_id text not null,
    organisation text not null,
    role text not null,
    purpose text not null
  );
  create index if not exists access_by_trace on accounting.access (trace_id);
  comment on table accounting.processing is
    'Logboek Dataverwerkingen: one record per data subject and source read. No user in it.';
  comment on table accounting.access is
    'NEN 7513: who read, under the same trace id. No data subject in it.';
  create or replace function accounting.refuse() returns trigger language plpgsql as
    $$ begin raise exception 'the accounting is append-only'; end $$;
  create or replace trigger append_only before update or delete or truncate on accounting.processing
    for each statement execute function accounting.refuse();
  create or replace trigger append_only before update or delete or truncate on accounting.access
    for each statement execute function accounting.refuse();
`

export async function openAccounting(options: AccountingOptions): Promise<AccountingStore> {
  const { databaseUrl, key } = options
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 8,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
  })
  pool.on('error', () => undefined) // an idle connection that breaks is replaced at the next record

  return {
    async record({ id, organisation, role }, processings) {
      const [first] = processings
      if (!first) return
      const { traceId, purpose, registry } = first
      await pool.query({
        name: 'account',
        text: RECORD,
        values: [
          traceId,
          purpose,
          registry,
          processings.map(({ subject }) => sealSubject(key, subject)),
          // PostgreSQL has no arrays of arrays of different lengths.
          processings.map(({ parts }) => parts.join(',')),
          processings.map(({ outcome }) => outcome),
          id,
          organisation,
          role,
        ],
      })
    },
    close: () => pool.end(),
  }
}

const RECORD = `
  with processing as (
    insert into accounting.processing
      (trace_id, processing_activity, registry, data_subject, parts, outcome)
    select $1, $2, $3, subject, string_to_array(parts, ','), outcome
    from unnest($4::text[], $5::text[], $6::text[]) as told (subject, parts, outcome)
  )
  insert into accounting.access (trace_id, purpose, registry, user_id, organisation, role)
  values ($1, $2, $3, $7, $8, $9)`

const BOUND_TO = new TextEncoder().encode('kindlijn accounting 1')

/** The same child seals to the same text, so that its account can be found. */
export function sealSubject(key: Uint8Array, subject: string): string {
  const sealed = aessiv(key, BOUND_TO).encrypt(new TextEncoder().encode(subject))
  return Buffer.from(sealed).toString('base64url')
}
