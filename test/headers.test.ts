/**
 * What every answer says to a browser, and to a cache on its way.
 *
 * @module
 */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'

const QUERY = '{ registries { name } }'

let graph: Graph
let authorization: string
beforeAll(async () => {
  graph = await openGraph()
  authorization = `Bearer ${await graph.tokenFor('youth-nurse')}`
})
afterAll(() => graph.close())

interface Asked {
  readonly path?: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

async function ask({ path = '/graphql', method = 'POST', headers = {}, body }: Asked) {
  return fetch(graph.url + path, {
    method,
    headers: { authorization, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  })
}

const asJson = JSON.stringify({ query: QUERY })

test.each<[string, number, Asked]>([
  ['an answer', 200, { body: asJson }],
  ['an answer as CSV', 200, { body: asJson, headers: { accept: 'text/csv' } }],
  ['what is no CSV', 400, { body: '{"query":"{ __typename }"}', headers: { accept: 'text/csv' } }],
  ['a query that is wrong', 400, { body: '{"query":"{ nothing }"}' }],
  ['what is no JSON', 400, { body: '{' }],
  ['who is nobody', 401, { body: asJson, headers: { authorization: 'Bearer x' } }],
  ['a body that is too large', 413, { body: `"${'x'.repeat(1_100_000)}"` }],
  ['a GET', 405, { method: 'GET' }],
  [
    'what would be asked across origins',
    400,
    { body: asJson, headers: { 'content-type': 'text/plain' } },
  ],
  ['health', 200, { path: '/healthz', method: 'GET' }],
  ['nothing', 404, { path: '/nothing', method: 'GET' }],
  ['the explorer', 200, { path: '/', method: 'GET' }],
  ['its questions', 200, { path: '/explorer/questions', method: 'GET' }],
])('MUST be kept, guessed at, and framed nowhere: %s', async (_what, status, asked) => {
  const answer = await ask(asked)
  const { headers } = answer
  await answer.arrayBuffer()

  expect(answer.status).toBe(status)
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none'/)
  expect(policy).toMatch(/frame-ancestors 'none'/)
  // What it is made of, and who else may ask.
  expect(
    [...headers.keys()].filter((name) => /^(server|x-powered-by|access-control-)/.test(name)),
  ).toEqual([])
})
