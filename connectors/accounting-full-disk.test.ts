/**
 * The disk under the accounting is really full: a file system of its own, as small as a PostgreSQL fits in, and another
 * file that takes what is left. Only who may mount one can play this; elsewhere it is skipped.
 *
 * @module
 */

import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Act } from '../privacy/accounting.ts'
import { KEY, SIGNING_KEY } from '../test/asking.ts'
import { type AccountingStore, openAccounting } from './accounting-store.ts'
import { ACCOUNTING_TABLES } from './accounting-tables.ts'
import { verifyAccounting } from './accounting-verify.ts'
import { chainSigner } from './chain-signature.ts'
import { type RunningPostgres, startPostgres } from './embedded-postgres.ts'

const MEGABYTE = Buffer.alloc(1024 * 1024)
const MOST_READINGS = 5_000

let folder: string
let disk: string
let isMounted = false
let postgres: RunningPostgres | undefined
let store: AccountingStore | undefined

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-disk-'))
  await chmod(folder, 0o711)
  disk = path.join(folder, 'disk')
  await mkdir(disk)
  isMounted = mount()
  if (!isMounted) return
  const password = randomBytes(12).toString('hex')
  postgres = await startPostgres({ directory: path.join(disk, 'postgres'), password })
  await ask(ACCOUNTING_TABLES)
  store = await openAccounting({
    ...{ part: 'town', key: KEY, signingKey: SIGNING_KEY },
    databaseUrl: postgres.url,
  })
}, 120_000)
afterAll(async () => {
  await store?.close()
  await postgres?.stop()
  if (isMounted) execFileSync('umount', [disk])
  await rm(folder, { recursive: true, force: true })
})

function mount(): boolean {
  try {
    const options = ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', disk]
    execFileSync('mount', options, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function ask(sql: string) {
  const client = new pg.Client({ connectionString: postgres?.url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Takes all that is left. */
async function fill(file: string): Promise<void> {
  const ballast = await open(file, 'w')
  for (let size = MEGABYTE.length; size >= 512; ) {
    const written = await ballast.write(MEGABYTE, 0, size).catch(() => undefined)
    if (written?.bytesWritten !== size) size = Math.floor(size / 2)
  }
  await ballast.close()
}

function reading(n: number): Act {
  return {
    kind: 'read',
    traceId: n.toString(16).padStart(32, '0'),
    parentSpanId: 'b'.repeat(16),
    viewer: {
      id: 'u-1',
      organisation: 'ura:00009999',
      role: 'youth-nurse',
      purpose: 'youth-health-care',
      municipalities: ['9999'],
    },
    registry: 'town-register',
    parts: ['growth'],
    subjects: Array.from({ length: 20 }, (_, i) => `child-${n}-${i}`),
  }
}

test('MUST write down nothing that it says it has not, and all that it says it has, on a disk that is full', async ({
  skip,
}) => {
  if (!store) return skip('Only who may mount a file system has a disk to fill.')
  const accounting = store
  const begin = (n: number) =>
    accounting.begin(reading(n)).then(
      () => true,
      () => false,
    )
  const ballast = path.join(disk, 'ballast')
  const acknowledged: number[] = []
  expect(await begin(0)).toBe(true)
  acknowledged.push(0)
  await fill(ballast)

  let n = 1
  for (; n < MOST_READINGS && (await begin(n)); n += 1) acknowledged.push(n)
  expect(n).toBeLessThan(MOST_READINGS)
  expect(await begin(n + 1)).toBe(false)

  await rm(ballast)
  const later = n + 2
  await expect.poll(() => begin(later), { timeout: 60_000, interval: 250 }).toBe(true)
  acknowledged.push(later)

  const rows = await ask('select distinct trace_id from accounting.logboek')
  const written = new Set(rows.map(({ trace_id }) => Number.parseInt(String(trace_id), 16)))
  expect([...written].sort((a, b) => a - b)).toEqual(acknowledged)
  const client = new pg.Client({ connectionString: postgres?.url })
  await client.connect()
  const { publicKey } = chainSigner(SIGNING_KEY)
  const { findings } = await verifyAccounting({ client, publicKey })
  await client.end()
  expect(findings).toEqual([])
}, 120_000)
