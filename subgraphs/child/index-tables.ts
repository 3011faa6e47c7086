/**
 * The tables of the child index: who has which id, what was linked to whom and why, and what is still open.
 *
 * What was decided is never changed afterwards: a break, a doubt or a new score is a new row. Keys of records and
 * numbers of persons are sealed, so that a dump of these tables joins nothing.
 *
 * @module
 */

import type { PostgresClient } from '../../connectors/postgres.ts'

/** Each is run once, in this order. A change is a new one at the end. */
const MIGRATIONS: readonly string[] = [
  // Installations of before there were migrations have this one.
  `create table if not exists child_index.child (
    id uuid primary key default gen_random_uuid(),
    sealed_bsn text not null unique,
    issued_at timestamptz not null default now()
  )`,
  `
  -- Nobody has a BSN before birth.
  alter table child_index.child alter column sealed_bsn drop not null;

  create table child_index.pregnancy (
    id uuid primary key default gen_random_uuid(),
    registry text not null,
    sealed_record text not null,
    sealed_mother text,
    due_on date,
    born_on date,
    outcome text,
    seen_at timestamptz not null default clock_timestamp(),
    unique (registry, sealed_record)
  );
  create index pregnancy_of_mother on child_index.pregnancy (sealed_mother);
  create table child_index.fetus (
    child_id uuid primary key references child_index.child,
    pregnancy_id uuid not null references child_index.pregnancy,
    rank int not null check (rank > 0),
    outcome text,
    unique (pregnancy_id, rank)
  );

  create table child_index.link_event (
    seq bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    link_id uuid not null,
    child_id uuid not null references child_index.child,
    registry text not null,
    sealed_record text,
    kind text not null check (kind in
      ('MADE', 'BROKEN', 'CONFIRMED', 'REJECTED', 'SPLIT', 'PROMOTED_AT_BIRTH', 'RESCORED')),
    decided_by text not null check (decided_by in ('RULE', 'MODEL', 'PERSON')),
    version text,
    certainty text not null check (certainty in ('EXACT', 'PROBABLE', 'POSSIBLE', 'NONE')),
    score float8,
    evidence jsonb,
    reason text,
    user_id text,
    case_id uuid,
    check (decided_by <> 'PERSON' or (reason is not null and user_id is not null))
  );
  create index link_event_of_child on child_index.link_event (child_id, seq);
  create index link_event_of_link on child_index.link_event (link_id, seq);
  create index link_event_of_record on child_index.link_event (registry, sealed_record, seq);

  create table child_index.link_case (
    id uuid primary key default gen_random_uuid(),
    seq bigint generated always as identity unique,
    opened_at timestamptz not null default clock_timestamp(),
    child_id uuid not null references child_index.child,
    registry text not null,
    sealed_record text not null,
    kind text not null check (kind in ('POSSIBLE', 'CONTRADICTION')),
    reason text not null,
    version text not null,
    score float8 not null,
    evidence jsonb not null
  );
  create index link_case_of_child on child_index.link_case (child_id);
  create index link_case_of_record on child_index.link_case (registry, sealed_record);
  create table child_index.link_case_event (
    seq bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    -- A case is closed once. What comes up again is another case.
    case_id uuid not null unique references child_index.link_case,
    kind text not null check (kind in ('DECIDED', 'WITHDRAWN')),
    certainty text,
    reason text not null,
    user_id text,
    check (kind <> 'DECIDED' or (certainty is not null and user_id is not null))
  );

  create table child_index.link_run (
    id uuid primary key default gen_random_uuid(),
    seq bigint generated always as identity unique,
    at timestamptz not null default clock_timestamp(),
    registry text not null,
    version text not null,
    records int not null,
    linked int not null,
    possible int not null,
    unlinked int not null,
    estimated_false float8,
    estimated_missed float8,
    groups jsonb not null default '[]'
  );
  create index link_run_last on child_index.link_run (registry, seq);

  create table child_index.objection (
    seq bigint generated always as identity primary key,
    recorded_at timestamptz not null default clock_timestamp(),
    child_id uuid not null references child_index.child,
    domain text not null,
    purpose text,
    kind text not null check (kind in ('OBJECTION', 'CONSENT', 'WITHDRAWN')),
    source text not null,
    valid_from date not null,
    valid_until date
  );
  create index objection_of_child on child_index.objection (child_id);

  create function child_index.append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'What was decided is never changed: a change of mind is a new row.'
        using errcode = 'insufficient_privilege';
    end $$;
  ${['link_event', 'link_case', 'link_case_event', 'link_run', 'objection']
    .map(
      (table) => `
  create trigger append_only before update or delete or truncate on child_index.${table}
    for each statement execute function child_index.append_only();
  revoke update, delete, truncate on child_index.${table} from public;`,
    )
    .join('')}
  `,
  `
  -- Of a delivery store a mother is known by a blind index only, until she is asked for.
  alter table child_index.pregnancy
    add column sealed_mother_index text,
    -- What another registry tells of the same pregnancy.
    add column same_as uuid references child_index.pregnancy,
    -- Who did not live has no id; that there was one is told here.
    add column lost int not null default 0;
  create index pregnancy_of_mother_index on child_index.pregnancy (sealed_mother_index);
  alter table child_index.fetus
    -- What the registry calls it, and what it told of it.
    add column sealed_name text,
    add column sealed_facts text,
    -- Another id that was issued for the same child before this one was known to be it.
    add column answered_by uuid references child_index.child;
  create index fetus_answered_by on child_index.fetus (answered_by) where answered_by is not null;
  `,
  `
  create table child_index.glass (
    id uuid primary key default gen_random_uuid(),
    child_id uuid not null references child_index.child,
    user_id text not null,
    organisation text not null,
    role text not null,
    municipalities text[] not null,
    sealed_reason text not null,
    broken_at timestamptz not null default clock_timestamp(),
    until timestamptz not null
  );
  create index glass_of_user on child_index.glass (user_id, organisation, child_id);
  create table child_index.glass_review (
    glass_id uuid primary key references child_index.glass,
    user_id text not null,
    at timestamptz not null default clock_timestamp(),
    sealed_note text not null
  );
  ${['glass', 'glass_review']
    .map(
      (table) => `
  create trigger append_only before update or delete or truncate on child_index.${table}
    for each statement execute function child_index.append_only();
  revoke update, delete, truncate on child_index.${table} from public;`,
    )
    .join('')}
  `,
  `
  create table child_index.take_in (
    seq bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    registry text not null
  );
  create index take_in_last on child_index.take_in (registry, seq);
  create trigger append_only before update or delete or truncate on child_index.take_in
    for each statement execute function child_index.append_only();
  revoke update, delete, truncate on child_index.take_in from public;
  `,
]

/** May be called by many at once, and as often as one likes. */
export async function makeIndexTables(client: PostgresClient): Promise<void> {
  const run = (text: string, ...values: unknown[]) =>
    client.rows<{ version: number }>({ name: '', text, values })

  await run(`select pg_advisory_xact_lock(hashtextextended('kindlijn child index', 0))`)
  // Whose role may make no schema finds it there already.
  const [there] = await run(`select 1 where to_regnamespace('child_index') is not null`)
  if (!there) await run('create schema if not exists child_index')
  await run(`create table if not exists child_index.migration (
    version int primary key, made_at timestamptz not null default now())`)
  const done = await run('select version from child_index.migration')

  for (const [version, migration] of MIGRATIONS.entries()) {
    if (version < done.length) continue
    await run(migration)
    await run('insert into child_index.migration (version) values ($1)', version)
  }
}
