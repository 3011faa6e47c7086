import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openDeliveryStore } from '../connectors/delivery-store.ts'
import { openChildIndex } from '../subgraphs/child/child-index.ts'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { patiently, waitForDatabase } from './patience.ts'
import { Mistake } from './say.ts'

const SHORT = { forMs: 300, everyMs: 50 }
const QUICK = { forMs: 10_000, everyMs: 20 }
const NAME = `patience_${randomBytes(6).toString('hex')}`

const told = vi.spyOn(console, 'error').mockReturnValue(undefined)
beforeEach(() => void told.mockClear())

let database: TestDatabase
/** Of a role that is not there yet. */
let url: string
beforeAll(async () => {
  database = await makeDatabase()
  url = Object.assign(new URL(database.url), { username: NAME, password: 'known' }).href
})
afterAll(async () => {
  await database.ask(`drop owned by ${NAME}; drop role ${NAME}`)
  await database.drop()
})

/** The address of a port at which nobody listens. */
async function silentPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('What is there is opened at once, and nothing is told', async () => {
  expect(await patiently('a thing', async () => 'opened')).toBe('opened')
  expect(told).not.toHaveBeenCalled()
})

test('A server that comes later is opened, and the wait is told once', async () => {
  const port = await silentPort()
  const server = createServer((socket) => socket.end())
  let tries = 0
  const answer = await patiently(
    'a server',
    async () => {
      tries += 1
      if (tries === 3) await once(server.listen(port, '127.0.0.1'), 'listening')
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      socket.destroy()
      return 'opened'
    },
    QUICK,
  )
  server.close()
  expect(answer).toBe('opened')
  expect(tries).toBe(3)
  expect(told.mock.calls).toEqual([['waiting for a server: nothing listens there']])
})

test('A host without a name is waited for, then one sentence says what is missing', async () => {
  const opening = patiently('the registry', () => fetch('http://nowhere.invalid/'), SHORT)
  await expect(opening).rejects.toBeInstanceOf(Mistake)
  await expect(opening).rejects.toThrow(
    /^Waited 0 seconds for the registry: there is no host of that name \((ENOTFOUND|EAI_AGAIN)\)\.$/,
  )
  expect(told).toHaveBeenCalledOnce()
})

test('MUST not wait for what is wrong in another way', async () => {
  const wrong = new Error('a mistake of ours', { cause: new Error('SQLSTATE 42601 in record') })
  let tries = 0
  const opening = patiently('a thing', async () => {
    tries += 1
    throw wrong
  })
  await expect(opening).rejects.toBe(wrong)
  expect(tries).toBe(1)
})

test('A role, a database, a schema and a right that come later are waited for', async () => {
  const steps = [
    `create role ${NAME} login password 'other'`,
    `alter role ${NAME} password 'known'`,
    'create schema kept; create table kept.account ()',
    `grant usage on schema kept to ${NAME}`,
    `grant insert on kept.account to ${NAME}`,
  ]
  const waiting = waitForDatabase(
    'PostgreSQL',
    url,
    `has_table_privilege('kept.account', 'insert')`,
    QUICK,
  )
  let isThere = false
  const watching = waiting.then(() => {
    isThere = true
  })
  for (const step of steps) {
    await sleep(80)
    expect(isThere).toBe(false)
    await database.ask(step)
  }
  await watching
  expect(told).toHaveBeenCalledOnce()
})

test('What our own stores keep as a cause is seen', async () => {
  const nowhere = Object.assign(new URL(url), { pathname: '/never_made' }).href
  const silent = Object.assign(new URL(url), { port: String(await silentPort()) }).href
  const key = new Uint8Array(64)
  const openings = [
    [/the database is not there \(3D000\)/, () => openChildIndex({ databaseUrl: nowhere, key })],
    [/nothing listens there/, () => openChildIndex({ databaseUrl: silent, key })],
    [/the role has no right to it \(42501\)/, () => openChildIndex({ databaseUrl: url, key })],
    [/3D000/, () => openDeliveryStore({ url: nowhere, schema: 'kept' })],
    [/nothing listens there/, () => openDeliveryStore({ url: silent, schema: 'kept' })],
    [/42501/, () => openDeliveryStore({ url, schema: 'never_made' })],
  ] as const
  for (const [sentence, open] of openings) {
    await expect(patiently<unknown>('it', open, SHORT)).rejects.toThrow(sentence)
  }
})
