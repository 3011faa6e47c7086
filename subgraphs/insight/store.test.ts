import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from './store.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.close())

test.each([
  "COPY (SELECT 1) TO 'somewhere.parquet'",
  "ATTACH 'somewhere.db'",
  "SELECT * FROM read_csv('/etc/hostname')",
  'INSTALL httpfs',
  "SET temp_directory = '/tmp'",
  'SET enable_external_access = true',
  "EXPORT DATABASE 'somewhere'",
])('MUST not reach a disk, a network or its own settings: %s', async (statement) => {
  await expect(store.select(statement)).rejects.toThrow(/Permission|disabled|locked|configuration/i)
})

test('a question ends when nobody waits for it any more', async () => {
  const stop = new AbortController()
  const answer = store.select('SELECT count(*) FROM range(10000000) a, range(10000) b', stop.signal)
  setTimeout(() => stop.abort(), 50)

  await expect(answer).rejects.toThrow(/interrupt/i)
})
