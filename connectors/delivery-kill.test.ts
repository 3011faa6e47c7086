/**
 * The process that takes in files is killed at many instants, and so is its connection. What it leaves must be as if it
 * had been killed before a file, or after it.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { readWeights, SCHEMA } from '../test/intake.ts'
import { cases } from '../test/scale.ts'
import { takeIn } from './delivery-file.ts'
import { openDeliveryStore } from './delivery-store.ts'

const KILLS = cases(10, 1_000)
const WORKER = fileURLToPath(new URL('../test/intake.ts', import.meta.url))
const REGISTRY = 'killed'

interface Dropped {
  readonly name: string
  readonly sha256: string
  readonly records: number
  readonly isWrong: boolean
}

let database: TestDatabase
let folder: string
const dropped: Dropped[] = []

beforeAll(async () => {
  database = await makeDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-kill-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})

/** Names grow, so that the order in which they are taken in is known. */
async function drop(records: number, isWrong = false): Promise<void> {
  const name = `${String(dropped.length).padStart(6, '0')}.csv`
  const rows = Array.from({ length: records }, (_, i) => `child-${i};${dropped.length}`)
  if (isWrong) rows.push('child-0;none')
  const text = `${rows.join('\n')}\n`
  const sha256 = createHash('sha256').update(text).digest('hex')
  dropped.push({ name, sha256, records, isWrong })
  // As a sender should: written under another name, and whole when it has this one.
  await writeFile(path.join(folder, name), text)
}

interface Worker {
  readonly process: ChildProcess
  says(word: string): Promise<void>
}

function startWorker(): Worker {
  const worker = spawn(process.execPath, [WORKER, database.url, REGISTRY, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let said = ''
  worker.stdout.setEncoding('utf8').on('data', (words: string) => {
    said += words
  })
  worker.stdin.on('error', () => undefined)
  return {
    process: worker,
    async says(word) {
      while (!said.includes(word)) {
        if (worker.exitCode !== null) throw new Error('The worker ended by itself.')
        await sleep(1)
      }
    },
  }
}

async function kill({ process: worker }: Worker): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  worker.kill('SIGKILL')
  await ended
}

const list = async (below = '') =>
  new Set(await readdir(path.join(folder, below)).catch((): string[] => []))

/** How many files of those that were dropped are still to be taken in. */
async function checkAll(): Promise<number> {
  const deliveries = await database.ask(
    `select d.sha256, d.status, d.records, count(r.id)::int as stored, count(distinct r.line)::int as lines
     from ${SCHEMA}.delivery d left join ${SCHEMA}.record r on r.delivery_id = d.id
     where d.registry = $1 group by d.id`,
    [REGISTRY],
  )
  const orphans = await database.ask(
    `select 1 from ${SCHEMA}.record r where not exists (
       select from ${SCHEMA}.delivery d where d.id = r.delivery_id and d.status = 'accepted')`,
  )
  const told = Map.groupBy(deliveries, ({ sha256 }) => sha256)
  const [here, accepted, quarantine] = [
    await list(),
    await list('accepted'),
    await list('quarantine'),
  ]

  expect(orphans).toEqual([])
  for (const { name, sha256, records, isWrong } of dropped) {
    const of = told.get(sha256) ?? []
    const places = [here, accepted, quarantine].filter((place) => place.has(name))
    expect([name, places.length]).toEqual([name, 1])
    expect(of.length).toBeLessThanOrEqual(1)
    for (const delivery of of) {
      const expected = isWrong
        ? { status: 'refused', records: 0, stored: 0, lines: 0 }
        : { status: 'accepted', records, stored: records, lines: records }
      expect(delivery).toMatchObject(expected)
    }
    if (!here.has(name)) {
      expect([name, of.length, isWrong]).toEqual([name, 1, quarantine.has(name)])
      if (isWrong) expect(quarantine).toContain(`${name}.problem.json`)
    }
  }
  return dropped.filter(({ name }) => here.has(name)).length
}

test(`MUST lose nothing, double nothing and take in no half file, killed at ${KILLS} instants`, {
  timeout: 30_000 + KILLS * 1_500,
}, async () => {
  let next = startWorker()
  // How long it takes undisturbed says between which instants to kill.
  for (const records of [40, 1_300, 200]) await drop(records)
  await next.says('ready')
  const begun = performance.now()
  next.process.stdin?.write('go\n')
  await next.says('done')
  const whole = performance.now() - begun
  await kill(next)
  expect(await checkAll()).toBe(0)

  const left = new Map<string, number>()
  next = startWorker()
  for (let n = 0; n < KILLS; n++) {
    await drop(1 + (n % 7) * 90)
    await drop(501, n % 3 === 0)
    const worker = next
    await worker.says('ready')
    next = startWorker() // gets ready while the other works
    worker.process.stdin?.write('go\n')
    await sleep(Math.random() * whole * 1.2)
    await kill(worker)
    // Checking everything each time would take the square of the time.
    const waiting = n < 50 || n % 50 === 0 ? await checkAll() : 0
    left.set(String(waiting), (left.get(String(waiting)) ?? 0) + 1)
  }
  await next.says('ready')
  next.process.stdin?.write('go\n')
  await next.says('done')
  await kill(next)

  expect(await checkAll()).toBe(0)
  // Else none was killed in the middle.
  expect(left.size).toBeGreaterThan(1)
  await checkOrder()
})

/** What is told last, stands last: also when it had to be tried again. */
async function checkOrder(): Promise<void> {
  const store = await openDeliveryStore({ url: database.url, schema: SCHEMA })
  const signal = AbortSignal.timeout(10_000)
  const found = await store.current(REGISTRY, 'weight', ['child-0'], signal)
  await store.close()
  const expected = dropped.flatMap(({ isWrong }, i) => (isWrong ? [] : [i]))
  expect(found.get('child-0')?.map(({ body }) => body)).toEqual(expected)
}

test('MUST lose nothing when the connection is cut at any instant', async () => {
  const store = await openDeliveryStore({ url: database.url, schema: SCHEMA })
  const signal = AbortSignal.timeout(cases(20_000, 1_800_000))
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  for (let n = 0; n < cases(4, 200); n++) {
    await drop(900)
    const { name } = dropped.at(-1) ?? {}
    const taking = takeIn(
      {
        file: path.join(folder, name ?? ''),
        store,
        registry: REGISTRY,
        format: 'weights',
        read: readWeights,
      },
      signal,
    ).catch(() => 'failed' as const)
    await sleep(Math.random() * 40)
    await database.ask(cut)
    await taking
    await checkAll()
    for (let attempt = 0; (await list()).has(name ?? '') && attempt < 5; attempt++) {
      await takeIn(
        {
          file: path.join(folder, name ?? ''),
          store,
          registry: REGISTRY,
          format: 'weights',
          read: readWeights,
        },
        signal,
      ).catch(() => undefined)
    }
    expect(await checkAll()).toBe(0)
  }
  await store.close()
})
