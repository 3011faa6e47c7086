import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../test/kindlijn.ts'
import { type Loopback, serveLoopback } from '../test/loopback.ts'

const NURSE = ['--persona', 'youth-nurse'] as const

let home: string
let gateway: Loopback
/** What came in last. */
let got: { readonly authorization: string | undefined; readonly body: unknown } | undefined
/** What goes out. */
let answer = '{"data":{"child":null}}'

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kindlijn-ask-'))
  gateway = await serveLoopback(async (request: IncomingMessage, response) => {
    got = {
      authorization: request.headers.authorization,
      body: JSON.parse(await text(request)),
    }
    response.end(answer)
  })
  await writeFile(join(home, 'running.json'), JSON.stringify({ url: `${gateway.url}/graphql` }))
  await writeFile(join(home, 'query.graphql'), 'query One { __typename }')
})
afterAll(async () => {
  await gateway.close()
  await rm(home, { recursive: true, force: true })
})

function ask(args: readonly string[], stdin = '') {
  return run(['ask', ...args], { env: { KINDLIJN_HOME: home, PORT: '1' }, stdin })
}

test('prints the answer as JSON and nothing else, asked with a token and variables', async () => {
  const file = join(home, 'query.graphql')
  const variables = ['--variables', '{"id":"x"}', '--operation', 'One']
  const { code, stdout, stderr } = await ask([...NURSE, '--query', file, ...variables])

  expect(JSON.parse(stdout)).toEqual({ data: { child: null } })
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(got?.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/)
  expect(got?.body).toEqual({
    query: 'query One { __typename }',
    variables: { id: 'x' },
    operationName: 'One',
  })
})

test('- reads the query from standard input', async () => {
  await ask([...NURSE, '--query', '-'], '{ registries { name } }')

  expect(got?.body).toEqual({ query: '{ registries { name } }' })
})

test.each([
  [['--query', '-'], /^Name a persona: --persona youth-nurse \| /],
  [[...NURSE], /^Name a file with a query: --query FILE, or - for standard input\.$/m],
  [[...NURSE, '--query', 'nowhere.graphql'], /^The file nowhere\.graphql cannot be read\.$/m],
  [[...NURSE, '--query', '-', '--variables', '{id}'], /^--variables takes JSON: /],
] as const)('says in one sentence what is missing from %j', async (args, sentence) => {
  got = undefined
  const { code, stdout, stderr } = await ask(args)

  expect(stderr).toMatch(sentence)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stdout).toBe('')
  expect(code).toBe(1)
  expect(got).toBeUndefined()
})

test('says that something else answers', async () => {
  answer = '<h1>Hello</h1>'
  const { code, stderr } = await ask([...NURSE, '--query', '-'])

  expect(stderr).toMatch(/^What answers at http:\S+ is no gateway of Kindlijn\.\n$/)
  expect(code).toBe(1)
})

test('says how to start one when none answers', async () => {
  await rm(join(home, 'running.json'))
  const { code, stderr } = await ask([...NURSE, '--query', '-'])

  expect(stderr).toBe(
    'No gateway answers at http://127.0.0.1:1/graphql. Start one with: npm start\n',
  )
  expect(code).toBe(1)
})
