import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeSupergraph } from '../schema/compose.ts'
import { ANALYST, serveBare } from '../test/bare-gateway.ts'
import type { Gateway } from './server.ts'

const supergraph = (field: string) =>
  composeSupergraph([{ name: 'one', sdl: `type Query { ${field}: String }` }])

let gateway: Gateway
let release: () => void = () => undefined
let reached = Promise.withResolvers<void>()
let isSlow = false

beforeAll(async () => {
  gateway = await serveBare({
    supergraph: supergraph('old'),
    subgraphs: {
      async one() {
        reached.resolve()
        if (isSlow) await new Promise<void>((resolve) => (release = resolve))
        return { data: { old: 'old', new: 'new' } }
      },
    },
    verifyToken: async () => ANALYST,
  })
})
afterAll(() => gateway.close())

async function ask(query: string) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data } = (await response.json()) as { data?: object }
  return data
}

test('another supergraph is answered with; what was asked before is finished with the old one', async () => {
  expect(await ask('{ old }')).toEqual({ old: 'old' })
  expect(await ask('{ new }')).toBeUndefined()

  isSlow = true
  reached = Promise.withResolvers()
  const underWay = ask('{ old }')
  await reached.promise
  isSlow = false
  const reloaded = gateway.reload(supergraph('new'))
  await expect.poll(() => ask('{ new }'), { timeout: 10_000 }).toEqual({ new: 'new' })
  expect(await ask('{ old }')).toBeUndefined()

  release()
  expect(await underWay).toEqual({ old: 'old' })
  await reloaded
})

test('no question is lost while it is reloaded time and again', async () => {
  const answers: unknown[] = []
  for (let i = 0; i < 10; i += 1) {
    const asked = [ask('{ new }'), ask('{ __typename new }'), ask('{ new }')]
    await gateway.reload(supergraph('new'))
    answers.push(...(await Promise.all(asked)))
  }

  for (const answer of answers) expect(answer).toMatchObject({ new: 'new' })
})

test.each([
  ['is none', 'type Query {'],
  ['is no supergraph', 'type Query { new: String }'],
  [
    'asks for a protection that is not given',
    supergraph('new').replace(
      'schema',
      'schema @link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)',
    ),
  ],
  ['is empty', ''],
  ['names a subgraph that is not here', supergraph('new').replace('name: "one"', 'name: "two"')],
])('MUST go on with the old one when the new one %s', async (_, wrong) => {
  await expect(gateway.reload(wrong)).rejects.toThrow()
  expect(await ask('{ new }')).toEqual({ new: 'new' })
})
