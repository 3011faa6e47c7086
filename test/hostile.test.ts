import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Listening } from '../schema/http.ts'
import { NURSE, ofOurs, serveBare } from './bare-gateway.ts'
import { CORPUS } from './hostile.ts'

let gateway: Listening
let calls = 0
beforeAll(async () => {
  const call = async () => {
    calls += 1
    return { data: {} }
  }
  gateway = await serveBare({
    ...ofOurs(call),
    verifyToken: async () => NURSE,
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
