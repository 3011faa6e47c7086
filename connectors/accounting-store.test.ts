import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProcessingRecord } from '../privacy/accounting.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import {
  ACCOUNTING_TABLES,
  type AccountingStore,
  openAccounting,
  sealSubject,
} from './accounting-store.ts'

const KEY = new Uint8Array(64).fill(7)
const NURSE: Viewer = {
  id: 'u-1',
  organisation: 'ura:00009999',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
}
const READ: ProcessingRecord = {
  traceId: 'a'.repeat(32),
  purpose: 'youth-health-care',
  registry: 'town',
  subject: 'child-1',
  parts: ['growth', 'vaccinations'],
  outcome: 'read',
}

let database: TestDatabase
let store: AccountingStore
let trace = 0

beforeAll(async () => {
  database = await makeDatabase()
  await database.ask(ACCOUNTING_TABLES)
  store = await openAccounting({ databaseUrl: database.url, key: KEY })
})
afterAll(async () => {
  await store?.close()
  await database?.drop()
})
beforeEach(() => {
  trace += 1
})

/** The table cannot be emptied, so each test has a trace of its own. */
function of(record: Partial<ProcessingRecord> = {}): ProcessingRecord {
  return { ...READ, traceId: traceId(), ...record }
}

function traceId(): string {
  return trace.toString(16).padStart(32, '0')
}

function rowsOf(table: 'processing' | 'access') {
  return database.ask(`select * from accounting.${table} where trace_id = $1 order by id`, [
    traceId(),
  ])
}

describe('a reading', () => {
  test('is written down twice: what of whom, and by whom, under one trace id', async () => {
    await store.record(NURSE, [
      of(),
      of({ subject: 'child-2', parts: ['growth'], outcome: 'unlinked' }),
      of({ subject: 'child-3', parts: [], outcome: 'failed' }),
    ])

    const processing = {
      trace_id: traceId(),
      processing_activity: 'youth-health-care',
      registry: 'town',
      at: expect.any(Date),
    }
    expect(await rowsOf('processing')).toMatchObject([
      {
        ...processing,
        data_subject: sealSubject(KEY, 'child-1'),
        parts: ['growth', 'vaccinations'],
        outcome: 'read',
      },
      { ...processing, data_subject: sealSubject(KEY, 'child-2'), parts: ['growth'] },
      { ...processing, data_subject: sealSubject(KEY, 'child-3'), parts: [], outcome: 'failed' },
    ])
    expect(await rowsOf('access')).toMatchObject([
      {
        trace_id: traceId(),
        registry: 'town',
        user_id: 'u-1',
        organisation: 'ura:00009999',
        role: 'youth-nurse',
        purpose: 'youth-health-care',
        at: expect.any(Date),
      },
    ])
  })

  test('MUST NOT tell of the user where it tells of the child, nor of the child where of the user', async () => {
    await store.record(NURSE, [of()])
    const [processing] = await rowsOf('processing')
    const [access] = await rowsOf('access')

    expect(JSON.stringify(processing)).not.toMatch(/u-1|00009999|nurse/)
    expect(JSON.stringify(access)).not.toContain(sealSubject(KEY, 'child-1'))
  })

  test('MUST hold no child’s id that can be read', async () => {
    await store.record(NURSE, [of({ subject: '6f0c1d7e-3a52-4b9e-8f10-2d5b7c9e0a11' })])
    const rows = [...(await rowsOf('processing')), ...(await rowsOf('access'))]

    expect(JSON.stringify(rows)).not.toMatch(/6f0c1d7e/i)
    expect(sealSubject(KEY, 'child-1')).toBe(sealSubject(KEY, 'child-1'))
    expect(sealSubject(KEY, 'child-1')).not.toBe(sealSubject(KEY, 'child-2'))
    expect(sealSubject(new Uint8Array(64), 'child-1')).not.toBe(sealSubject(KEY, 'child-1'))
  })

  test('of nobody is not written down', async () => {
    await store.record(NURSE, [])
    expect([await rowsOf('processing'), await rowsOf('access')]).toEqual([[], []])
  })

  test('of a thousand children is one statement, and whole', async () => {
    const children = Array.from({ length: 1_000 }, (_, i) => of({ subject: `child-${i}` }))
    await Promise.all([store.record(NURSE, children), store.record(NURSE, children)])

    expect(await rowsOf('processing')).toHaveLength(2_000)
    expect(await rowsOf('access')).toHaveLength(2)
  })

  test('is a value, whatever is written in it', async () => {
    const nasty = `x'); drop table accounting.access; --\\ "{},`
    await store.record({ ...NURSE, id: nasty, organisation: nasty }, [of({ registry: nasty })])

    expect(await rowsOf('access')).toMatchObject([{ user_id: nasty, registry: nasty }])
  })

  test('MUST be in whole or not at all', async () => {
    const broken = { ...of(), outcome: null as never }
    await expect(store.record(NURSE, [of(), broken])).rejects.toThrow()
    await expect(store.record({ ...NURSE, id: null as never }, [of()])).rejects.toThrow()

    expect([await rowsOf('processing'), await rowsOf('access')]).toEqual([[], []])
  })
})

describe('what is written', () => {
  test.each([
    'update accounting.processing set outcome = outcome',
    "update accounting.processing set outcome = 'read' where false",
    'delete from accounting.processing',
    'delete from accounting.processing where false',
    'truncate accounting.processing',
    'update accounting.access set user_id = user_id',
    'delete from accounting.access',
    'truncate accounting.access',
    'truncate accounting.processing, accounting.access',
    'merge into accounting.access a using (select 1 as id) b on a.id = b.id when matched then delete',
    `insert into accounting.access (id, trace_id, registry, user_id, organisation, role, purpose)
       overriding system value select id, '', '', '', '', '', '' from accounting.access
       on conflict (id) do update set user_id = ''`,
  ])('MUST stay, also for who owns the tables: %s', async (statement) => {
    await store.record(NURSE, [of()])
    await expect(database.ask(statement)).rejects.toThrow('append-only')

    expect(await rowsOf('processing')).toHaveLength(1)
    expect(await rowsOf('access')).toMatchObject([{ user_id: 'u-1' }])
  })

  test('stays when the tables are made again', async () => {
    await store.record(NURSE, [of()])
    await database.ask(ACCOUNTING_TABLES)

    expect(await rowsOf('processing')).toHaveLength(1)
    await expect(database.ask('delete from accounting.processing')).rejects.toThrow('append-only')
  })
})

describe('a store that cannot be written', () => {
  test('MUST reject', async () => {
    const nowhere = Object.assign(new URL(database.url), { pathname: '/postgres' }).href
    const other = await openAccounting({ databaseUrl: nowhere, key: KEY })
    await expect(other.record(NURSE, [of()])).rejects.toThrow(pg.DatabaseError)
    await other.close()

    const gone = await openAccounting({ databaseUrl: 'postgres://x@127.0.0.1:1/x', key: KEY })
    await expect(gone.record(NURSE, [of()])).rejects.toThrow('ECONNREFUSED')
    await gone.close()
  })

  test('is written again after its connections were broken', async () => {
    await store.record(NURSE, [of()])
    await database.ask(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    // What was idle breaks unseen; the pool has to have noticed.
    await new Promise((resolve) => setTimeout(resolve, 50))
    await store.record(NURSE, [of()])

    expect(await rowsOf('access')).toHaveLength(2)
  })
})
