/**
 * Whoever has the whole database in hand, its triggers off, changes something: each time it is found.
 *
 * @module
 */

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Act } from '../privacy/accounting.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { cases } from '../test/scale.ts'
import { openAccounting } from './accounting-store.ts'
import { ACCOUNTING_TABLES } from './accounting-tables.ts'
import { type SignedHead, type Verified, verifyAccounting } from './accounting-verify.ts'
import { chainSigner } from './chain-signature.ts'

const READINGS = cases(4, 40)
const SIGNING_KEY = new Uint8Array(32).fill(9)
const { publicKey } = chainSigner(SIGNING_KEY)
const VIEWER: Viewer = {
  id: 'u-1',
  organisation: 'ura:00009999',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
}
const ACT: Act = {
  kind: 'read',
  traceId: 'a'.repeat(32),
  parentSpanId: 'b'.repeat(16),
  viewer: VIEWER,
  registry: 'town',
  parts: ['growth'],
  subjects: ['child-1', 'child-2'],
}
const RECORDS = ['event', 'processing', 'outcome'] as const
const TABLES = ['chain', 'block', ...RECORDS] as const

let database: TestDatabase
let client: pg.Client
let heads: readonly SignedHead[]

beforeAll(async () => {
  database = await makeDatabase()
  await database.ask(ACCOUNTING_TABLES)
  for (const part of ['first', 'second']) await write(part, READINGS)
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  heads = (await client.query(HEADS)).rows
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})

test(`of a large accounting, each of ${cases(20, 1_000)} changes at random MUST be found`, async () => {
  const large = await makeDatabase()
  await large.ask(ACCOUNTING_TABLES)
  const store = await openAccounting({
    databaseUrl: large.url,
    part: 'large',
    key: new Uint8Array(64),
    signingKey: SIGNING_KEY,
  })
  const readings = cases(200, 2_000)
  for (let i = 0; i < readings; i += 50) {
    const ends = await Promise.all(Array.from({ length: 50 }, () => store.begin(ACT)))
    await Promise.all(ends.map((end) => end(['read', 'read'])))
  }
  await store.close()
  const mine = client
  client = new pg.Client({ connectionString: large.url })
  try {
    await client.connect()
    const whole = await verifyAccounting({ client, publicKey })
    expect([whole.findings, whole.records]).toEqual([[], 5 * readings + 2])
    for (let i = 0; i < cases(20, 1_000); i++) {
      const table = RECORDS[i % 3] ?? 'event'
      const picked = `ctid = (select ctid from accounting.${table} order by random() limit 1)`
      const sql = [
        `delete from accounting.${table} where ${picked}`,
        `update accounting.${table} set place = place + 1 where ${picked} and place >= 0`,
        `update accounting.${table} set span_id = translate(span_id, '0123456789abcdef', '123456789abcdef0') where ${picked}`,
      ][Math.floor(i / 3) % 3]
      // A place may be taken by another record: then nothing was changed.
      const { findings } = await tampered(sql ?? '').catch((error: { code?: string }) => {
        if (error.code === '23505') return { findings: ['taken'] }
        throw error
      })
      expect([sql, findings.length]).not.toEqual([sql, 0])
    }
  } finally {
    await client.end()
    client = mine
    await large.drop()
  }
})

const HEADS = `
  select distinct on (chain) chain, number::int, hash, signature,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
  from accounting.block order by chain, block.number desc`

async function write(part: string, readings: number): Promise<void> {
  const store = await openAccounting({
    databaseUrl: database.url,
    part,
    key: new Uint8Array(64),
    signingKey: SIGNING_KEY,
  })
  for (let i = 0; i < readings; i++) {
    const end = await store.begin(ACT)
    await end(['read', 'failed'])
  }
  await store.note({ ...ACT, kind: 'login-refused', viewer: undefined, subjects: [] })
  await store.close()
}

/** With the triggers off, and undone afterwards. */
async function tampered(sql: string, withHeads = false): Promise<Verified> {
  await client.query('begin; set local session_replication_role = replica')
  try {
    const { rowCount } = await client.query(sql)
    expect([sql, rowCount]).not.toEqual([sql, 0])
    return await verifyAccounting({ client, publicKey, ...(withHeads && { heads }) })
  } finally {
    await client.query('rollback')
  }
}

async function placesOf(table: (typeof TABLES)[number]): Promise<readonly string[]> {
  const { rows } = await client.query(`select ctid::text from accounting.${table}`)
  return rows.map(({ ctid }) => ctid)
}

test('what nobody touched is whole', async () => {
  const verified = await verifyAccounting({ client, publicKey, heads })

  expect(verified).toMatchObject({ chains: 2, findings: [], open: [], unended: 0 })
  // Each reading: an event and two processings, then two outcomes; each chain: began, refused, ended.
  expect(verified.records).toBe(2 * (5 * READINGS + 3))
})

describe('of every row', () => {
  test.each(TABLES)('each column of %s that is changed MUST be found', async (table) => {
    const { rows: columns } = await client.query<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns
       where table_schema = 'accounting' and table_name = $1`,
      [table],
    )
    let changes = 0
    for (const ctid of await placesOf(table)) {
      for (const { name, type } of columns) {
        const { findings } = await tampered(
          `update accounting.${table} set ${name} = ${changed(name, type)} where ctid = '${ctid}'`,
        )
        expect([table, name, ctid, findings.length]).not.toEqual([table, name, ctid, 0])
        changes += 1
      }
    }
    expect(changes).toBeGreaterThan(0)
  })

  test.each(TABLES)('each row of %s that is deleted MUST be found', async (table) => {
    for (const ctid of await placesOf(table)) {
      const { findings } = await tampered(`delete from accounting.${table} where ctid = '${ctid}'`)
      expect([table, ctid, findings.length]).not.toEqual([table, ctid, 0])
    }
  })

  test.each(RECORDS)('each row of %s that is put in again MUST be found', async (table) => {
    for (const ctid of await placesOf(table)) {
      for (const at of ['block, 99', 'block, -1', 'block + 1, 98', '999999, 0']) {
        const { findings } = await tampered(
          `insert into accounting.${table} select (jsonb_populate_record(record, jsonb_build_object(
             'block', at.block, 'place', at.place))).*
           from accounting.${table} record, lateral (select ${at}) as at (block, place)
           where record.ctid = '${ctid}'`,
        )
        expect([table, ctid, at, findings.length]).not.toEqual([table, ctid, at, 0])
      }
    }
  })

  test.each(RECORDS)(
    'each row of %s that changes places with another MUST be found',
    async (table) => {
      const places = await placesOf(table)
      for (const [i, one] of places.entries()) {
        const other = places[(i + 2) % places.length]
        const { findings } = await tampered(
          `with old as (select ctid, chain, block, place from accounting.${table})
         update accounting.${table} record set chain = old.chain, block = old.block, place = old.place + 1000
         from old where (record.ctid = '${one}' and old.ctid = '${other}') or (record.ctid = '${other}' and old.ctid = '${one}')`,
        )
        expect([table, one, findings.length]).not.toEqual([table, one, 0])
        const exactly = await tampered(
          `update accounting.${table} set place = -1 - place where ctid = '${one}'`,
        )
        expect([table, one, exactly.findings.length]).not.toEqual([table, one, 0])
      }
    },
  )

  /** A column takes another value of its type. */
  function changed(name: string, type: string): string {
    if (type === 'bytea') return `set_byte(${name}, 0, 255 - get_byte(${name}, 0))`
    if (type === 'text') return `coalesce(${name}, '') || 'x'`
    if (type === 'ARRAY') return `${name} || '{x}'`
    if (type.startsWith('timestamp')) return `${name} + interval '1 microsecond'`
    return `${name} + 1000`
  }
})

describe('of a chain', () => {
  test('each end that is cut off MUST be found, by a head that was kept elsewhere', async () => {
    const { rows } = await client.query('select chain, number::int from accounting.block')
    for (const { chain, number } of rows) {
      const cut = `delete from accounting.block where chain = '${chain}' and number >= ${number}`
      const all = RECORDS.map(
        (table) =>
          `${table} as (delete from accounting.${table} where chain = '${chain}' and block >= ${number})`,
      )
      const whole =
        number === 0 ? `, list as (delete from accounting.chain where name = '${chain}')` : ''
      const { findings } = await tampered(`with ${all.join(', ')}${whole} ${cut}`, true)
      expect([chain, number, findings.length]).not.toEqual([chain, number, 0])
    }
  })

  test('that another has seen, an end that is cut off MUST be found by that alone', async () => {
    const [{ name: first } = { name: '' }] = (
      await client.query(`select name from accounting.chain where name like 'first-%'`)
    ).rows
    const all = RECORDS.map(
      (table) =>
        `${table} as (delete from accounting.${table} where chain = '${first}' and block > 3)`,
    )
    const { findings } = await tampered(
      `with ${all.join(', ')} delete from accounting.block where chain = '${first}' and number > 3`,
    )
    expect(findings).toMatchObject([{ chain: first, about: expect.stringContaining('seen') }])
  })

  test('that was written anew with another key MUST be found', async () => {
    const other = chainSigner(new Uint8Array(32).fill(1))
    expect((await verifyAccounting({ client, publicKey: other.publicKey })).findings).toHaveLength(
      2,
    )
    expect(
      (await verifyAccounting({ client, publicKey: other.publicKey, heads })).findings,
    ).toHaveLength(4)
  })

  test('that nobody ended is told, and what was begun in it and did not end', async () => {
    const mine = await makeDatabase()
    await mine.ask(ACCOUNTING_TABLES)
    const store = await openAccounting({
      databaseUrl: mine.url,
      part: 'killed',
      key: new Uint8Array(64),
      signingKey: SIGNING_KEY,
    })
    await store.begin(ACT)
    const other = new pg.Client({ connectionString: mine.url })
    await other.connect()
    const verified = await verifyAccounting({ client: other, publicKey })

    expect(verified).toMatchObject({ findings: [], unended: 2 })
    expect(verified.open).toEqual([expect.stringMatching(/^killed-[0-9a-f]{16}$/)])
    await store.close()
    await other.end()
    await mine.drop()
  })
})
