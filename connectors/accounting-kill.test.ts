/**
 * The process that asks is killed at many instants, and so are its connections. Whatever was asked of the registry, and
 * whatever was answered, is written down: of each child and question one record, no more and no fewer.
 *
 * @module
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KEY, SIGNING_KEY, type Told } from '../test/asking.ts'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { type Loopback, serveLoopback } from '../test/loopback.ts'
import { cases } from '../test/scale.ts'
import { sealSubject } from './accounting-store.ts'
import { ACCOUNTING_TABLES } from './accounting-tables.ts'
import { verifyAccounting } from './accounting-verify.ts'
import { chainSigner } from './chain-signature.ts'

const KILLS = cases(10, 1_000)
const CUTS = cases(15, 1_000)
const WORKER = fileURLToPath(new URL('../test/asking.ts', import.meta.url))

let database: TestDatabase
let registry: Loopback
/** `trace child`, of each child that the registry was asked about. */
const asked: string[] = []
const refused = new Set<string>()

beforeAll(async () => {
  database = await makeDatabase()
  await database.ask(ACCOUNTING_TABLES)
  let count = 0
  registry = await serveLoopback(async (request, response) => {
    const { trace, keys } = (await json(request)) as { trace: string; keys: readonly string[] }
    asked.push(...keys.map((key) => `${trace} ${key}`))
    count += 1
    if (count % 4 === 0) await sleep(Math.random() * 5)
    if (count % 7 === 0) {
      refused.add(trace)
      response.writeHead(500).end('no')
    } else response.end(JSON.stringify(keys.map(() => ({ size: 1 }))))
  })
})
afterAll(async () => {
  await registry?.close()
  await database?.drop()
})

interface Worker {
  readonly process: ChildProcess
  /** What it told until it was killed, but for a line that it could not finish. */
  told(): readonly Told[]
  ready(): Promise<void>
}

function startWorker(): Worker {
  const worker = spawn(process.execPath, [WORKER, database.url, registry.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  worker.stdout.setEncoding('utf8').on('data', (words: string) => {
    said += words
  })
  return {
    process: worker,
    told: () =>
      said
        .split('\n')
        .slice(1, -1)
        .map((line) => JSON.parse(line) as Told),
    async ready() {
      while (!said.includes('ready')) {
        if (worker.exitCode !== null) throw new Error('The worker ended by itself.')
        await sleep(1)
      }
    },
  }
}

async function kill({ process: worker }: Worker): Promise<void> {
  const closed = new Promise((resolve) => worker.once('close', resolve))
  worker.kill('SIGKILL')
  await closed
}

async function check(told: readonly Told[]): Promise<void> {
  const rows = await database.ask('select trace_id, data_subject, outcome from accounting.logboek')
  const records = Map.groupBy(rows, ({ trace_id, data_subject }) => `${trace_id} ${data_subject}`)
  const nameOf = (trace: string, child: string) => `${trace} ${sealed(child)}`
  const twice = [...records].filter(([, of]) => of.length !== 1).map(([name]) => name)
  const answered = told.flatMap(({ trace, answered }) =>
    answered.map((child) => nameOf(trace, child)),
  )
  const calls = asked.map((name) => {
    const [trace = '', child = ''] = name.split(' ')
    return nameOf(trace, child)
  })

  expect(twice).toEqual([])
  expect(answered.filter((name) => records.get(name)?.[0]?.outcome !== 'read')).toEqual([])
  expect(calls.filter((name) => !records.has(name))).toEqual([])
  // What is written down as read was asked; what was written down, and is not, was to be asked at that instant.
  const called = new Set(calls)
  expect(
    [...records].filter(([name, [record]]) => record?.outcome === 'read' && !called.has(name)),
  ).toEqual([])

  expect(
    rows.filter(({ trace_id, outcome }) => refused.has(String(trace_id)) && outcome === 'read'),
  ).toEqual([])

  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    const { publicKey } = chainSigner(SIGNING_KEY)
    const { findings, unended } = await verifyAccounting({ client, publicKey })
    expect(findings).toEqual([])
    expect(unended).toBe(rows.filter(({ outcome }) => outcome === null).length)
  } finally {
    await client.end()
  }
}

const known = new Map<string, string>()
function sealed(child: string): string {
  const text = known.get(child) ?? sealSubject(KEY, child)
  known.set(child, text)
  return text
}

test(`MUST leave nothing unwritten and nothing twice, killed at ${KILLS} instants`, {
  timeout: 60_000 + KILLS * 3_000,
}, async () => {
  const told: Told[] = []
  let next = startWorker()
  for (let n = 0; n < KILLS; n++) {
    const worker = next
    await worker.ready()
    // One in four before it has written anything; the others in full swing.
    while (n % 4 > 0 && worker.told().length === 0) await sleep(1)
    await sleep(Math.random() * 60)
    await kill(worker)
    told.push(...worker.told())
    next = startWorker()
    if (n % 100 === 99) await check(told)
  }
  await kill(next)
  told.push(...next.told())

  expect(told.length).toBeGreaterThan(KILLS)
  await check(told)
})

test(`MUST leave nothing unwritten and nothing twice, its connections cut at ${CUTS} instants`, {
  timeout: 60_000 + CUTS * 1_000,
}, async () => {
  const worker = startWorker()
  await worker.ready()
  while (worker.told().length < 20) await sleep(5)
  for (let n = 0; n < CUTS; n++) {
    await database.ask(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'kindlijn accounting'`,
    )
    await sleep(Math.random() * 40)
  }
  const before = worker.told().length
  while (worker.told().length < before + 20) await sleep(5)
  await kill(worker)

  await check(worker.told())
})
