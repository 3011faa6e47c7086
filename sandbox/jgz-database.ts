/**
 * The read-only database that a youth health care organisation opens to a municipality: an extract of its
 * dossiers, and one role that may read the agreed columns of it and do nothing else.
 *
 * @module
 */

import pg from 'pg'
import { toJgzRows } from './jgz.ts'
import { delayed } from './jgz-delay.ts'
import type { JgzSlips } from './jgz-slips.ts'
import { JGZ_TABLES } from './jgz-tables.ts'
import { type Families, fillSchema, MARKER, type Table } from './postgres-load.ts'
import { type Scenario, slipsOf, USUAL } from './scenario.ts'

export interface LoadJgzOptions {
  /** Of somebody who may make schemas and roles. */
  readonly databaseUrl: string
  readonly readerPassword: string
  /** A role belongs to the whole server: two extracts on one server need two. */
  readonly readerRole?: string | undefined
  readonly families: Families
  /** Left out: as usual. */
  readonly scenario?: Scenario | undefined
  /** Instead of those of the scenario. */
  readonly slips?: JgzSlips | undefined
  /** How many clients so far. */
  readonly onProgress?: ((clients: number) => void) | undefined
}

const SCHEMA = 'jgz_extract'

/** Makes the extract and its reader anew. Answers how many clients are in it. */
export function loadJgz({
  databaseUrl,
  readerPassword,
  readerRole = 'jgz_reader',
  families,
  scenario = USUAL,
  slips,
  onProgress,
}: LoadJgzOptions): Promise<number> {
  const usual = slipsOf(scenario)
  return fillSchema({
    databaseUrl,
    schema: SCHEMA,
    about: 'Extract van het Digitaal Dossier JGZ, op BDS-elementnummer.',
    tables: JGZ_TABLES,
    families,
    view: (family) => delayed(toJgzRows(family, slips ?? usual(family).jgz), scenario.jgzDelayDays),
    counted: 'client',
    onProgress,
    finish: (client, schema) => grantReader(client, schema, readerRole, readerPassword),
  })
}

/** As made again this night: the same dossiers, in an extract of today. */
export async function renewJgz(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`update ${SCHEMA}.${MARKER} set voltooid_op = now()`)
  } finally {
    await client.end()
  }
}

async function grantReader(
  client: pg.Client,
  schema: string,
  name: string,
  password: string,
): Promise<void> {
  const role = pg.escapeIdentifier(name)
  await client.query(`
    do $$ begin create role ${role}; exception when duplicate_object or unique_violation then null; end $$;
    alter role ${role} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
      password ${pg.escapeLiteral(password)};
    alter role ${role} set default_transaction_read_only = on;
    alter role ${role} set statement_timeout = '15s';
    alter role ${role} set lock_timeout = '2s';
    alter role ${role} set idle_in_transaction_session_timeout = '30s';
    alter role ${role} set search_path = ${SCHEMA};
    grant usage on schema ${schema} to ${role};
    grant select on ${schema}.${MARKER} to ${role};
    ${Object.entries(JGZ_TABLES)
      .map(([table, { columns }]) => grantColumns(`${schema}.${table}`, columns, role))
      .join(' ')}`)
}

function grantColumns(table: string, columns: Table['columns'], role: string): string {
  const open = Object.entries(columns).flatMap(([name, { hidden }]) => (hidden ? [] : [name]))
  return `grant select (${open.join(', ')}) on ${table} to ${role};`
}
