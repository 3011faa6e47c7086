import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Act, POLICY_VERSION } from '../privacy/accounting.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { type AccountingStore, openAccounting, sealSubject } from './accounting-store.ts'
import { ACCOUNTING_TABLES } from './accounting-tables.ts'

const KEY = new Uint8Array(64).fill(7)
const OPTIONS = { part: 'town', key: KEY, signingKey: new Uint8Array(32).fill(9) }
const NURSE: Viewer = {
  id: 'u-1',
  organisation: 'ura:00009999',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
}

let database: TestDatabase
let store: AccountingStore
let trace = 0

beforeAll(async () => {
  database = await makeDatabase()
  await database.ask(ACCOUNTING_TABLES)
  store = await openAccounting({ ...OPTIONS, databaseUrl: database.url })
})
afterAll(async () => {
  await store?.close()
  await database?.drop()
})
beforeEach(() => {
  trace += 1
})

/** The tables cannot be emptied, so each test has a trace of its own. */
function of(act: Partial<Act> = {}): Act {
  return {
    kind: 'read',
    traceId: traceId(),
    parentSpanId: 'b'.repeat(16),
    viewer: NURSE,
    registry: 'town-register',
    parts: ['growth', 'vaccinations'],
    subjects: ['child-1'],
    ...act,
  }
}

function traceId(): string {
  return trace.toString(16).padStart(32, '0')
}

function rowsOf(table: 'processing' | 'event' | 'logboek') {
  return database.ask(
    `select * from accounting.${table} where trace_id = $1 order by chain, block, place`,
    [traceId()],
  )
}

describe('a reading', () => {
  test('is written down before it is done: what of whom, and by whom, under one trace id', async () => {
    await store.begin(of({ subjects: ['child-1', 'child-2'] }))

    const processing = {
      trace_id: traceId(),
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      parent_span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      name: 'read town-register',
      started_at: expect.any(Date),
      processing_activity: 'youth-health-care',
      data_subject_type: 'kindlijn-child',
      parts: ['growth', 'vaccinations'],
    }
    const processings = await rowsOf('processing')
    expect(processings).toMatchObject([
      { ...processing, data_subject: sealSubject(KEY, 'child-1') },
      { ...processing, data_subject: sealSubject(KEY, 'child-2') },
    ])
    const [event, ...others] = await rowsOf('event')
    expect(others).toEqual([])
    expect(event).toMatchObject({
      kind: 'read',
      parent_span_id: 'b'.repeat(16),
      at: expect.any(Date),
      registry: 'town-register',
      parts: ['growth', 'vaccinations'],
      user_id: 'u-1',
      organisation: 'ura:00009999',
      role: 'youth-nurse',
      purpose: 'youth-health-care',
      relation: 'own-registry or responsible-region, in municipality 9999; unless-objected',
      authorisation: POLICY_VERSION,
      access_point: 'town',
    })
    expect(new Set(processings.map(({ parent_span_id }) => parent_span_id))).toEqual(
      new Set([event?.span_id]),
    )
    expect(await rowsOf('logboek')).toMatchObject([
      { registry: 'town-register', outcome: null, ended_at: null },
      { registry: 'town-register', outcome: null, ended_at: null },
    ])
  })

  test('is written down again when it is over: how it ended for each child', async () => {
    const end = await store.begin(of({ subjects: ['child-1', 'child-2', 'child-3'] }))
    await end(['read', 'unlinked', 'failed'])

    const records = await rowsOf('logboek')
    expect(records.map(({ data_subject, outcome }) => [data_subject, outcome])).toEqual([
      [sealSubject(KEY, 'child-1'), 'read'],
      [sealSubject(KEY, 'child-2'), 'unlinked'],
      [sealSubject(KEY, 'child-3'), 'failed'],
    ])
    for (const { started_at, ended_at } of records) {
      expect(Number(ended_at)).toBeGreaterThanOrEqual(Number(started_at))
    }
  })

  test('has the time of the database’s clock', async () => {
    const [before] = await database.ask('select clock_timestamp() as at')
    await store.begin(of())
    const [after] = await database.ask('select clock_timestamp() as at')
    const [event] = await rowsOf('event')

    expect(Number(event?.at)).toBeGreaterThanOrEqual(Number(before?.at) - 100)
    expect(Number(event?.at)).toBeLessThanOrEqual(Number(after?.at) + 100)
  })

  test('MUST NOT tell of the user where it tells of the child, nor of the child where of the user', async () => {
    await store.begin(of())
    const [processing] = await rowsOf('processing')
    const [event] = await rowsOf('event')

    expect(JSON.stringify(processing)).not.toMatch(/u-1|00009999|nurse/)
    expect(JSON.stringify(event)).not.toContain(sealSubject(KEY, 'child-1'))
  })

  test('MUST hold no child’s id that can be read', async () => {
    await store.begin(of({ subjects: ['6f0c1d7e-3a52-4b9e-8f10-2d5b7c9e0a11'] }))
    const rows = [...(await rowsOf('processing')), ...(await rowsOf('event'))]

    expect(JSON.stringify(rows)).not.toMatch(/6f0c1d7e/i)
    expect(sealSubject(KEY, 'child-1')).toBe(sealSubject(KEY, 'child-1'))
    expect(sealSubject(KEY, 'child-1')).not.toBe(sealSubject(KEY, 'child-2'))
    expect(sealSubject(new Uint8Array(64), 'child-1')).not.toBe(sealSubject(KEY, 'child-1'))
  })

  test('of a thousand children is one statement, and whole', async () => {
    const subjects = Array.from({ length: 1_000 }, (_, i) => `child-${i}`)
    await Promise.all([store.begin(of({ subjects })), store.begin(of({ subjects }))])

    expect(await rowsOf('processing')).toHaveLength(2_000)
    expect(await rowsOf('event')).toHaveLength(2)
  })

  test('is a value, whatever is written in it', async () => {
    const nasty = `x'); drop table accounting.event; --\\ "{},\0\ud800`
    await store.begin(of({ viewer: { ...NURSE, id: nasty }, registry: nasty, parts: [nasty] }))

    const stored = nasty.replace('\0', '\uFFFD').replace('\ud800', '\uFFFD')
    expect(await rowsOf('event')).toMatchObject([
      { user_id: stored, registry: stored, parts: [stored] },
    ])
  })

  test('MUST be in whole or not at all, and MUST NOT take others with it', async () => {
    const broken = of({ kind: null as never })
    const settled = await Promise.allSettled([
      store.begin(of({ subjects: ['child-1'] })),
      store.begin(broken),
      store.begin(of({ subjects: ['child-2'] })),
    ])

    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await rowsOf('processing')).toHaveLength(2)
    expect(await rowsOf('event')).toHaveLength(2)
  })
})

describe('what reads nobody', () => {
  test('a search is written down before it is done, and that nobody was found', async () => {
    const end = await store.begin(of({ kind: 'search', parts: ['familyName'], subjects: [] }))
    await end(['unlinked'])

    expect(await rowsOf('processing')).toEqual([])
    const [event] = await rowsOf('event')
    expect(event).toMatchObject({ kind: 'search', parts: ['familyName'], user_id: 'u-1' })
    expect(
      await database.ask('select outcome from accounting.outcome where span_id = $1', [
        event?.span_id,
      ]),
    ).toEqual([{ outcome: 'unlinked' }])
  })

  test('a refusal is written down, also of who is not known', async () => {
    await store.note(
      of({ kind: 'login-refused', viewer: undefined, parts: ['UNAUTHENTICATED'], subjects: [] }),
    )

    expect(await rowsOf('event')).toMatchObject([
      { kind: 'login-refused', user_id: null, role: null, purpose: null, organisation: null },
    ])
  })

  test('that writing down began and ended, is written down', async () => {
    const other = await openAccounting({ ...OPTIONS, part: 'once', databaseUrl: database.url })
    await other.note(of({ kind: 'refused' }))
    await other.close()

    expect(
      await database.ask(
        `select kind, parts from accounting.event where chain like 'once-%' order by block, place`,
      ),
    ).toEqual([
      { kind: 'logging', parts: ['began'] },
      { kind: 'refused', parts: ['growth', 'vaccinations'] },
      { kind: 'logging', parts: ['ended'] },
    ])
  })
})

describe('what is written', () => {
  test.each([
    'update accounting.processing set parts = parts',
    "update accounting.processing set parts = '{}' where false",
    'delete from accounting.processing',
    'delete from accounting.processing where false',
    'truncate accounting.processing',
    'update accounting.event set user_id = user_id',
    'delete from accounting.event',
    'truncate accounting.event',
    'update accounting.outcome set outcome = outcome',
    'delete from accounting.outcome',
    'truncate accounting.outcome',
    'update accounting.block set hash = hash',
    'delete from accounting.block',
    'truncate accounting.block',
    'update accounting.chain set name = name',
    'delete from accounting.chain',
    'truncate accounting.chain',
    'truncate accounting.processing, accounting.event',
    'merge into accounting.event a using (select 1 as place) b on a.place = b.place when matched then delete',
    `insert into accounting.event select * from accounting.event
       on conflict (chain, block, place) do update set user_id = ''`,
  ])('MUST stay, also for who owns the tables: %s', async (statement) => {
    await store.begin(of())
    await expect(database.ask(statement)).rejects.toThrow('append-only')

    expect(await rowsOf('processing')).toHaveLength(1)
    expect(await rowsOf('event')).toMatchObject([{ user_id: 'u-1' }])
  })

  test('stays when the tables are made again', async () => {
    await store.begin(of())
    await database.ask(ACCOUNTING_TABLES)

    expect(await rowsOf('processing')).toHaveLength(1)
    await expect(database.ask('delete from accounting.processing')).rejects.toThrow('append-only')
  })

  test('stays also where it is from before there were chains', async () => {
    const old = await makeDatabase()
    await old.ask(`
      create schema accounting;
      create table accounting.processing (id int, trace_id text, data_subject text);
      create index processing_by_subject on accounting.processing (data_subject);
      create index processing_by_trace on accounting.processing (trace_id);
      create table accounting.access (id int, trace_id text);
      insert into accounting.processing values (1, 't', 's');
      insert into accounting.access values (1, 't')`)
    await old.ask(ACCOUNTING_TABLES)
    await old.ask(ACCOUNTING_TABLES)

    expect(await old.ask('select * from accounting.processing_unchained')).toHaveLength(1)
    expect(await old.ask('select * from accounting.access_unchained')).toHaveLength(1)
    expect(await old.ask('select * from accounting.processing')).toEqual([])
    await old.drop()
  })
})

describe('a store that cannot be written', () => {
  test('MUST reject', async () => {
    const nowhere = Object.assign(new URL(database.url), { pathname: '/postgres' }).href
    const other = await openAccounting({ ...OPTIONS, databaseUrl: nowhere })
    await expect(other.begin(of())).rejects.toThrow(pg.DatabaseError)
    await expect(other.note(of())).rejects.toThrow(pg.DatabaseError)
    await other.close()

    const gone = await openAccounting({
      ...OPTIONS,
      databaseUrl: 'postgres://x@127.0.0.1:1/x',
    })
    await expect(gone.begin(of())).rejects.toThrow('ECONNREFUSED')
    await gone.close()
  })

  test('is written again after its connections were broken', async () => {
    await store.begin(of())
    await database.ask(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await store.begin(of())

    expect(await rowsOf('event')).toHaveLength(2)
  })

  test('is written also where the database breaks off what is written, for who makes the tables anew', async () => {
    const maker = new pg.Client(database.url)
    await maker.connect()
    await maker.query('begin; lock table accounting.outcome in share row exclusive mode')
    const written = store.begin(of())
    await vi.waitFor(async () => {
      const waiting = await database.ask(
        'select from pg_locks join pg_database d on d.oid = database where datname = current_database() and not granted',
      )
      expect(waiting).toHaveLength(1)
    }, 5_000)
    // Which the writer holds already, and waits for the other.
    await maker.query('lock table accounting.event in share row exclusive mode; commit')
    await maker.end()
    await written

    expect(await rowsOf('event')).toHaveLength(1)
  })
})
