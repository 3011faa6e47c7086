/**
 * A gateway of its own process that is asked to stop while it is asked much, and while a registry is slow.
 *
 * @module
 */

import { request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { ISSUER } from '../sandbox/identity.ts'
import { type Graph, openGraph } from './graph.ts'
import { type Started, start } from './kindlijn.ts'
import { type Loopback, serveLoopback } from './loopback.ts'

let graph: Graph
let slow: Loopback
let slowMs = 0
let token: string
let anna: string

beforeAll(async () => {
  graph = await openGraph({ apart: true })
  anna = await graph.idOf('anna')
  token = await graph.tokenFor('youth-nurse')
  slow = await serveLoopback(async (asked, answered) => {
    const body = await text(asked)
    await sleep(slowMs)
    const { authorization = '', traceparent = '' } = asked.headers
    const headers = {
      'content-type': 'application/json',
      authorization,
      traceparent: `${traceparent}`,
    }
    const answer = await fetch(graph.subgraphUrls.jgz ?? '', { method: 'POST', headers, body })
    answered.writeHead(answer.status, { 'content-type': 'application/json' })
    answered.end(await answer.text())
  })
}, 60_000)
afterAll(async () => {
  await slow.close()
  await graph.close()
})

function startGateway(env: Readonly<Record<string, string>>): Started {
  const addresses = Object.entries(graph.subgraphUrls).map(([name, url]) => [
    `${name.toUpperCase().replaceAll('-', '_')}_URL`,
    name === 'jgz' ? slow.url : url,
  ])
  return start(['serve', 'gateway'], {
    env: {
      ...Object.fromEntries(addresses),
      PORT: '0',
      KINDLIJN_POSTGRES_URL: inject('postgresUrl'),
      KINDLIJN_SECRETS: join(inject('home'), 'secrets'),
      TOKEN_ISSUER: ISSUER,
      TOKEN_KEYS_URL: `${graph.tokensUrl}/jwks`,
      ...env,
    },
  })
}

interface Told {
  readonly status: number
  readonly connection: string | undefined
  readonly body: {
    data?: { child?: { jgz?: unknown } }
    errors?: { extensions: { code: string } }[]
  }
}

/** Undefined where nobody was there any more to be asked. Rejects where an answer was begun or owed, and did not come. */
function ask(url: string): Promise<Told | undefined> {
  const query = `{ child(id: "${anna}") { name { family } jgz { growth { weightGrams } } } }`
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      },
      async (answer) => {
        const { statusCode: status = 0, headers } = answer
        const body = JSON.parse(await text(answer))
        resolve({ status, connection: headers.connection, body })
      },
    )
    asked.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' ? resolve(undefined) : reject(error),
    )
    asked.end(JSON.stringify({ query }))
  })
}

test('MUST lose no answer when it is asked to stop under load, and says first that it is not ready', async () => {
  slowMs = 150
  const gateway = startGateway({ KINDLIJN_LAME_DUCK_MS: '1500' })
  const url = await gateway.ready()
  await ask(url)
  const readyz = () => fetch(new URL('/readyz', url)).then(({ status }) => status)
  expect(await readyz()).toBe(200)

  const told: (Told | undefined)[] = []
  let isLookedAfter = true
  const askers = Array.from({ length: 6 }, async () => {
    while (isLookedAfter) told.push(await ask(url))
  })
  await sleep(300)
  const ended = gateway.stop('SIGTERM')
  await sleep(150)
  expect(await readyz()).toBe(503)
  const before = told.length
  // As a load balancer does that sees it: what it sends no more, it does not lose.
  isLookedAfter = false
  await Promise.all(askers)
  expect(await ended).toBe(0)

  expect(told.length).toBe(before + askers.length)
  expect(told.filter((one) => one?.status !== 200 || one.body.errors)).toEqual([])
  expect(told.at(-1)?.connection).toBe('close')
  expect(await ask(url)).toBeUndefined()
}, 60_000)

test('MUST give up what takes too long, tell it, and end in time', async () => {
  slowMs = 0
  const gateway = startGateway({ KINDLIJN_STOP_MS: '500' })
  const url = await gateway.ready()
  await ask(url)
  slowMs = 5_000
  const owed = ask(url)
  await sleep(200)
  const began = performance.now()
  const ended = gateway.stop('SIGTERM')
  const answer = await owed
  expect(await ended).toBe(0)
  const tookMs = performance.now() - began

  expect(answer?.body.data?.child).toMatchObject({ name: { family: 'Vries' }, jgz: null })
  expect(answer?.body.errors?.[0]?.extensions.code).toBe('DEADLINE_EXCEEDED')
  expect(answer?.connection).toBe('close')
  // Sooner than the registry, with time to spare on a busy machine.
  expect(tookMs).toBeLessThan(4_500)
  expect(await ask(url)).toBeUndefined()
}, 60_000)
