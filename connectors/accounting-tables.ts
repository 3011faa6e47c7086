/**
 * The tables of the accounting. Everything is added, and nothing is changed: who tries is refused, its owner included.
 *
 * @module
 */

/** Made by whoever owns the database; those who write may insert, and nothing else. */
export const ACCOUNTING_TABLES = `
  create schema if not exists accounting;
  do $$ begin
    -- Of before there were chains: kept as it is, under another name.
    if exists (select from information_schema.tables where table_schema = 'accounting' and table_name = 'access') then
      alter table accounting.access rename to access_unchained;
      alter table accounting.processing rename to processing_unchained;
      alter index if exists accounting.processing_by_subject rename to processing_unchained_by_subject;
      alter index if exists accounting.processing_by_trace rename to processing_unchained_by_trace;
    end if;
  end $$;

  create table if not exists accounting.chain (
    name text primary key,
    opened_at timestamptz not null
  );
  create table if not exists accounting.block (
    chain text not null,
    number bigint not null,
    at timestamptz not null,
    previous bytea not null,
    witnessed text not null,
    hash bytea not null,
    signature bytea not null,
    primary key (chain, number)
  );
  create table if not exists accounting.event (
    chain text not null,
    block bigint not null,
    place integer not null,
    trace_id text not null,
    span_id text not null,
    parent_span_id text,
    at timestamptz not null,
    kind text not null,
    registry text not null,
    parts text[] not null,
    user_id text,
    role text,
    organisation text,
    purpose text,
    relation text,
    authorisation text not null,
    access_point text not null,
    primary key (chain, block, place)
  );
  create index if not exists event_by_span on accounting.event (span_id);
  create index if not exists event_by_trace on accounting.event (trace_id);
  create table if not exists accounting.processing (
    chain text not null,
    block bigint not null,
    place integer not null,
    trace_id text not null,
    span_id text not null,
    parent_span_id text not null,
    name text not null,
    started_at timestamptz not null,
    processing_activity text not null,
    data_subject text not null,
    data_subject_type text not null,
    parts text[] not null,
    primary key (chain, block, place)
  );
  create index if not exists processing_by_subject on accounting.processing (data_subject, started_at);
  create index if not exists processing_by_trace on accounting.processing (trace_id);
  create table if not exists accounting.outcome (
    chain text not null,
    block bigint not null,
    place integer not null,
    span_id text not null,
    at timestamptz not null,
    outcome text not null,
    primary key (chain, block, place)
  );
  create index if not exists outcome_by_span on accounting.outcome (span_id);

  create or replace view accounting.logboek as
    select p.chain, p.block, p.place, p.trace_id, p.span_id, p.parent_span_id, p.name, p.started_at, o.at as ended_at,
      p.processing_activity, p.data_subject, p.data_subject_type, e.registry, p.parts, o.outcome
    from accounting.processing p
      join accounting.event e on e.span_id = p.parent_span_id and e.chain = p.chain and e.block = p.block
      left join accounting.outcome o on o.span_id = p.span_id;
  comment on view accounting.logboek is
    'Each processing with how it ended; null where it never did: the process was killed, or could not write any more.';

  create or replace function accounting.account_of(subject text, since timestamptz, most integer)
    returns table (at timestamptz, act text, organisation text, role text, purpose text, registry text, parts text[],
      outcome text, trace_id text)
    language sql stable security definer set search_path = '' as $$
      select p.started_at, e.kind, e.organisation, e.role, e.purpose, e.registry, p.parts, o.outcome, p.trace_id
      from accounting.processing p
        join accounting.event e on e.span_id = p.parent_span_id and e.chain = p.chain and e.block = p.block
        left join accounting.outcome o on o.span_id = p.span_id
      where p.data_subject = subject and p.started_at >= since
      order by p.started_at desc, p.chain, p.block, p.place limit most
    $$;
  revoke all on function accounting.account_of from public;

  comment on table accounting.chain is 'One per process that wrote: its blocks follow one another.';
  comment on table accounting.block is
    'What was stored in one go. Its hash is over what is in it and over the block before it, and is signed.';
  comment on table accounting.event is
    'NEN 7513: who did what, when, for which purpose and under which rules. No data subject in it.';
  comment on table accounting.processing is
    'Logboek Dataverwerkingen: one per data subject and source, stored before the source is called. No user in it.';
  comment on table accounting.outcome is
    'How a processing, or an event without one, ended: stored before the answer leaves.';

  create or replace function accounting.refuse() returns trigger language plpgsql as
    $$ begin raise exception 'the accounting is append-only'; end $$;
  create or replace trigger append_only before update or delete or truncate on accounting.chain
    for each statement execute function accounting.refuse();
  create or replace trigger append_only before update or delete or truncate on accounting.block
    for each statement execute function accounting.refuse();
  create or replace trigger append_only before update or delete or truncate on accounting.event
    for each statement execute function accounting.refuse();
  create or replace trigger append_only before update or delete or truncate on accounting.processing
    for each statement execute function accounting.refuse();
  create or replace trigger append_only before update or delete or truncate on accounting.outcome
    for each statement execute function accounting.refuse();
`

/** The account of one data subject at a time, for who holds the key under which it is encrypted. */
export function mayReadOneAtATime(role: string): string {
  return `grant execute on function accounting.account_of to ${role}`
}

/** For an auditor. */
export function mayReadAll(role: string): string {
  return `grant select on all tables in schema accounting to ${role}`
}

/** To add, and not to look; of the chains themselves, which name nobody, their heads. */
export function grantsTo(role: string): string {
  return `
    grant usage on schema accounting to ${role};
    grant insert on accounting.chain, accounting.block, accounting.event, accounting.processing, accounting.outcome
      to ${role};
    grant select on accounting.chain to ${role};
    grant select (chain, number, at, hash) on accounting.block to ${role};`
}
