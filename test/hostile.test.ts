import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SUBGRAPH_NAMES } from '../config.ts'
import { ALWAYS_READY } from '../gateway/readiness.ts'
import { serveGateway } from '../gateway/server.ts'
import { NO_DOCUMENTS } from '../gateway/trusted-documents.ts'
import type { Listening } from '../schema/http.ts'
import { accountsInto } from './accounts.ts'
import { CORPUS } from './hostile.ts'

let gateway: Listening
let calls = 0
beforeAll(async () => {
  const call = async () => {
    calls += 1
    return { data: {} }
  }
  gateway = await serveGateway({
    supergraph: readFileSync('schema/generated/supergraph.graphql', 'utf8'),
    subgraphs: Object.fromEntries(SUBGRAPH_NAMES.map((name) => [name, call])),
    verifyToken: async () => ({
      id: 'u',
      organisation: 'ura:1',
      role: 'youth-nurse',
      purpose: 'youth-health-care',
      municipalities: ['9999'],
    }),
    accounting: accountsInto([], []),
    deadlineMs: 10_000,
    port: 0,
    host: '127.0.0.1',
    explorer: { tokensUrl: undefined, questions: [] },
    readiness: ALWAYS_READY,
    documents: NO_DOCUMENTS,
    adHoc: ['professional'],
    introspection: [],
  })
})
afterAll(() => gateway.close())

beforeEach(() => {
  calls = 0
})

test.each(CORPUS)('MUST be refused before anything is called: $title', async ({ body, code }) => {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }).catch(() => undefined)
  expect(calls).toBe(0)
  // Of what is too long nobody waits for the end, and who is still sending may not hear why.
  if (!response) return expect(JSON.stringify(body).length).toBeGreaterThan(262_144)
  const { data, errors } = (await response.json()) as {
    data?: unknown
    errors: readonly { readonly extensions: { readonly code: string } }[]
  }
  expect(data).toBeUndefined()
  expect(errors.map(({ extensions }) => extensions.code)).toContain(code)
  expect([400, 413]).toContain(response.status)
})
