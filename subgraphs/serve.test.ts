import { once } from 'node:events'
import { connect } from 'node:net'
import { Ctx, Query, Resolver } from 'type-graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Act } from '../privacy/accounting.ts'
import { type Caller, signCall } from '../privacy/call-signature.ts'
import { Guarded } from '../privacy/guarded.ts'
import type { ReadingContext } from '../privacy/read.ts'
import type { Listening } from '../schema/http.ts'
import { accountsInto } from '../test/accounts.ts'
import { buildSubgraph } from './build.ts'
import { serveSubgraph } from './serve.ts'

const KEY = new Uint8Array(32).fill(7)
const CALLER: Caller = {
  viewer: {
    id: 'u1',
    organisation: 'ura:00009999',
    role: 'youth-nurse',
    purpose: 'youth-health-care',
    municipalities: ['9999'],
  },
  traceId: 'a'.repeat(32),
}
const BODY = JSON.stringify({ query: '{ secret }' })

const ACT = {
  kind: 'read',
  traceId: 'a'.repeat(32),
  registry: 'town',
  parts: [],
  subjects: ['child-1'],
} as const

const contexts: ReadingContext[] = []
const noted: Act[] = []
let seeCall: (id: string) => Promise<boolean>
let isFull = false
let reads = 0

@Resolver()
class Town {
  @Guarded('jgz:growth')
  @Query(() => String, { nullable: true })
  secret(): string {
    reads += 1
    return 'told'
  }

  @Query(() => String, { nullable: true })
  async accounted(@Ctx() { accounting }: ReadingContext): Promise<string> {
    const end = await accounting.begin({ ...ACT, viewer: CALLER.viewer })
    await end(['read'])
    return 'told'
  }

  @Query(() => String, { nullable: true })
  async waiting(@Ctx() { signal }: ReadingContext): Promise<string> {
    reads += 1
    await once(signal, 'abort')
    return 'gone'
  }
}

let server: Listening

beforeAll(async () => {
  server = await serveSubgraph({
    subgraph: {
      ...buildSubgraph({ name: 'town', resolvers: [Town], entities: [] }),
      contextOf: (request) => {
        contexts.push(request)
        return request
      },
      close: async () => undefined,
    },
    agreements: () => true,
    accounting: {
      ...accountsInto([], noted),
      begin: async () => async () => {
        if (isFull) throw new Error('disk full')
      },
    },
    seeCall: (id) => seeCall(id),
    callKey: KEY,
    port: 0,
    host: '127.0.0.1',
  })
})
afterAll(() => server?.close())
beforeEach(() => {
  contexts.splice(0)
  noted.splice(0)
  isFull = false
  seeCall = async () => true
  reads = 0
})

async function post(signature: string | undefined, body = BODY, path = '/') {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: signature === undefined ? {} : { authorization: `Bearer ${signature}` },
    body,
  })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

describe('a subgraph in a process of its own', () => {
  test('answers its gateway', async () => {
    const { status, text, headers } = await post(await signCall(KEY, 'town', BODY, CALLER))

    expect([status, JSON.parse(text)]).toEqual([200, { data: { secret: 'told' } }])
    expect(headers.get('cache-control')).toBe('no-store')
    expect(contexts).toMatchObject([CALLER])
  })

  test('MUST hold to the policy, whatever its gateway asks', async () => {
    const viewer = { ...CALLER.viewer, role: 'midwife', purpose: 'birth-care' } as const
    const { text } = await post(await signCall(KEY, 'town', BODY, { ...CALLER, viewer }))

    expect(JSON.parse(text)).toMatchObject({
      data: { secret: null },
      errors: [{ extensions: { code: 'FIELD_FORBIDDEN' } }],
    })
    expect(reads).toBe(0)
  })

  test.each([
    ['without a signature', async () => undefined],
    ['for another subgraph', () => signCall(KEY, 'child', BODY, CALLER)],
    ['for another body', () => signCall(KEY, 'town', '{}', CALLER)],
    ['with another key', () => signCall(new Uint8Array(32), 'town', BODY, CALLER)],
    ['with nonsense', async () => 'nonsense'],
  ])('MUST answer 401 and nothing to a call %s', async (_what, sign) => {
    const { status, text } = await post(await sign())

    expect(status).toBe(401)
    expect(JSON.parse(text)).toEqual({
      errors: [
        {
          message: 'A subgraph answers its gateway only.',
          extensions: { code: 'CALL_REFUSED' },
        },
      ],
    })
    expect([contexts, reads]).toEqual([[], 0])
    expect(noted).toMatchObject([
      { kind: 'call-refused', registry: 'town', viewer: undefined, subjects: [] },
    ])
    expect(noted[0]?.parts).toEqual(['not signed by our gateway'])
  })

  test('MUST answer 401 to a call that is repeated', async () => {
    const signature = await signCall(KEY, 'town', BODY, CALLER)
    const statuses = [await post(signature), await post(signature), await post(signature, '{}')]

    expect(statuses.map(({ status }) => status)).toEqual([200, 401, 401])
    expect(reads).toBe(1)
    expect(noted[0]).toMatchObject({ kind: 'call-refused', parts: ['repeated'] })
  })

  test('MUST answer 401 to a call that another process has seen', async () => {
    seeCall = async () => false
    const { status } = await post(await signCall(KEY, 'town', BODY, CALLER))

    expect([status, reads]).toEqual([401, 0])
    expect(noted).toMatchObject([{ kind: 'call-refused', parts: ['repeated'] }])
  })

  test('MUST answer nothing where it cannot be written down how a reading ended', async () => {
    const body = JSON.stringify({ query: '{ accounted }' })
    const written = await post(await signCall(KEY, 'town', body, CALLER), body)
    isFull = true
    const { status, text } = await post(await signCall(KEY, 'town', body, CALLER), body)

    expect(JSON.parse(written.text)).toEqual({ data: { accounted: 'told' } })
    expect([status, text]).toEqual([200, expect.not.stringContaining('told')])
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: 'ACCOUNTING_UNAVAILABLE' } }],
    })
  })

  test('MUST answer nothing where nobody can tell whether a call is repeated', async () => {
    seeCall = () => Promise.reject(new Error('no database'))
    const { status, text } = await post(await signCall(KEY, 'town', BODY, CALLER))

    expect([status, reads]).toEqual([200, 0])
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: 'ACCOUNTING_UNAVAILABLE' } }],
    })
  })

  test.each(['GET', 'PUT', 'DELETE'])('MUST answer 401 to %s', async (method) => {
    const signature = await signCall(KEY, 'town', '', CALLER)
    const headers = { authorization: `Bearer ${signature}` }
    const answer = await fetch(`${server.url}/?query={secret}`, { method, headers })

    expect([answer.status, reads]).toEqual([401, 0])
  })

  test('tells anybody that it is alive, and nothing more', async () => {
    const answer = await fetch(`${server.url}/health`)
    expect([answer.status, await answer.text()]).toEqual([200, '{}'])
  })

  test('MUST NOT wait for the body of who brings no signature', async () => {
    const socket = connect(server.port, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nHost: town\r\nContent-Length: 16000000\r\n\r\n')
    const [answer] = await once(socket, 'data')
    socket.destroy()

    expect(String(answer)).toContain('401')
  })

  test('stops when its gateway hangs up', async () => {
    const body = JSON.stringify({ query: '{ waiting }' })
    const signature = await signCall(KEY, 'town', body, CALLER)
    const hangUp = new AbortController()
    const call = fetch(server.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${signature}` },
      body,
      signal: hangUp.signal,
    }).catch(() => 'hung up')
    while (reads === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const [context] = contexts
    const aborted = once(context?.signal as AbortSignal, 'abort')
    hangUp.abort()

    expect(await call).toBe('hung up')
    await aborted
  })

  test.each(['null', '[]', '{', '"x"', '{"query":1}'])(
    'survives a body of %s that is signed',
    async (body) => {
      const { status, text } = await post(await signCall(KEY, 'town', body, CALLER), body)
      expect([200, 500]).toContain(status)
      expect(text).not.toContain('told')

      const after = await post(await signCall(KEY, 'town', BODY, CALLER))
      expect(after.status).toBe(200)
    },
  )
})
