/**
 * The tables of what was told in numbers: what was decided of each cell, what stood beside, and a receipt of each answer. Rows are added, and
 * never changed.
 *
 * @module
 */

/**
 * Made by whoever owns the database. A face says which part of the grid a cell is; nobody is in it, and of a hidden cell
 * there is no number.
 */
export const DISCLOSURE_TABLES = `
  create schema if not exists disclosure;
  create table if not exists disclosure.decision (
    number bigint generated always as identity,
    project text not null,
    edition text not null,
    face text not null,
    units text not null,
    parts jsonb not null,
    rule text,
    count integer not null,
    cell_key bigint not null,
    signs integer[] not null,
    amount double precision,
    primary key (project, edition, face)
  );
  alter table disclosure.decision add column if not exists amount double precision;
  alter table disclosure.decision drop constraint if exists decision_check;
  alter table disclosure.decision drop constraint if exists hidden_has_no_count;
  alter table disclosure.decision add constraint hidden_has_no_count check
    (rule is null or (count = 0 and signs = '{}' and amount is null and (rule <> 'small' or cell_key = 0)));
  create index if not exists decision_in_order on disclosure.decision (project, edition, number);
  create table if not exists disclosure.beside (
    project text not null,
    edition text not null,
    name text not null,
    value jsonb not null,
    primary key (project, edition, name)
  );
  create table if not exists disclosure.receipt (
    id text primary key,
    at timestamptz not null,
    project text not null,
    receipt jsonb not null
  );
  create index if not exists receipt_by_project on disclosure.receipt (project, at);
`

/** To add and to look, and not to change or to remove. */
export function mayDisclose(role: string): string {
  return `grant usage on schema disclosure to ${role};
    grant select, insert on disclosure.decision, disclosure.beside, disclosure.receipt to ${role};`
}
