import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Listening } from '../schema/http.ts'
import { NURSE, ofOurs, serveBare } from '../test/bare-gateway.ts'
import type { CallSubgraph } from './engine/call.ts'
import { type HttpAsked, openShortcut } from './shortcut.ts'
import type { ClientRequest } from './subgraph-call.ts'

/** A registry for every answer that a subgraph can give. */
const registries = [
  { name: 'jgz-waterdam', title: 'JGZ' },
  { name: 'brp-waterdam', title: null },
]
const call: CallSubgraph<ClientRequest> = async ({ query, variables }) => {
  if (query.includes('children')) throw new Error('there is no answer')
  if (query.includes('pregnancy')) {
    return {
      data: null,
      errors: [{ message: 'x', path: ['pregnancy'], extensions: { code: 'REGISTRY_UNAVAILABLE' } }],
    }
  }
  if (query.includes('child('))
    return { data: { child: { id: variables?.id ?? 'c1', sex: 'UFO' } } }
  return { data: structuredClone({ registries }) }
}

let long: Listening
let short: Listening

function serve(shortcut: boolean) {
  return serveBare({
    ...ofOurs(call),
    verifyToken: async (header) => ({ ...NURSE, id: String(header) }),
    introspection: ['professional'],
    shortcut,
  })
}

beforeAll(async () => {
  long = await serve(false)
  short = await serve(true)
})
afterAll(async () => {
  await Promise.all([long.close(), short.close()])
})

interface Asked {
  readonly body: unknown
  readonly headers?: Record<string, string>
}

async function ask({ url }: Listening, { body, headers }: Asked) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'a', ...headers },
    body: JSON.stringify(body),
  })
  const { date, ...others } = Object.fromEntries(response.headers)
  return { status: response.status, headers: others, text: await response.text(), had: typeof date }
}

const NAMED = 'query A { registries { name } } query B { registries { title } }'
const BY_ID = 'query($id: ID!) { child(id: $id) { id sex } }'

describe('an answer by the shortcut is, byte for byte, the one of Apollo Server', () => {
  test.each<Asked & { readonly what: string }>([
    { what: 'data', body: { query: '{ registries { name title } }' } },
    {
      what: 'introspection',
      body: { query: '{ __schema { queryType { name } } registries { name } }' },
    },
    { what: 'a variable', body: { query: BY_ID, variables: { id: 'c2' } } },
    { what: 'a variable that is missing', body: { query: BY_ID } },
    { what: 'a variable of another type', body: { query: BY_ID, variables: { id: [{}] } } },
    { what: 'no variables', body: { query: '{ registries { name } }', variables: null } },
    { what: 'one of two operations', body: { query: NAMED, operationName: 'B' } },
    { what: 'neither of two operations', body: { query: NAMED, operationName: 'C' } },
    { what: 'two operations and no name', body: { query: NAMED } },
    { what: 'an empty name', body: { query: '{ registries { name } }', operationName: '' } },
    { what: 'a subgraph that is gone', body: { query: '{ children(ids: ["a"]) { id } }' } },
    { what: 'an error', body: { query: '{ pregnancy(id: "a") { id } registries { name } }' } },
    { what: 'a field that is forbidden', body: { query: '{ linkCases { cases { domain } } }' } },
    { what: 'extensions', body: { query: '{ registries { name } }', extensions: {} } },
    { what: 'a batch', body: [{ query: '{ registries { name } }' }] },
    { what: 'what is not in the schema', body: { query: '{ nothing }' } },
    { what: 'what cannot be read', body: { query: '{ registries { name }' } },
    { what: 'variables that are none', body: { query: '{ registries { name } }', variables: 'x' } },
    {
      what: 'another kind of answer',
      body: { query: '{ registries { name } }' },
      headers: { accept: 'application/graphql-response+json' },
    },
    {
      what: 'a kind of answer that there is not',
      body: { query: '{ registries { name } }' },
      headers: { accept: 'text/html' },
    },
    {
      what: 'another kind of body',
      body: { query: '{ registries { name } }' },
      headers: { 'content-type': 'text/plain' },
    },
  ])('$what', async (asked) => {
    const first = await ask(short, asked)
    const second = await ask(short, asked)
    const expected = await ask(long, asked)
    expect(first).toEqual(expected)
    expect(second).toEqual(expected)
  })

  test('also when there was too much of it', async () => {
    const query = `{ ${Array.from({ length: 10 }, (_, i) => `p${i}: childcareLocations(municipality: "9999", first: 1900) { locations { lrkId } }`).join(' ')} }`
    const headers = { authorization: 'greedy' }
    const ended = async (gateway: Listening) => {
      for (let i = 0; i < 100; i += 1) {
        const answer = await ask(gateway, { body: { query }, headers })
        if (answer.status === 429) return { ...answer, at: i, headers: Object.keys(answer.headers) }
      }
      return undefined
    }
    const expected = await ended(long)
    expect(expected?.headers).toContain('retry-after')
    expect(await ended(short)).toEqual(expected)
  })
})

describe('the shortcut', () => {
  const QUERY = '{ a }'
  const answered: string[] = []
  const shortcut = openShortcut({
    execute: async ({ operationName = '' }) => {
      answered.push(operationName)
      return { data: '{}' }
    },
    present: (error) => error,
    tell: () => undefined,
  })
  const usual = { 'content-type': 'application/json' }
  const answer = (body: unknown, headers: Record<string, string> = usual) =>
    shortcut.answer(
      { body, headers: new Map(Object.entries(headers)) } satisfies HttpAsked,
      {} as ClientRequest,
    )

  test('MUST NOT answer what nobody has found valid', async () => {
    expect(answer({ query: QUERY })).toBeUndefined()
    shortcut.learn(QUERY, undefined, parse(QUERY))
    expect(await answer({ query: QUERY })).toMatchObject({ status: 200 })
    expect(answer({ query: `${QUERY} ` })).toBeUndefined()
    expect(answer({ query: QUERY, operationName: 'A' })).toBeUndefined()
    shortcut.learn(NAMED, 'A', parse(NAMED))
    expect(answer({ query: NAMED, operationName: 'B' })).toBeUndefined()
    expect(await answer({ query: NAMED, operationName: 'A' })).toMatchObject({ status: 200 })
    shortcut.learn(NAMED, 'C', parse(NAMED)) // Apollo Server asks for it, and there is none
    expect(answer({ query: NAMED, operationName: 'C' })).toBeUndefined()
    expect(answered).toEqual(['', 'A'])
  })

  test.each([
    [{ query: QUERY, extensions: {} }, usual],
    [{ query: QUERY, variables: [] }, usual],
    [{ query: QUERY, operationName: 7 }, usual],
    [[{ query: QUERY }], usual],
    [{ query: QUERY }, {}],
    [{ query: QUERY }, { 'content-type': 'text/plain' }],
    [{ query: QUERY }, { ...usual, accept: 'text/html' }],
  ])('MUST leave what is unusual to Apollo Server: %j %j', (body, headers) => {
    expect(answer(body, headers as Record<string, string>)).toBeUndefined()
  })

  test('forgets what was learned first', () => {
    for (let i = 0; i < 600; i += 1) shortcut.learn(`{ a${i}: a }`, undefined, parse('{ a }'))
    expect(answer({ query: '{ a0: a }' })).toBeUndefined()
    expect(answer({ query: '{ a599: a }' })).toBeDefined()
  })
})
