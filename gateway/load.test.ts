import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeSupergraph } from '../schema/compose.ts'
import { ANALYST, serveBare } from '../test/bare-gateway.ts'
import type { Gateway } from './server.ts'

const STALL_MS = 500
const MOST_LAG_MS = 200

let gateway: Gateway
let tokens = 0
let waiting: (() => void)[] = []
let isSlow = false
beforeAll(async () => {
  gateway = await serveBare({
    supergraph: composeSupergraph([{ name: 'one', sdl: 'type Query { one: String }' }]),
    subgraphs: {
      async one() {
        if (isSlow) await new Promise<void>((resolve) => waiting.push(resolve))
        return { data: { one: 'one' } }
      },
    },
    verifyToken: async () => {
      tokens += 1
      return ANALYST
    },
    mostLagMs: MOST_LAG_MS,
  })
})
afterAll(() => gateway.close())

function ask() {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ one }' }),
  })
}

function stall(): void {
  const end = performance.now() + STALL_MS
  while (performance.now() < end);
}

/** Until it is known that this process does nothing else. */
async function fallBehind(): Promise<void> {
  for (let i = 0; i < 4; i += 1) {
    await sleep(1)
    stall()
  }
  await sleep(1)
}

/** Requests that wait for a registry. */
async function keepWaiting(count: number): Promise<readonly Promise<Response>[]> {
  isSlow = true
  const asked = Array.from({ length: count }, ask)
  await expect.poll(() => waiting.length, { timeout: 20_000 }).toBe(count)
  isSlow = false
  return asked
}

function letGo(): void {
  for (const go of waiting) go()
  waiting = []
}

test('refuses nobody as long as few are under way: it is something else that keeps it', async () => {
  const few = await keepWaiting(3)
  await fallBehind()
  expect((await ask()).status).toBe(200)
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200)
  letGo()
  await Promise.all(few)
  await sleep(1_000) // what was is forgotten
}, 60_000)

test('MUST refuse what comes while it is behind, unread, and answer what is under way', async () => {
  const underWay = await keepWaiting(12)
  tokens = 0
  await fallBehind()
  const [refused, ready, alive] = await Promise.all([
    ask(),
    fetch(`${gateway.url}/readyz`),
    fetch(`${gateway.url}/healthz`),
  ])
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(await refused.json()).toEqual({
    errors: [{ message: expect.any(String), extensions: { code: 'GATEWAY_BUSY' } }],
  })
  expect(tokens).toBe(0)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ reasons: [{ part: 'gateway' }] })
  expect(alive.status).toBe(200)

  letGo()
  for (const response of await Promise.all(underWay)) {
    expect(await response.json()).toMatchObject({ data: { one: 'one' } })
  }
  await expect.poll(async () => (await ask()).status, { timeout: 20_000 }).toBe(200)
}, 60_000)
