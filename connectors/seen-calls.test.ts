import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { openSeenCalls, SEEN_CALLS, type SeenCalls } from './seen-calls.ts'

let database: TestDatabase
let one: SeenCalls
let other: SeenCalls
let elsewhere: SeenCalls

beforeAll(async () => {
  database = await makeDatabase()
  await database.ask(SEEN_CALLS)
  one = openSeenCalls(database.url, 'jgz')
  other = openSeenCalls(database.url, 'jgz')
  elsewhere = openSeenCalls(database.url, 'child')
})
afterAll(async () => {
  await Promise.all([one, other, elsewhere].map((seen) => seen?.close()))
  await database?.drop()
})

const later = () => new Date(Date.now() + 30_000)

test('MUST be seen once, by one or by another, also at the same moment', async () => {
  const id = randomUUID()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).see(id, later())),
  )

  expect(answers.filter((isFirst) => isFirst)).toHaveLength(1)
  expect(await elsewhere.see(id, later())).toBe(true)
})

test('is forgotten when it can be repeated no more', async () => {
  const [old, young] = [randomUUID(), randomUUID()]
  await one.see(old, new Date(Date.now() - 1_000))
  await one.see(young, later())
  await database.ask('select calls.forget()')

  expect(await other.see(young, later())).toBe(false)
  expect(await other.see(old, later())).toBe(true)
})

test('MUST reject where nobody can tell', async () => {
  const nowhere = openSeenCalls('postgres://x@127.0.0.1:1/x', 'jgz')
  await expect(nowhere.see(randomUUID(), later())).rejects.toThrow('ECONNREFUSED')
  await nowhere.close()
})

test('keeps no write-ahead log, so that no call waits for a disk', async () => {
  expect(
    await database.ask(`select relpersistence from pg_class where oid = 'calls.seen'::regclass`),
  ).toEqual([{ relpersistence: 'u' }])
})
