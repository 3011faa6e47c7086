/**
 * What it costs to write everything down: before a source is called, and before an answer leaves.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { openAccounting } from '../connectors/accounting-store.ts'
import { ACCOUNTING_TABLES } from '../connectors/accounting-tables.ts'
import { verifyAccounting } from '../connectors/accounting-verify.ts'
import { chainSigner } from '../connectors/chain-signature.ts'
import { startPostgres } from '../connectors/embedded-postgres.ts'
import { openSeenCalls, SEEN_CALLS } from '../connectors/seen-calls.ts'
import type { Act } from '../privacy/accounting.ts'
import { scrub } from '../privacy/scrub.ts'
import { buildInto } from '../test/built.ts'
import { type Figure, milliseconds, quantile } from './figure.ts'
import { askerAt, QUESTIONS, startUp } from './running.ts'
import { tokenOf } from './token.ts'
import { openWays } from './ways.ts'

const ACT: Act = {
  kind: 'read',
  traceId: 'a'.repeat(32),
  parentSpanId: 'b'.repeat(16),
  viewer: {
    id: 'u-1',
    organisation: 'ura:00009999',
    role: 'youth-nurse',
    purpose: 'youth-health-care',
    municipalities: ['9999'],
  },
  registry: 'town',
  parts: ['growth', 'vaccinations'],
  subjects: ['child-1'],
}
const SIGNING_KEY = new Uint8Array(32).fill(9)
const ROUNDS = 8
const ASKED = 40

export async function accountingFigure(folder: string): Promise<Figure> {
  const postgres = await startPostgres({ directory: join(folder, 'accounts'), password: 'bench' })
  const rows: string[][] = []
  try {
    rows.push(...(await measureStore(postgres.url)))
  } finally {
    await postgres.stop()
  }
  rows.push(...(await measureGraph(folder)), scrubRow())
  return {
    title: 'Writing down',
    command: 'npm run bench -- accounting',
    about: `A PostgreSQL on the same machine, which syncs each commit to its disk. A reading of one child is an event and a processing before its registry is called, and an outcome after; what comes while another commit is under way goes with the next. Side by side, each asker waits for its own. In the question about one child two waves of registries follow one another, so that four commits do; with and without takes turns, ${ROUNDS} rounds of ${ASKED}.`,
    head: ['', 'p50', 'p99', 'per second'],
    rows,
  }
}

async function measureStore(url: string): Promise<readonly string[][]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(ACCOUNTING_TABLES)
  await client.query(SEEN_CALLS)
  await client.query('create table bare (text text)')
  const store = await openAccounting({
    databaseUrl: url,
    part: 'bench',
    key: new Uint8Array(64),
    signingKey: SIGNING_KEY,
  })
  const seen = openSeenCalls(url, 'bench')
  const begin = () => store.begin(ACT)
  const both = async () => (await store.begin(ACT))(['read'])
  try {
    const rows = [
      await row('a bare row, committed', 1, () => client.query(`insert into bare values ('x')`)),
      await row('a reading before it is done, one at a time', 1, begin),
      await row('the same and how it ended', 1, both),
      await row('the same, 10 side by side', 10, both),
      await row('the same, 50 side by side', 50, both),
      await row('whether a signed call was seen before, one at a time', 1, () =>
        seen.see(randomUUID(), new Date(Date.now() + 30_000)),
      ),
      await row('the same, 10 side by side', 10, () =>
        seen.see(randomUUID(), new Date(Date.now() + 30_000)),
      ),
    ]
    await store.close()
    return [...rows, await verifyRow(client)]
  } finally {
    await seen.close()
    await client.end()
  }
}

async function verifyRow(client: pg.Client): Promise<string[]> {
  const start = performance.now()
  const { publicKey } = chainSigner(SIGNING_KEY)
  const { records, findings } = await verifyAccounting({ client, publicKey })
  if (findings.length > 0) throw new Error('the accounting is not whole')
  const perSecond = records / ((performance.now() - start) / 1_000)
  return ['records that are verified', '', '', perSecond.toFixed(0)]
}

async function row(
  name: string,
  sideBySide: number,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const count = sideBySide === 1 ? 300 : 3_000
  for (let i = 0; i < 20; i++) await work()
  const times: number[] = []
  const start = performance.now()
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      while (times.length < count) {
        const begun = performance.now()
        await work()
        times.push(performance.now() - begun)
      }
    }),
  )
  const perSecond = times.length / ((performance.now() - start) / 1_000)
  return [name, ...quantilesOf(times), perSecond.toFixed(0)]
}

function quantilesOf(times: readonly number[]): string[] {
  return [milliseconds(quantile(times, 0.5)), milliseconds(quantile(times, 0.99))]
}

async function measureGraph(folder: string): Promise<readonly string[][]> {
  const home = join(folder, 'home')
  const running = await startUp(await buildInto(join(folder, 'built')), home)
  const ways = await openWays(running, home).catch(async (error: unknown) => {
    await running.stop()
    throw error
  })
  const query = await readFile(QUESTIONS[0], 'utf8')
  const token = await tokenOf(home)
  const asked = [ways.inProcess, ways.unwritten].map((url) => askerAt(url, token))
  const times = asked.map((): number[] => [])
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [i, ask] of asked.entries()) {
        for (let n = 0; n < ASKED; n++) {
          const begun = performance.now()
          await ask(query)
          if (round > 0) times[i]?.push(performance.now() - begun)
        }
      }
    }
  } finally {
    await ways.close()
    await running.stop()
  }
  const names = [`\`${QUESTIONS[0]}\`, in one process`, 'the same, with nothing written down']
  return names.map((name, i) => [name, ...quantilesOf(times[i] ?? []), ''])
}

function scrubRow(): string[] {
  const lines = Array.from(
    { length: 1_000 },
    (_, i) =>
      `2026-09-01T10:00:00.000Z ${1_788_000_000_000 + i * 7_919} jgz trace 0af7651916cd43dd8448eb211c80319c answered in ${i} ms`,
  )
  const start = performance.now()
  for (let i = 0; i < 50; i++) for (const line of lines) scrub(line)
  const perSecond = (50 * lines.length) / ((performance.now() - start) / 1_000)
  return ['lines that are scrubbed', '', '', perSecond.toFixed(0)]
}
