import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from './embedded-postgres.ts'
import { openBinaries } from './postgres-binaries.ts'

describe('the PostgreSQL of a laptop', () => {
  let folder: string
  let directory: string
  const start = (password = 'first') => startPostgres({ directory, password })

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-postgres-'))
    await chmod(folder, 0o711)
    directory = path.join(folder, 'data')
  })
  afterAll(async () => {
    await start()
      .then((postgres) => postgres.stop())
      .catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  })

  test('starts in an empty folder, with checksums, on the loopback only', async () => {
    const postgres = await start()

    expect(postgres.adopted).toBe(false)
    expect(await settings(postgres.url)).toEqual({
      checksums: 'on',
      listen: '127.0.0.1',
      encryption: 'scram-sha-256',
      fsync: 'on',
    })
  })

  test('adopts a living server, also when two ask at once', async () => {
    const both = await Promise.all([start(), start()])

    expect(both.map(({ adopted }) => adopted)).toEqual([true, true])
    expect(both[0]?.port).toBe(both[1]?.port)
  })

  test('says in one sentence that the password is another', async () => {
    await expect(start('second')).rejects.toThrow('was made with another password')
  })

  test('MUST keep every acknowledged row through a kill -9', async () => {
    const before = await start()
    await ask(before.url, 'create table kept (n int)')
    await ask(before.url, 'insert into kept select generate_series(1, 1000)')
    process.kill(await postmaster(directory), 'SIGKILL')

    const after = await start()

    expect(after.adopted).toBe(false)
    expect(await ask(after.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
  })

  test('starts although the number in a stale lock belongs to another process now', async () => {
    const before = await start()
    const lock = await readFile(path.join(directory, 'postmaster.pid'), 'utf8')
    await before.stop()
    const stale = lock.replace(/^\d+/, String(process.pid))
    await writeFile(path.join(directory, 'postmaster.pid'), stale)

    const after = await start()

    expect(after.adopted).toBe(false)
    expect(await ask(after.url, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  test('stops, and may be told so twice', async () => {
    const postgres = await start()
    await postgres.stop()
    await postgres.stop()

    await expect(ask(postgres.url, 'select 1')).rejects.toThrow()
  })

  test('is made once when two start at the same moment in an empty folder', async () => {
    const twice = { directory: path.join(folder, 'twice'), password: 'p', durable: false }
    const both = await Promise.all([
      startPostgres(twice),
      sleep(5).then(() => startPostgres(twice)),
    ])
    try {
      expect(both[0]?.port).toBe(both[1]?.port)
    } finally {
      await both[0]?.stop()
    }
  })

  test('says what to do on a platform without binaries', async () => {
    await expect(openBinaries('aix', 'ppc64')).rejects.toThrow('KINDLIJN_POSTGRES_URL')
  })
})

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function settings(url: string): Promise<unknown> {
  const rows = await ask(
    url,
    `select current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
            current_setting('listen_addresses') as listen,
            current_setting('password_encryption') as encryption`,
  )
  return rows[0]
}

async function postmaster(directory: string): Promise<number> {
  return Number((await readFile(path.join(directory, 'postmaster.pid'), 'utf8')).split('\n')[0])
}
