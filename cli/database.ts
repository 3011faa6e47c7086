/**
 * The one database of an installation: a schema and a role for each part, and an accounting to which all may add and
 * that nobody may change.
 *
 * @module
 */

import pg from 'pg'
import {
  ACCOUNTING_TABLES,
  grantsTo,
  mayReadAll,
  mayReadOneAtATime,
} from '../connectors/accounting-tables.ts'
import { DISCLOSURE_TABLES, mayDisclose } from '../connectors/disclosure-tables.ts'
import { maySeeCalls, SEEN_CALLS } from '../connectors/seen-calls.ts'

export const DATABASE = 'kindlijn'

/** Who keeps state, and in which schema. */
export const SCHEMAS = {
  child: 'child_index',
  'birth-care': 'birth_care_deliveries',
  jgz: 'jgz_deliveries',
  childcare: 'childcare_deliveries',
  'social-domain': 'social_domain_deliveries',
} as const

/** Every subgraph that reads a registry writes accounts of it, `insight` of what it told, the gateway of what it refuses, and who reads the accounts of that. */
export const ACCOUNTANTS = [
  'child',
  'birth-care',
  'jgz',
  'childcare',
  'social-domain',
  'insight',
  'gateway',
  'audit',
] as const
export type Accountant = (typeof ACCOUNTANTS)[number]

/** What a part asks is about persons, and so is what PostgreSQL would write of it into its log. */
const SILENT_LOG = [
  ['log_min_messages', 'log'],
  ['log_min_error_statement', 'panic'],
  ['log_error_verbosity', 'terse'],
  ['log_statement', 'none'],
  ['log_min_duration_statement', '-1'],
  ['log_parameter_max_length', '0'],
  ['log_parameter_max_length_on_error', '0'],
] as const

const INSUFFICIENT_PRIVILEGE = '42501'

const LOCK = 4_919_131

/** Makes what is missing, as often as it is called. `passwordOf` gives the password of a part's role. */
export async function setUpDatabase(
  adminUrl: string,
  database: string,
  passwordOf: (part: Accountant) => Promise<string>,
): Promise<void> {
  await makeDatabase(adminUrl, database)
  const client = new pg.Client({ connectionString: urlOf(adminUrl, database) })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(ACCOUNTING_TABLES)
    await client.query(SEEN_CALLS)
    await client.query(DISCLOSURE_TABLES)
    await client.query('revoke all on schema public from public')
    for (const part of ACCOUNTANTS) {
      const role = client.escapeIdentifier(roleOf(database, part))
      await makeRole(client, roleOf(database, part), await passwordOf(part))
      await client.query(grantsTo(role))
      if (part in SCHEMAS || part === 'insight') await client.query(maySeeCalls(role))
      if (part === 'insight') await client.query(mayDisclose(role))
      if (part === 'audit') await client.query(mayReadAll(role))
      if (part === 'child' || part === 'audit') await client.query(mayReadOneAtATime(role))
      if (part in SCHEMAS) {
        await client.query(
          `create schema if not exists ${SCHEMAS[part as keyof typeof SCHEMAS]} authorization ${role}`,
        )
      }
    }
  } finally {
    await client.end()
  }
}

/** The address at which a part reaches its schema, and no other. */
export function urlFor(
  adminUrl: string,
  database: string,
  part: Accountant,
  password: string,
): string {
  const url = new URL(urlOf(adminUrl, database))
  url.username = roleOf(database, part)
  url.password = password
  return url.href
}

export function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  return url.href
}

/** PostgreSQL has no "create database if not exists". */
export async function makeDatabase(adminUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [
      database,
    ])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`)
  } finally {
    await client.end()
  }
}

/** Roles are the whole server's, so each carries the name of its database. */
function roleOf(database: string, part: Accountant): string {
  return `${database}_${part.replaceAll('-', '_')}`
}

async function makeRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
  const verb = `${rowCount ? 'alter' : 'create'} role ${client.escapeIdentifier(role)}`
  await client.query(`${verb} login password ${client.escapeLiteral(password)}`)
  // Where the server's own administrator is no superuser, he has to set them for the whole server.
  for (const [setting, value] of SILENT_LOG) {
    await client
      .query(`alter role ${client.escapeIdentifier(role)} set ${setting} = ${value}`)
      .catch((error: { code?: string }) => {
        if (error.code !== INSUFFICIENT_PRIVILEGE) throw error
      })
  }
}
