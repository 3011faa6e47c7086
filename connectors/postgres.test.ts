import { createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { openDetour } from '../test/detour.ts'
import { openPostgres, type PostgresSource, type PostgresSourceOptions } from './postgres.ts'

const never = new AbortController().signal
let database: TestDatabase
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  database = await makeDatabase()
  await database.ask('create table child_record (bsn text primary key, born date, at timestamptz)')
  await database.ask(
    `insert into child_record values ('999990019', '2025-03-30', '2025-03-30T01:00Z')`,
  )
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
afterAll(() => database.drop())

function connect(options: Partial<PostgresSourceOptions> = {}): PostgresSource {
  const source = openPostgres({
    registry: 'jgz',
    url: database.url,
    max: 2,
    statementTimeoutMs: 5000,
    ...options,
  })
  open.push(source)
  return source
}

const sql = (text: string, ...values: unknown[]) => ({ name: 'test', text, values })

describe('a question in SQL', () => {
  test('takes many keys at once, and leaves a date without a time as it is written', async () => {
    const rows = await connect().rows(
      sql('select born, at, 12345678901::int8 as n from child_record where bsn = any($1)', [
        '999990019',
        '999990020',
      ]),
      never,
    )
    expect(rows).toEqual([
      { born: '2025-03-30', at: new Date('2025-03-30T01:00:00Z'), n: '12345678901' },
    ])
  })

  test('MUST NOT write where only reading was agreed', async () => {
    const source = connect()
    await expect(source.rows(sql('delete from child_record'), never)).rejects.toMatchObject({
      code: 'REGISTRY_REFUSED',
    })
    await expect(
      source.transaction((client) => client.rows(sql('delete from child_record')), never),
    ).rejects.toMatchObject({ code: 'REGISTRY_REFUSED' })
    expect(source.health().state).toBe('up')
  })

  test('MUST stop when it is told to: the caller at once, the server soon after', async () => {
    const source = connect({ max: 1 })
    const caller = new AbortController()
    const asked = source.rows(sql(`select pg_sleep(30) as marked`), caller.signal)
    while ((await running()) === 0) await sleep(10)
    const at = performance.now()
    caller.abort()

    await expect(asked).rejects.toMatchObject({ code: 'REGISTRY_TIMEOUT' })
    expect(performance.now() - at).toBeLessThan(100)
    while ((await running()) > 0) await sleep(10)
    expect(performance.now() - at).toBeLessThan(2000)

    // The one connection is fit for use, and the cancel hits nobody else.
    expect(await source.rows(sql('select 1 as n, pg_sleep(0.1)'), never)).toMatchObject([{ n: 1 }])
    expect(source.health().state).toBe('up')
  })

  test('is given up while it waits for a connection', async () => {
    const source = connect({ max: 1 })
    const slow = source.rows(sql('select pg_sleep(0.3)'), never)
    await expect(source.rows(sql('select 1'), AbortSignal.timeout(30))).rejects.toMatchObject({
      code: 'REGISTRY_BUSY',
    })
    await slow
    expect(await source.rows(sql('select 1 as n'), never)).toEqual([{ n: 1 }])
  })

  test('that comes on top of what the link allows is told at once', async () => {
    const source = connect({ limits: { concurrency: 1, queue: 1 } })
    const [slow, waits, refused] = ['0.2', '0', '0'].map((seconds) =>
      source.rows(sql(`select pg_sleep(${seconds})`), never),
    )
    await expect(refused).rejects.toMatchObject({ code: 'REGISTRY_BUSY' })
    await Promise.all([slow, waits])
    expect(source.health().circuit).toBe('closed')
  })

  test('is stopped by the server after its time', async () => {
    const source = connect({ statementTimeoutMs: 50 })
    await expect(source.rows(sql('select pg_sleep(5)'), never)).rejects.toMatchObject({
      code: 'REGISTRY_TIMEOUT',
    })
  })

  test('is asked again when the server dropped the connection meanwhile', async () => {
    const source = connect({ max: 1 })
    await source.rows(sql('select 1'), never)
    await database.ask(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'kindlijn' and datname = current_database()`,
    )
    expect(await source.rows(sql('select 1 as n'), never)).toEqual([{ n: 1 }])
  })
})

describe('a failure', () => {
  test.each([
    ['a table that is not there', 'select * from nowhere', [], 'REGISTRY_MALFORMED'],
    ['a value that does not fit', 'select $1::int', ['999990019x'], 'REGISTRY_MALFORMED'],
    [
      'one that is there',
      'insert into child_record values ($1)',
      ['999990019'],
      'REGISTRY_REFUSED',
    ],
  ])('over %s has a code, and MUST NOT quote a value', async (_what, text, values, code) => {
    const error = await connect({ readOnly: false })
      .rows({ name: 'lookup', text, values }, never)
      .catch((e: unknown) => e)

    expect(error).toMatchObject({ code, cause: { message: expect.stringContaining('in lookup') } })
    expect(error).not.toHaveProperty('cause.cause')
    expect(`${JSON.stringify(error)} ${(error as Error).cause}`).not.toContain('999990019')
  })

  test('of a server that is not there is REGISTRY_UNAVAILABLE', async () => {
    const source = connect({ url: 'postgres://u:p@127.0.0.1:1/d' })
    await expect(source.rows(sql('select 1'), never)).rejects.toMatchObject({
      code: 'REGISTRY_UNAVAILABLE',
    })
    expect(source.health().state).toBe('down')

    const lost = connect({ url: 'postgres://u:p@registry.invalid:5432/d', network: 'private' })
    await expect(lost.rows(sql('select 1'), never)).rejects.toMatchObject({
      code: 'REGISTRY_UNAVAILABLE',
    })
  })

  test('of a wrong password is REGISTRY_REFUSED', async () => {
    const url = Object.assign(new URL(database.url), { password: 'wrong' }).href
    await expect(connect({ url }).rows(sql('select 1'), never)).rejects.toMatchObject({
      code: 'REGISTRY_REFUSED',
    })
  })

  test('on a connection of which nothing is heard any more is REGISTRY_TIMEOUT, and the next has another', async () => {
    const url = new URL(database.url)
    const detour = await openDetour(Number(url.port))
    open.push(detour)
    url.port = String(detour.port)
    const source = connect({ url: url.href, max: 1, statementTimeoutMs: 300 })
    await source.rows(sql('select 1'), never)

    detour.hang()
    await expect(source.rows(sql('select 1'), never)).rejects.toMatchObject({
      code: 'REGISTRY_TIMEOUT',
    })
    detour.leadTo(Number(new URL(database.url).port))
    expect(await source.rows(sql('select 1 as one'), never)).toEqual([{ one: 1 }])
  })

  test('of a server that accepts and says nothing is REGISTRY_TIMEOUT', async () => {
    const sockets: Socket[] = []
    const server = createServer((socket) => sockets.push(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const source = connect({
      url: `postgres://u:p@127.0.0.1:${port}/d`,
      statementTimeoutMs: 100,
    })
    await expect(source.rows(sql('select 1'), never)).rejects.toMatchObject({
      code: 'REGISTRY_TIMEOUT',
    })
    for (const socket of sockets) socket.destroy()
    server.close()
  })
})

describe('a transaction', () => {
  test('is kept whole, or not at all', async () => {
    const source = connect({ readOnly: false })
    const insert = (bsn: string) => sql('insert into child_record values ($1)', bsn)
    await source.transaction((client) => client.rows(insert('999990020')), never)

    const ours = new Error('ours')
    await expect(
      source.transaction(async (client) => {
        await client.rows(insert('999990032'))
        throw ours
      }, never),
    ).rejects.toBe(ours)

    const caller = new AbortController()
    await expect(
      source.transaction(async (client) => {
        await client.rows(insert('999990044'))
        caller.abort()
      }, caller.signal),
    ).rejects.toMatchObject({ code: 'REGISTRY_TIMEOUT' })

    const kept = await source.rows(sql('select bsn from child_record order by bsn'), never)
    expect(kept).toEqual([{ bsn: '999990019' }, { bsn: '999990020' }])
  })
})

async function running(): Promise<number> {
  const rows = await database.ask(
    `select 1 from pg_stat_activity where query like '%marked%' and state = 'active'
       and pid <> pg_backend_pid()`,
  )
  return rows.length
}
