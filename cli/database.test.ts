import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openAccounting } from '../connectors/accounting-store.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { openChildIndex } from '../subgraphs/child/child-index.ts'
import { ACCOUNTANTS, type Accountant, SCHEMAS, setUpDatabase, urlFor, urlOf } from './database.ts'

/** The auditor may look, and is tested apart. */
const PARTS = ACCOUNTANTS.filter((part) => part !== 'audit')
const OWNERS = Object.entries(SCHEMAS) as [keyof typeof SCHEMAS, string][]
const DATABASE = `Kindlijn "test" ${randomBytes(6).toString('hex')}`
const NURSE: Viewer = {
  id: 'u-1',
  organisation: 'ura:00009999',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
}

async function passwordOf(part: Accountant): Promise<string> {
  return `it's \\ "${part}"`
}

let adminUrl: string

beforeAll(async () => {
  adminUrl = inject('postgresUrl')
  await setUpDatabase(adminUrl, DATABASE, passwordOf)
})
afterAll(async () => {
  await askAt(adminUrl, `drop database if exists ${quoted(DATABASE)} with (force)`)
  for (const part of ACCOUNTANTS)
    await askAt(adminUrl, `drop role if exists ${quoted(roleOf(part))}`)
})

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function roleOf(part: Accountant): string {
  return decodeURIComponent(new URL(urlFor(adminUrl, DATABASE, part, '')).username)
}

async function askAt(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function askAs(part: Accountant, sql: string): Promise<Record<string, unknown>[]> {
  return askAt(urlFor(adminUrl, DATABASE, part, await passwordOf(part)), sql)
}

function askAsOwner(sql: string): Promise<Record<string, unknown>[]> {
  return askAt(urlOf(adminUrl, DATABASE), sql)
}

const INSERTS = [
  `insert into accounting.event (chain, block, place, trace_id, span_id, at, kind, registry, parts, authorisation, access_point)
     values ('x', 0, (random() * 1e9)::int, 't', 's', now(), 'read', 'r', '{a}', 'p', 'a')`,
  `insert into accounting.outcome (chain, block, place, span_id, at, outcome)
     values ('x', 0, (random() * 1e9)::int, 's', now(), 'read')`,
]

describe.each(PARTS)('the role of %s', (part) => {
  test('may add to the accounting', async () => {
    for (const insert of INSERTS) await askAs(part, insert)
    const count = 'select count(*)::int from accounting.logboek where outcome is not null'
    const [before] = await askAsOwner(count)
    const store = await openAccounting({
      databaseUrl: urlFor(adminUrl, DATABASE, part, await passwordOf(part)),
      part,
      key: new Uint8Array(64),
      signingKey: new Uint8Array(32),
    })
    const act = { kind: 'read', traceId: 't', viewer: NURSE, registry: 'r', parts: [] } as const
    const end = await store.begin({ ...act, subjects: ['s'] })
    await end(['read'])
    await store.close()

    const [after] = await askAsOwner(count)
    expect(Number(after?.count) - Number(before?.count)).toBe(1)
  })

  test.each([
    ...['event', 'processing', 'outcome'].flatMap((table) => [
      `select 1 from accounting.${table}`,
      `select count(*) from accounting.${table}`,
      `insert into accounting.${table} (chain) values ('') returning place`,
    ]),
    'select 1 from accounting.logboek',
    'select witnessed from accounting.block',
    ...['chain', 'block', 'event', 'processing', 'outcome'].flatMap((table) => [
      `update accounting.${table} set ${table === 'chain' ? 'name' : 'chain'} = ''`,
      `delete from accounting.${table}`,
      `truncate accounting.${table}`,
      `begin; lock table accounting.${table} in exclusive mode`,
      `alter table accounting.${table} disable trigger all`,
      `create trigger t before insert on accounting.${table} execute function accounting.refuse()`,
      `drop table accounting.${table}`,
      `comment on table accounting.${table} is ''`,
    ]),
  ])('MUST be refused: %s', async (statement) => {
    await expect(askAs(part, statement)).rejects.toMatchObject({ code: '42501' })
  })

  test.each([
    'create table accounting.x ()',
    'create table public.x ()',
    'create schema x',
    'create role x',
    'create database x',
    "create function accounting.refuse() returns trigger language sql as 'select 1'",
    'drop schema accounting cascade',
    'set role postgres',
    "set session_replication_role = 'replica'",
    "copy (select 1) to program 'true'",
    "select pg_read_file('PG_VERSION')",
    'select 1 from pg_authid',
  ])('MUST be refused: %s', async (statement) => {
    await expect(askAs(part, statement)).rejects.toMatchObject({ code: '42501' })
  })

  test('MUST see no schema but its own', async () => {
    for (const [owner, schema] of OWNERS) {
      const own = owner === part
      const [seen] = await askAs(
        part,
        `select has_schema_privilege('${schema}', 'usage') as usage,
                has_schema_privilege('${schema}', 'create') as make`,
      )
      expect(seen).toEqual({ usage: own, make: own })
      if (own) continue
      await expect(askAs(part, `create table ${schema}.x ()`)).rejects.toMatchObject({
        code: '42501',
      })
    }
  })

  test('MUST be nobody’s member, and no more than a role that logs in', async () => {
    const [role] = await askAs(
      part,
      `select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
         (select count(*)::int from pg_auth_members where member = pg_roles.oid) as memberships
       from pg_roles where rolname = current_user`,
    )
    expect(role).toEqual({
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolbypassrls: false,
      memberships: 0,
    })
  })
})

describe('the role of the auditor', () => {
  test('may look into all of the accounting', async () => {
    for (const table of ['chain', 'block', 'event', 'processing', 'outcome', 'logboek']) {
      await askAs('audit', `select * from accounting.${table}`)
    }
  })

  test.each([
    'update accounting.event set trace_id = null',
    'delete from accounting.processing',
    'truncate accounting.outcome',
    'alter table accounting.block disable trigger all',
    'set session_replication_role = replica',
    'drop table accounting.chain',
  ])('MUST be refused: %s', async (statement) => {
    await expect(askAs('audit', statement)).rejects.toMatchObject({ code: '42501' })
  })

  test('MUST see no schema of another', async () => {
    for (const [, schema] of OWNERS) {
      const [seen] = await askAs(
        'audit',
        `select has_schema_privilege('${schema}', 'usage') as usage`,
      )
      expect(seen).toEqual({ usage: false })
    }
  })
})

describe('the account of one child', () => {
  const ACCOUNT = `select * from accounting.account_of('x', 'epoch', 10)`

  test('is for who knows its children, and for the auditor', async () => {
    for (const part of ['child', 'audit'] as const) {
      expect(await askAs(part, ACCOUNT)).toEqual([])
    }
  })

  test.each(PARTS.filter((part) => part !== 'child'))('MUST be refused to %s', async (part) => {
    await expect(askAs(part, ACCOUNT)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('a database that was set up', () => {
  test('lets a part make and use what is its own, where another cannot look', async () => {
    const { child: schema } = SCHEMAS
    const index = await openChildIndex({
      databaseUrl: urlFor(adminUrl, DATABASE, 'child', await passwordOf('child')),
      key: new Uint8Array(64),
    })
    await index.close()

    expect(await askAs('child', `select * from ${schema}.child`)).toEqual([])
    for (const other of PARTS.filter((part) => part !== 'child')) {
      await expect(askAs(other, `select * from ${schema}.child`)).rejects.toMatchObject({
        code: '42501',
      })
    }
  })

  test('MUST NOT be changed by being set up again', async () => {
    const state = () =>
      askAsOwner(`
        select n.nspname, c.relname, c.relacl::text, n.nspacl::text, t.tgname, t.tgenabled
        from pg_namespace n left join pg_class c on c.relnamespace = n.oid
          left join pg_trigger t on t.tgrelid = c.oid
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2, 5`)
    const before = await state()
    const accounts = await askAsOwner('select * from accounting.outcome order by chain, place')
    await Promise.all([
      setUpDatabase(adminUrl, DATABASE, passwordOf),
      setUpDatabase(adminUrl, DATABASE, passwordOf),
    ])

    expect(await state()).toEqual(before)
    expect(await askAsOwner('select * from accounting.outcome order by chain, place')).toEqual(
      accounts,
    )
    for (const insert of INSERTS) await askAs('jgz', insert)
  })

  test('MUST let nobody in with another password', async () => {
    const url = urlFor(adminUrl, DATABASE, 'jgz', 'another')
    await expect(askAt(url, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  test('MUST keep its roles out of other databases of the same server', async () => {
    const url = urlFor(adminUrl, DATABASE, 'jgz', await passwordOf('jgz'))
    const other = `other_${randomBytes(6).toString('hex')}`
    await askAt(adminUrl, `create database ${other}`)
    try {
      await askAt(urlOf(adminUrl, other), 'create schema s; create table s.t as select 1')
      await expect(askAt(urlOf(url, other), 'select * from s.t')).rejects.toMatchObject({
        code: '42501',
      })
    } finally {
      await askAt(adminUrl, `drop database ${other} with (force)`)
    }
  })
})
