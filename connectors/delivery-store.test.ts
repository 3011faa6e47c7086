import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AsOf } from '../schema/as-of.ts'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { type DeliveredRecord, type Delivery, DeliveryRefused } from './deliveries.ts'
import { isLate } from './delivery-lag.ts'
import { type DeliveryStore, openDeliveryStore } from './delivery-store.ts'

const never = new AbortController().signal
let database: TestDatabase
let store: DeliveryStore
/** Of a user who owns the store and is not a superuser, as in production. */
let url: string

beforeAll(async () => {
  database = await makeDatabase()
  const name = new URL(database.url).pathname.slice(1)
  await database.ask(`create role ${name}_owner login password 'p'`)
  await database.ask(`grant create on database ${name} to ${name}_owner`)
  url = Object.assign(new URL(database.url), { username: `${name}_owner`, password: 'p' }).href
  store = await openDeliveryStore({ url, schema: 'jgz_store' })
})
afterAll(async () => {
  await store.close()
  const name = new URL(database.url).pathname.slice(1)
  await database.ask(`drop owned by ${name}_owner cascade`)
  await database.ask(`drop role ${name}_owner`)
  await database.drop()
})

const hash = (n: number) => n.toString(16).padStart(64, '0')
const file = (registry: string, n: number): Delivery => ({
  registry,
  format: 'jgz-extract',
  fileName: `${n}.xml`,
  sha256: hash(n),
})
const weight = (line: number, subject: string, more: Partial<DeliveredRecord> = {}) => ({
  line,
  kind: 'weight',
  subject,
  logicalKey: `${subject}/${line}`,
  body: { grams: line },
  ...more,
})
async function* of(...records: DeliveredRecord[]) {
  yield* records
}

describe('a delivery store', () => {
  test('keeps every version, in the order in which it was told, with both clocks', async () => {
    const validAt = new Date('2025-03-30T00:00:00.123Z')
    const told = new Date('2025-04-01T00:00:00Z')
    const later = new Date('2025-04-02T00:00:00Z')
    const anna = (recordedAt: Date, grams: number) =>
      weight(1, 'anna', { validAt, recordedAt, body: { grams } })
    await store.append(file('a', 2), () => of(anna(later, 3600), weight(2, 'bram')), never)
    await store.append(file('a', 1), () => of(anna(told, 3500)), never)

    const found = await store.current('a', 'weight', ['anna', 'cato', 'anna'], never)
    expect([...found.keys()]).toEqual(['anna'])
    expect(found.get('anna')).toMatchObject([
      { body: { grams: 3500 }, validAt, recordedAt: told, logicalKey: 'anna/1', line: 1 },
      { body: { grams: 3600 }, validAt, recordedAt: later },
    ])
    const byKey = await store.byKey('a', 'weight', ['bram/2'], never)
    expect(byKey.get('bram/2')).toMatchObject([{ subject: 'bram', validAt: null }])
    expect((await store.current('a', 'height', ['anna'], never)).size).toBe(0)
    expect((await store.current('b', 'weight', ['anna'], never)).size).toBe(0)
  })

  test('tells the newest version of each key alone, by when it was told', async () => {
    const anna = (day: string, grams: number) =>
      weight(1, 'anna', { recordedAt: new Date(day), body: { grams } })
    await store.append(file('n', 1), () => of(anna('2025-04-02', 3600), weight(2, 'anna')), never)
    await store.append(file('n', 2), () => of(anna('2025-04-01', 3500)), never)
    const again = anna('2025-04-02', 3700)
    await store.append(file('n', 3), () => of(again, weight(1, 'bram')), never)

    const keys = ['anna/1', 'anna/2', 'cato/1', 'anna/1']
    const found = await store.latest('n', 'weight', keys, never)
    expect(found.size).toBe(2)
    expect(found.get('anna/1')).toMatchObject({ body: { grams: 3700 }, subject: 'anna' })
    expect(found.get('anna/2')).toMatchObject({ body: { grams: 2 } })
    expect((await store.latest('n', 'height', keys, never)).size).toBe(0)
  })

  test('tells what had been told by a moment, and of that what had come by another', async () => {
    const at = (day: string) => new Date(`${day}T00:00:00Z`)
    const told = (validAt: string, recordedAt: string, grams: number) =>
      weight(1, 'anna', { validAt: at(validAt), recordedAt: at(recordedAt), body: { grams } })
    const timeless = weight(1, 'anna', { recordedAt: at('2025-04-03'), body: { grams: 3 } })
    const records = [
      told('2025-03-30', '2025-04-01', 1),
      told('2025-05-30', '2025-04-02', 2),
      timeless,
      told('2025-03-31', '2025-04-04', 4),
    ]
    await store.append(file('t', 1), () => of(...records), never)

    const asOf = async (moments: AsOf) => {
      const all = await store.current('t', 'weight', ['anna'], never, moments)
      const byKey = await store.byKey('t', 'weight', ['anna/1'], never, moments)
      const latest = await store.latest('t', 'weight', ['anna/1'], never, moments)
      expect(byKey.get('anna/1')).toEqual(all.get('anna'))
      expect(latest.get('anna/1')).toEqual(all.get('anna')?.at(-1))
      return (all.get('anna') ?? []).map(({ body }) => (body as { grams: number }).grams)
    }
    expect(await asOf({})).toEqual([1, 2, 3, 4])
    expect(await asOf({ knownAt: '2025-03-31T00:00:00.000Z' })).toEqual([])
    expect(await asOf({ knownAt: '2025-04-03T00:00:00.000Z' })).toEqual([1, 2, 3])
    expect(await asOf({ validAt: '2025-03-30T00:00:00.000Z' })).toEqual([1, 3])
    expect(
      await asOf({ knownAt: '2025-04-02T00:00:00.000Z', validAt: '2025-04-01T00:00:00.000Z' }),
    ).toEqual([1])
  })

  test('MUST NOT tell as known what came later, whatever it says of when it was told', async () => {
    const at = (day: string, grams: number) =>
      weight(1, 'anna', { recordedAt: new Date(day), body: { grams } })
    const known = async (knownAt: string) => {
      const found = await store.current('known', 'weight', ['anna'], never, { knownAt })
      return (found.get('anna') ?? []).map(({ body }) => (body as { grams: number }).grams)
    }
    await store.append(file('known', 1), () => of(at('2025-04-02', 3600)), never)
    await setTimeout(5)
    const between = new Date().toISOString()
    const upToDateTo = async () => (await store.health('known', never, between)).upToDateTo
    const before = [await known(between), await upToDateTo()]
    await setTimeout(5)
    await store.append(file('known', 2), () => of(at('2025-04-01', 3500)), never)

    expect(await known(new Date().toISOString())).toEqual([3500, 3600])
    expect([await known(between), await upToDateTo()]).toEqual(before)
    expect(before[0]).toEqual([3600])
    // Before it delivered anything: what it had written down by then.
    expect(await known('2025-04-01T12:00:00.000Z')).toEqual([3500])
  })

  test('keeps what came late in its place, and tells that it did', async () => {
    const validAt = new Date('2025-03-30T00:00:00Z')
    const anna = (day: string, grams: number) =>
      weight(1, 'anna', { validAt, recordedAt: new Date(day), body: { grams } })
    await store.append(file('l', 1), () => of(anna('2025-04-02', 3600)), never)
    await store.append(file('l', 2), () => of(anna('2025-04-01', 3500)), never)
    await store.append(file('l', 3), () => of(weight(1, 'anna', { body: { grams: 1 } })), never)

    const versions = (await store.current('l', 'weight', ['anna'], never)).get('anna') ?? []
    expect(versions.map(({ body }) => (body as { grams: number }).grams)).toEqual([3500, 3600, 1])
    expect(versions.map((version) => isLate(version, 24))).toEqual([true, true, false])
    const now = Date.now()
    for (const { receivedAt } of versions) expect(now - receivedAt.getTime()).toBeLessThan(60_000)
    const [first] = await store.since('l', '0', 1, never)
    expect(first?.receivedAt).toEqual(versions[1]?.receivedAt)
  })

  test('MUST NOT count a clock that runs ahead as early', () => {
    const at = new Date('2025-01-01')
    const ahead = { validAt: null, recordedAt: new Date('2025-01-02'), receivedAt: at }
    expect(isLate(ahead, 0)).toBe(false)
  })

  test('MUST give the same answer whatever the order in which files came', async () => {
    const days = ['2025-04-01', '2025-04-02', '2025-04-03', '2025-04-04']
    const answers: unknown[] = []
    for (const [n, order] of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
    ].entries()) {
      for (const i of order) {
        const recordedAt = new Date(days[i] ?? '')
        // A correction, and a withdrawal: each is a row of its own.
        const body = [{ grams: 1 }, { grams: 2 }, { withdrawn: true }, { grams: 3 }][i]
        const records = () => of(weight(1, 'anna', { recordedAt, body }))
        await store.append(file(`o${'abc'.charAt(n)}`, i), records, never)
      }
      const registry = `o${'abc'.charAt(n)}`
      const found = await store.byKey(registry, 'weight', ['anna/1'], never)
      answers.push(found.get('anna/1')?.map(({ body, recordedAt }) => [body, recordedAt]))
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(answers[0]).toHaveLength(4)
  })

  test('MUST take the same bytes in once, also when two bring them at the same moment', async () => {
    const records = () => of(weight(1, 'cato'))
    const both = await Promise.all([1, 2].map(() => store.append(file('b', 7), records, never)))

    expect(both.filter((one) => one === undefined)).toHaveLength(1)
    expect((await store.current('b', 'weight', ['cato'], never)).get('cato')).toHaveLength(1)
  })

  test('MUST take in nothing of a file that turns out wrong at its end', async () => {
    async function* wrong() {
      for (let line = 1; line <= 1200; line++) yield weight(line, 'dirk')
      throw new DeliveryRefused({ line: 1201, path: 'w', rule: 'r', message: 'No.' })
    }
    await expect(store.append(file('c', 1), wrong, never)).rejects.toThrow(DeliveryRefused)
    expect(await store.since('c', '0', 10, never)).toEqual([])
  })

  test('reads on from where somebody left off', async () => {
    async function* many() {
      for (let line = 1; line <= 1201; line++) yield weight(line, 'emma')
    }
    expect(await store.append(file('d', 1), many, never)).toMatchObject({ records: 1201 })

    const lines: number[] = []
    for (let id = '0'; ; ) {
      const page = await store.since('d', id, 500, never)
      lines.push(...page.map(({ line }) => line))
      id = page.at(-1)?.id ?? id
      if (page.length < 500) break
    }
    expect(lines).toEqual(Array.from({ length: 1201 }, (_, i) => i + 1))
  })

  test.each(['update', 'delete', 'truncate'])('MUST NOT let even its owner %s', async (verb) => {
    for (const table of ['record', 'delivery']) {
      const name = `jgz_store.${table}`
      const sql = {
        update: `update ${name} set registry = 'x' where false`,
        delete: `delete from ${name} where false`,
        truncate: `truncate ${name} cascade`,
      }[verb]
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        await expect(client.query(sql ?? '')).rejects.toThrow('A delivery is never changed')
      } finally {
        await client.end()
      }
    }
  })

  test('MUST tell about whom anything changed, also whom it was about before, in pages of any size', async () => {
    const about = (line: number, subject: string, logicalKey: string) =>
      weight(line, subject, { logicalKey })
    await store.append(
      file('c', 1),
      () => of(about(1, 'anna', 'k1'), about(2, 'bram', 'k2')),
      never,
    )
    const { next } = await store.changed('c', undefined, 10, never)
    expect(await store.changed('c', next, 10, never)).toEqual({ subjects: [], next, done: true })

    const records = [about(1, 'cato', 'k3'), about(2, 'cato', 'k1'), about(3, 'dirk', 'k4')]
    await store.append(file('c', 2), () => of(...records), never)
    await store.append(file('d', 1), () => of(about(1, 'eva', 'k1')), never)
    for (const limit of [1, 2, 3, 10]) {
      const found = new Set<string>()
      let since = next
      for (let done = false; !done; ) {
        const page = await store.changed('c', since, limit, never)
        for (const subject of page.subjects) found.add(subject)
        ;({ next: since, done } = page)
      }
      expect([...found].sort()).toEqual(['anna', 'cato', 'dirk'])
      expect((await store.changed('c', since, limit, never)).subjects).toEqual([])
    }
    const all = await store.changed('c', '0', 10, never)
    expect(all.subjects.toSorted()).toEqual(['anna', 'bram', 'cato', 'dirk'])
  })

  test('refuses the character that PostgreSQL cannot keep, and takes its spelling', async () => {
    const nul = () => of(weight(5, 'fien', { body: { note: 'a\u0000b' } }))
    await expect(store.append(file('e', 1), nul, never)).rejects.toMatchObject({
      problem: { line: 5, rule: 'no-nul' },
    })
    const spelled = () => of(weight(5, 'fien', { body: { note: 'a\\u0000b' } }))
    await store.append(file('e', 2), spelled, never)
    const found = await store.current('e', 'weight', ['fien'], never)
    expect(found.get('fien')).toMatchObject([{ body: { note: 'a\\u0000b' } }])
  })

  test('tells how fresh a registry is: by what was accepted, not by what was refused', async () => {
    const before = (await store.health('g', never)).upToDateTo
    expect(before).toBeUndefined()
    await store.append(file('g', 1), () => of(), never)
    const fresh = await store.health('g', never)
    await store.refuse(file('g', 2), { line: 1, path: '', rule: 'r', message: 'No.' }, never)

    expect(fresh).toMatchObject({ state: 'up', upToDateTo: expect.any(Date) })
    const after = await store.health('g', never)
    expect(after.upToDateTo).toEqual(fresh.upToDateTo)
    expect(fresh.refusedAt).toBeUndefined()
    expect(after.refusedAt?.getTime()).toBeGreaterThan(fresh.upToDateTo?.getTime() ?? Infinity)
    expect(after.newest).toBeUndefined()
  })

  test('tells by which clocks it was told last, and how it stood by what was known then', async () => {
    const told = (n: number, day: string) =>
      store.append(
        file('u', n),
        () => of(weight(n, 'anna', { recordedAt: new Date(`${day}T00:00:00Z`) })),
        never,
      )
    await told(1, '2025-04-01')
    await told(2, '2025-04-09')

    const now = await store.health('u', never)
    expect(now.newest?.recordedAt).toEqual(new Date('2025-04-09'))
    expect(now.newest && isLate(now.newest, 24)).toBe(true)
    const then = await store.health('u', never, '2025-04-05T00:00:00.000Z')
    expect(then.upToDateTo).toEqual(new Date('2025-04-01'))
    const before = await store.health('u', never, '2025-03-01T00:00:00.000Z')
    expect(before.upToDateTo).toBeUndefined()
  })

  describe('of a registry that says each time how everything stands', () => {
    const restated = (n: number) => ({ ...file('r', n), restates: true })
    const gramsOf = async (subject: string) =>
      ((await store.current('r', 'weight', [subject], never)).get(subject) ?? []).map(
        ({ body }) => (body as { grams: number }).grams,
      )
    const told = (grams: number, more: Partial<DeliveredRecord> = {}) =>
      weight(1, 'anna', { body: { grams }, ...more })

    test('MUST keep what changed, also back again, and count what did not', async () => {
      const counts: unknown[] = []
      for (const [n, grams] of [1, 1, 2, 2, 1].entries()) {
        const records = () => of(told(grams), weight(7, 'bram'))
        const taken = await store.append(restated(n), records, never)
        counts.push([taken?.records, taken?.unchanged])
      }
      expect(await gramsOf('anna')).toEqual([1, 2, 1])
      expect(await gramsOf('bram')).toEqual([7])
      expect(counts).toEqual([
        [2, 0],
        [2, 2],
        [2, 1],
        [2, 2],
        [2, 1],
      ])
      const rows = await database.ask(
        `select records, unchanged from jgz_store.delivery where registry = 'r' order by id`,
      )
      expect(rows.map(({ records, unchanged }) => [records, unchanged])).toEqual(counts)
    })

    test('MUST follow a key that stands in one file more than once', async () => {
      const records = () => of(told(2), told(1), told(1), told(2), told(1))
      expect(await store.append(restated(10), records, never)).toMatchObject({
        records: 5,
        unchanged: 1,
      })
      expect(await gramsOf('anna')).toEqual([1, 2, 1, 2, 1, 2, 1])
    })

    test('keeps what differs in whom it is about, when it was true, or when it was told', async () => {
      const cato = (more: Partial<DeliveredRecord>) =>
        weight(3, 'cato', { body: { grams: 3 }, ...more })
      const versions = [
        {},
        { subject: 'dirk' },
        { validAt: new Date('2025-03-30') },
        { recordedAt: new Date('2099-01-01') },
        { recordedAt: new Date('2098-01-01') },
      ]
      const records = () => of(...versions.map(cato))
      expect(await store.append(restated(20), records, never)).toMatchObject({ unchanged: 0 })
      const same = () => of(cato({ recordedAt: new Date('2099-01-01') }), cato({}))
      expect(await store.append(restated(21), same, never)).toMatchObject({ unchanged: 2 })
    })
  })

  test('keeps every version of a registry that does not, also when nothing changed', async () => {
    for (const n of [1, 2]) {
      const taken = await store.append(file('k', n), () => of(weight(1, 'anna')), never)
      expect(taken).toMatchObject({ records: 1, unchanged: 0 })
    }
    expect((await store.current('k', 'weight', ['anna'], never)).get('anna')).toHaveLength(2)
  })

  test('writes the same refusal of the same file down once', async () => {
    const problem = { line: 3, path: 'w', rule: 'r', message: 'No.' }
    for (const line of [3, 3, 4]) await store.refuse(file('h', 1), { ...problem, line }, never)

    const rows = await database.ask(
      `select status, records, problem from jgz_store.delivery where registry = 'h' order by id`,
    )
    expect(rows).toEqual([
      { status: 'refused', records: 0, problem },
      { status: 'refused', records: 0, problem: { ...problem, line: 4 } },
    ])
  })

  test('is made once when many open it at the same moment', async () => {
    const stores = await Promise.all(
      [1, 2, 3].map(() => openDeliveryStore({ url, schema: 'made_once' })),
    )
    await Promise.all(stores.map((one) => one.close()))
    expect(await database.ask('select version from made_once.migration')).toEqual([
      { version: 0 },
      { version: 1 },
      { version: 2 },
      { version: 3 },
    ])
  })

  test('MUST keep what a store held before its tables changed', async () => {
    const open = () => openDeliveryStore({ url, schema: 'older' })
    const older = await open()
    await older.append(file('a', 1), () => of(weight(1, 'anna')), never)
    const held = await older.since('a', '0', 10, never)
    await older.close()
    await database.ask(`alter table older.record add constraint record_delivery_id_fkey
      foreign key (delivery_id) references older.delivery deferrable initially deferred`)
    await database.ask(`alter table older.record drop constraint record_pkey, add primary key (id)`)
    await database.ask('create index record_order on older.record (registry, id)')
    await database.ask('delete from older.migration where version >= 2')

    const newer = await open()
    await newer.append(file('a', 2), () => of(weight(2, 'anna')), never)
    const now = await newer.since('a', '0', 10, never)
    await newer.close()
    expect(now).toHaveLength(2)
    expect(now.slice(0, 1)).toEqual(held)
    const left = `select from pg_constraint where conrelid = 'older.record'::regclass and contype = 'f'`
    expect(await database.ask(left)).toEqual([])
    const indexes = `select from pg_indexes where schemaname = 'older' and tablename = 'record'`
    expect(await database.ask(indexes)).toHaveLength(3)
  })

  test('keeps every character that a text may hold', async () => {
    const odd = 'a"b\\c\\"d\n\t\r,{}NULL \u007f\u2028 ü 👶'
    const record = weight(1, odd, { kind: odd, logicalKey: odd, body: { [odd]: [odd, null] } })
    const empty = weight(2, '', { kind: 'NULL', logicalKey: 'null', body: null })
    await store.append(file('q', 1), () => of(record, empty), never)

    expect(await store.since('q', '0', 10, never)).toMatchObject([
      { subject: odd, kind: odd, logicalKey: odd, body: { [odd]: [odd, null] } },
      { subject: '', kind: 'NULL', logicalKey: 'null', body: null, validAt: null },
    ])
  })

  test.each(['kind', 'subject', 'logicalKey'])(
    'refuses that character in a %s too',
    async (name) => {
      const nul = () => of(weight(5, 'gijs', { [name]: 'a\u0000b' }))
      await expect(store.append(file('e', 3), nul, never)).rejects.toMatchObject({
        problem: { line: 5, rule: 'no-nul' },
      })
    },
  )

  test('names the registry that was asked for when it cannot answer', async () => {
    await expect(
      store.current('jgz-waterdam', 'weight', ['x'], AbortSignal.abort()),
    ).rejects.toMatchObject({ code: 'REGISTRY_TIMEOUT', extensions: { registry: 'jgz-waterdam' } })
  })

  test('takes a plain name for a schema only', async () => {
    await expect(openDeliveryStore({ url, schema: 'x; drop' })).rejects.toThrow('a-z')
  })
})
