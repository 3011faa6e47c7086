import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { watchFolder } from '../connectors/delivery-folder.ts'
import { type DeliveryStore, openDeliveryStore } from '../connectors/delivery-store.ts'
import { type RunningPostgres, startPostgres } from '../connectors/embedded-postgres.ts'
import { readLinks } from '../connectors/registry.ts'
import { readChildcareCsv } from '../subgraphs/childcare/childcare-csv.ts'
import { run } from '../test/kindlijn.ts'
import { SCHEMAS } from './database.ts'
import { DELIVERED_FORMATS } from './delivered-formats.ts'

const CONTRACTS = 'subgraphs/childcare/fixtures/contracts.csv'
const REGISTRY = 'childcare-waterdam'

let folder: string
const running: { close(): Promise<unknown> }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindlijn-deliver-'))
})
afterAll(async () => {
  for (const one of running.reverse()) await one.close()
  await rm(folder, { recursive: true })
})

async function deliver(...args: readonly string[]) {
  const ended = await run(['deliver', ...args], { env: { KINDLIJN_HOME: join(folder, 'home') } })
  const lines = ended.stdout.split('\n').filter((line) => line.startsWith('{'))
  return { ...ended, lines: lines.map((line) => JSON.parse(line)) }
}

async function put(below: string, name: string, text?: string): Promise<string> {
  await mkdir(join(folder, below), { recursive: true })
  const file = join(folder, below, name)
  if (text === undefined) await copyFile(CONTRACTS, file)
  else await writeFile(file, text)
  return file
}

const list = async (...below: string[]) => (await readdir(join(folder, ...below))).sort()

/** Of the store that the command made in its home. */
async function openHomeDatabase(): Promise<RunningPostgres> {
  const password = (await readFile(join(folder, 'home/secrets/postgres'), 'utf8')).trim()
  return startPostgres({ directory: join(folder, 'home/postgres'), password })
}

async function everythingIn(store: DeliveryStore, registry: string) {
  const records = await store.since(registry, '0', 100, AbortSignal.timeout(5_000))
  return records.map(({ line, kind, subject, logicalKey, validAt, body }) => ({
    line,
    kind,
    subject,
    logicalKey,
    validAt,
    body,
  }))
}

describe('kindlijn deliver', () => {
  test('MUST do what the watcher does, with a PostgreSQL of its own for as long as it takes', {
    timeout: 60_000,
  }, async () => {
    const good = await put('by-hand', 'contracts.csv')
    const bad = await put('by-hand', '999990019.csv', 'bsn;kleur\n999990019;rood\n')
    const first = await deliver(REGISTRY, good, bad)

    expect(first).toMatchObject({ code: 1, stderr: '' })
    expect(first.lines).toEqual([
      { file: 'contracts.csv', status: 'accepted', delivery: '1', records: 3, unchanged: 0 },
      {
        file: '#########.csv',
        status: 'refused',
        problem: expect.objectContaining({ line: 1, rule: 'heading' }),
      },
    ])
    expect(first.stdout).not.toMatch(/999990019|rood/)
    expect(await list('by-hand')).toEqual(['accepted', 'quarantine'])
    expect(await list('by-hand/quarantine')).toEqual([
      '999990019.csv',
      '999990019.csv.problem.json',
    ])

    // It has been stopped, or it would be adopted.
    const postgres = await openHomeDatabase()
    running.push({ close: () => postgres.stop() })
    expect(postgres.adopted).toBe(false)

    // The same bytes again, under another name, while somebody else runs the database.
    const again = await deliver(REGISTRY, await put('by-hand', 'again.csv'))
    expect(again).toMatchObject({ code: 0, lines: [{ file: 'again.csv', status: 'known' }] })

    const url = Object.assign(new URL(postgres.url), { pathname: '/kindlijn' }).href
    const store = await openDeliveryStore({ url, schema: SCHEMAS.childcare })
    running.push(store)
    await put('watched', 'contracts.csv')
    const key = await readFile(join(folder, 'home/secrets/childcare.key'), 'utf8')
    const watch = watchFolder({
      folder: join(folder, 'watched'),
      store,
      registry: 'watched',
      format: 'childcare-csv',
      read: readChildcareCsv({
        registry: REGISTRY, // two providers may number their contracts alike
        storeKey: new Uint8Array(Buffer.from(key.trim(), 'base64url')),
      }),
      settleMs: 1,
    })
    await watch.ready
    await watch.close()
    const [byHand, watched] = [
      await everythingIn(store, REGISTRY),
      await everythingIn(store, 'watched'),
    ]
    expect(byHand).toHaveLength(3)
    expect(byHand).toEqual(watched)
  })

  test.each([
    [[], 'Name a registry that delivers files'],
    [['nobody', 'x'], `${REGISTRY} | lrk`],
    [['jgz-waterdam', 'x'], 'Name a registry that delivers files'],
    [[REGISTRY], 'Name files'],
    [[REGISTRY, 'subgraphs'], 'is not a file'],
    [['lrk', 'nowhere.csv'], 'nowhere.csv is not a file'],
  ])('says what it takes, and touches nothing: %j', async (args, words) => {
    const home = join(folder, 'untouched')
    const { code, stdout, stderr } = await run(['deliver', ...args], {
      env: { KINDLIJN_HOME: home },
    })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(words)
    expect(await list()).not.toContain('untouched')
  })
})

test('every registry of ours that delivers has a reader, in its own domain', async () => {
  const delivering = (await readLinks('registries')).filter(({ kind }) => kind === 'deliveries')
  expect(delivering.length).toBeGreaterThan(3)
  for (const { format, domain } of delivering) {
    expect([format, DELIVERED_FORMATS[format]?.domain]).toEqual([format, domain])
  }
})

test('every format that is delivered can be loaded', async () => {
  for (const { load } of Object.values(DELIVERED_FORMATS)) {
    const { open } = await load()
    expect(open({ registry: 'r', storeKey: new Uint8Array(64) })).toBeTypeOf('function')
  }
})
