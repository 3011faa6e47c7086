import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Listening } from '../schema/http.ts'
import { accountsInto } from '../test/accounts.ts'
import { ofOurs, serveBare } from '../test/bare-gateway.ts'
import { readTrustedDocuments } from './trusted-documents.ts'

let gateway: Listening
let code: string

beforeAll(async () => {
  gateway = await serveBare({
    ...ofOurs(async () => ({
      data: { registries: null },
      errors: [{ message: 'x', path: ['registries'], extensions: { code } }],
    })),
    verifyToken: async (id = '') => ({
      ...{ id, organisation: 'ura:1', role: 'analyst', purpose: 'research' },
      municipalities: ['9999'],
    }),
    accounting: accountsInto([], []),
    documents: await readTrustedDocuments('docs/questions'),
    adHoc: ['analyst'],
    introspection: [],
  })
})
afterAll(() => gateway.close())

async function ask(accept: string, query = '{ registries { name } }', who = 'somebody') {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { accept, authorization: who, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  await response.body?.cancel()
  return [response.status, response.headers.get('retry-after')]
}

test.each([
  ['NUMBERS_GATHERING', '5'],
  ['LIST_NOT_READY', '10'],
  ['REGISTRY_TIMEOUT', '30'],
])('of what passes by itself it is told when to ask again: %s', async (passing, seconds) => {
  code = passing
  expect(await ask('application/json')).toEqual([200, seconds])
  expect(await ask('text/csv')).toEqual([503, seconds])
})

test('MUST not be told of what stays as it is', async () => {
  code = 'FIELD_FORBIDDEN'
  expect(await ask('application/json')).toEqual([200, null])
  expect(await ask('text/csv')).toEqual([422, null])
})

test('who asked too much for a table hears when to go on, as who asked for JSON', async () => {
  code = 'NUMBERS_GATHERING'
  const places = Array.from({ length: 2 }, (_, i) => `first${i}: vve`).join(' ')
  const query = `{ childcareLocations(municipality: "9999", first: 200) { locations { ${places} } } }`
  for (let i = 0; i < 500; i += 1) {
    const [status, seconds] = await ask('text/csv', query, 'greedy')
    if (status !== 429) continue
    expect(Number(seconds)).toBeGreaterThan(0)
    return
  }
  expect.unreachable('nobody was refused')
})
