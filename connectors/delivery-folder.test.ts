import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import type { DeliveryReader } from './deliveries.ts'
import { takeIn } from './delivery-file.ts'
import { type DeliveryEvent, type FolderWatch, watchFolder } from './delivery-folder.ts'
import { type DeliveryStore, openDeliveryStore } from './delivery-store.ts'

const never = new AbortController().signal
let database: TestDatabase
let store: DeliveryStore
let folder: string
let registry = 'r0'
let watch: FolderWatch | undefined

beforeAll(async () => {
  database = await makeDatabase()
  store = await openDeliveryStore({ url: database.url, schema: 'store' })
})
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-deliveries-'))
  registry = `r${Number(registry.slice(1)) + 1}`
})
afterEach(async () => {
  await watch?.close()
  watch = undefined
  await rm(folder, { recursive: true })
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

/** A line is `subject;grams`. */
const read: DeliveryReader = async function* (bytes, refuse) {
  let text = ''
  for await (const chunk of bytes) text += chunk.toString('utf8')
  for (const [index, row] of text.trim().split('\n').entries()) {
    const [subject = '', grams] = row.split(';')
    const line = index + 1
    if (subject === 'END') return
    if (subject === 'BUG') throw new TypeError(`cannot read ${grams}`)
    if (!/^\d+$/.test(grams ?? '')) {
      refuse({ line, path: 'grams', rule: 'whole-number', message: 'Expected a whole number.' })
    }
    yield { line, kind: 'weight', subject, logicalKey: subject, body: Number(grams) }
  }
}

const drop = (name: string, text: string) => writeFile(path.join(folder, name), text)
const take = (name: string, reader = read) =>
  takeIn({ file: path.join(folder, name), store, registry, format: 'f', read: reader }, never)
const weights = async () => (await store.since(registry, '0', 100, never)).map(({ body }) => body)
const list = async (...below: string[]) =>
  (await readdir(path.join(folder, ...below)).catch(() => [])).sort()

describe('a file', () => {
  test('is taken in, moved, and known when it comes again under whatever name', async () => {
    await drop('a.csv', 'anna;3500\n')
    expect(await take('a.csv')).toMatchObject({ status: 'accepted', records: 1 })
    await drop('a.csv', 'anna;3500\n')
    expect(await take('a.csv')).toEqual({ status: 'known' })
    await drop('a.csv', 'anna;3600\n')
    expect(await take('a.csv')).toMatchObject({ status: 'accepted' })

    expect(await weights()).toEqual([3500, 3600])
    expect(await list()).toEqual(['accepted'])
    expect(await list('accepted')).toEqual([
      expect.stringMatching(/^a\.[0-9a-f]{8}\.csv$/),
      expect.stringMatching(/^a\.[0-9a-f]{8}\.csv$/),
      'a.csv',
    ])
  })

  test('MUST be put aside whole when one line is wrong, with where and why, and no value', async () => {
    await drop('999990019.csv', 'anna;3500\nbram;GEHEIM\n')
    const taken = await take('999990019.csv')

    expect(taken).toMatchObject({ status: 'refused', problem: { line: 2, rule: 'whole-number' } })
    expect(await weights()).toEqual([])
    expect(await list('quarantine')).toEqual(['999990019.csv', '999990019.csv.problem.json'])
    const note = await readFile(
      path.join(folder, 'quarantine', '999990019.csv.problem.json'),
      'utf8',
    )
    expect(JSON.parse(note)).toMatchObject({
      file: '#########.csv',
      line: 2,
      path: 'grams',
      message: 'Expected a whole number.',
    })
    const rows = await database.ask('select * from store.delivery where registry = $1', [registry])
    expect(rows).toMatchObject([{ status: 'refused', file_name: '#########.csv' }])
    for (const text of [note, JSON.stringify(rows), JSON.stringify(taken)]) {
      expect(text).not.toMatch(/GEHEIM|999990019/)
    }
  })

  test('that makes the reader stumble is put aside without the words of the stumble', async () => {
    await drop('a.csv', 'BUG;GEHEIM\n')
    const taken = await take('a.csv')
    expect(taken).toMatchObject({ status: 'refused', problem: { rule: 'readable' } })
    expect(JSON.stringify(taken)).not.toContain('GEHEIM')
  })

  test('may be left by its reader before the end', async () => {
    const early: DeliveryReader = async function* (bytes) {
      for await (const _ of bytes) break
      yield { line: 1, kind: 'weight', subject: 's', logicalKey: 's', body: 1 }
    }
    await drop('a.csv', 'x'.repeat(300_000))
    expect(await take('a.csv', early)).toMatchObject({ status: 'accepted', records: 1 })
  })

  test('that is changed while it is read stays where it is', async () => {
    await drop('a.csv', 'anna;3500\n')
    const slow: DeliveryReader = async function* (bytes, refuse) {
      await drop('a.csv', 'anna;3600\n')
      yield* read(bytes, refuse)
    }
    await expect(take('a.csv', slow)).rejects.toThrow('changed')
    expect(await list()).toEqual(['a.csv'])
    expect(await weights()).toEqual([])
  })

  test('that came under the same name meanwhile MUST stay, and is taken in next', async () => {
    await drop('a.csv', 'anna;3500\n')
    const append: DeliveryStore['append'] = async (...delivery) => {
      const taken = await store.append(...delivery)
      await drop('b.tmp', 'anna;3600\n')
      await rename(path.join(folder, 'b.tmp'), path.join(folder, 'a.csv'))
      return taken
    }
    const file = path.join(folder, 'a.csv')
    const replaced = { ...store, append }
    await takeIn({ file, store: replaced, registry, format: 'f', read }, never)
    expect(await weights()).toEqual([3500])
    expect(await list()).toEqual(['a.csv', 'accepted'])

    expect(await take('a.csv')).toMatchObject({ status: 'accepted' })
    expect(await weights()).toEqual([3500, 3600])
  })

  test('MUST count once when two take it in at the same moment', async () => {
    await drop('a.csv', `${'anna;3500\n'.repeat(600)}`)
    const both = await Promise.all([take('a.csv'), take('a.csv')])
    expect(both.map(({ status }) => status).sort()).toEqual(['accepted', 'known'])
    expect(await list()).toEqual(['accepted'])
    expect(await list('accepted')).toEqual(['a.csv'])

    await drop('b.csv', 'anna;x\n')
    const refused = await Promise.allSettled([take('b.csv'), take('b.csv')])
    // The second may find it gone.
    const [one] = refused.filter(({ status }) => status === 'fulfilled')
    expect(one).toMatchObject({ value: { status: 'refused' } })
    expect(await list('quarantine')).toEqual(['b.csv', 'b.csv.problem.json'])
    const rows = await database.ask('select status from store.delivery where registry = $1', [
      registry,
    ])
    expect(rows.map(({ status }) => status).sort()).toEqual(['accepted', 'refused'])
  })

  test('stays where it is when the store cannot be reached', async () => {
    const gone = await openDeliveryStore({ url: database.url, schema: 'gone' })
    await gone.close()
    await drop('a.csv', 'anna;3500\n')
    const file = path.join(folder, 'a.csv')
    await expect(
      takeIn({ file, store: gone, registry, format: 'f', read }, never),
    ).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE' })
    expect(await list()).toEqual(['a.csv'])
  })

  test('MUST count once when the process is killed between taking it in and moving it', async () => {
    await drop('a.csv', 'anna;3500\n')
    // As far as the commit, in a process that does not live to move the file.
    const script = `
      import { takeIn } from '${new URL('./delivery-file.ts', import.meta.url)}'
      import { openDeliveryStore } from '${new URL('./delivery-store.ts', import.meta.url)}'
      const [url, registry, file] = process.argv.slice(1)
      const store = await openDeliveryStore({ url, schema: 'store' })
      const append = async (...all) => {
        await store.append(...all)
        process.kill(process.pid, 'SIGKILL')
        await new Promise(() => setInterval(() => {}, 1000))
      }
      const read = async function* () {
        yield { line: 1, kind: 'weight', subject: 'anna', logicalKey: 'anna', body: 3500 }
      }
      await takeIn({ file, store: { ...store, append }, registry, format: 'f', read }, AbortSignal.timeout(9000))
    `
    const file = path.join(folder, 'a.csv')
    const killed = spawn(
      process.execPath,
      ['--input-type=module', '-e', script, database.url, registry, file],
      { stdio: 'inherit' },
    )
    const signal = await new Promise((resolve) => killed.once('exit', (_code, by) => resolve(by)))
    expect(signal).toBe('SIGKILL')
    expect(await list()).toEqual(['a.csv'])
    expect(await weights()).toEqual([3500])

    expect(await take('a.csv')).toEqual({ status: 'known' })
    expect(await weights()).toEqual([3500])
    expect(await list('accepted')).toEqual(['a.csv'])
  })
})

describe('a watched folder', () => {
  function start(reader = read): DeliveryEvent[] {
    const events: DeliveryEvent[] = []
    watch = watchFolder({
      folder,
      store,
      registry,
      format: 'f',
      read: reader,
      everyMs: 30,
      settleMs: 30,
      onEvent: (event) => events.push(event),
    })
    return events
  }
  const until = async (condition: () => boolean) => {
    for (const end = Date.now() + 5000; !condition(); await sleep(10)) {
      if (Date.now() > end) throw new Error('not in time')
    }
  }

  test('takes what is there in name order, and then what comes', async () => {
    await drop('2.csv', 'anna;2')
    await drop('10.csv', 'anna;x')
    await drop('1.csv', 'anna;1')
    const events = start()
    await watch?.ready
    expect(events.map(({ fileName, status }) => `${fileName} ${status}`)).toEqual([
      '1.csv accepted',
      '10.csv refused',
      '2.csv accepted',
    ])

    await drop('3.csv', 'anna;3')
    await until(() => events.length === 4)
    expect(await weights()).toEqual([1, 2, 3])
    expect(await list()).toEqual(['accepted', 'quarantine'])
  })

  test('leaves alone what is being written, what is hidden, what is a link or a folder', async () => {
    await drop('.a.csv', 'anna;1')
    await drop('b.csv.part', 'anna;2')
    await drop('c.TMP', 'anna;3')
    await mkdir(path.join(folder, 'd.csv'))
    await symlink(path.join(folder, '.a.csv'), path.join(folder, 'e.csv'))
    const events = start()
    await watch?.ready
    await sleep(100)
    expect(events).toEqual([])

    await rename(path.join(folder, 'b.csv.part'), path.join(folder, 'b.csv'))
    await until(() => events.length === 1)
    expect(await weights()).toEqual([2])
  })

  test('waits for a file that is still growing', async () => {
    const events = start()
    let text = ''
    for (let i = 0; i < 12; i++) {
      text += `anna;${i}\n`
      await drop('a.csv', text)
      await sleep(10)
    }
    expect(events).toEqual([])
    await until(() => events.length === 1)
    expect(events).toMatchObject([{ status: 'accepted', records: 12 }])
  })

  test('tries a file again that could not be read now, and keeps the order', async () => {
    let broken = true
    await drop('1.csv', 'anna;1')
    await drop('2.csv', 'anna;2')
    const events = start(async function* (bytes, refuse) {
      if (broken) throw Object.assign(new Error('disk'), { syscall: 'read' })
      yield* read(bytes, refuse)
    })
    await until(() => events.length >= 2)
    expect(new Set(events.map(({ fileName, status }) => `${fileName} ${status}`))).toEqual(
      new Set(['1.csv failed']),
    )
    broken = false
    await until(() => events.at(-1)?.fileName === '2.csv')
    expect(await weights()).toEqual([1, 2])
  })

  test('MUST leave nothing half in when it is closed in the middle of a file', async () => {
    await drop('a.csv', 'anna;1')
    let reading = false
    const events = start(async function* (bytes, refuse) {
      yield* read(bytes, refuse)
      reading = true
      await sleep(300)
    })
    await until(() => reading)
    await watch?.close()
    await sleep(400)

    expect(events).toEqual([])
    expect(await weights()).toEqual([])
    expect(await list()).toEqual(['a.csv'])
  })
})
