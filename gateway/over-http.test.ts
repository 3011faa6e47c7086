import { randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { openCallVerifier } from '../privacy/call-signature.ts'
import { openLedger } from '../privacy/ledger.ts'
import { accountsInto } from '../test/accounts.ts'
import { serveLoopback } from '../test/loopback.ts'
import { overHttp, type RemoteSubgraph } from './over-http.ts'

const KEY = new Uint8Array(randomBytes(32))
const REQUEST = {
  viewer: {
    id: 'v',
    organisation: 'ura:1',
    role: 'midwife',
    purpose: 'birth-care',
    municipalities: ['9999'],
  },
  traceId: '0123456789abcdef0123456789abcdef',
  signal: new AbortController().signal,
  endsAt: performance.now() + 10_000,
  ledger: openLedger(accountsInto([])),
} as const
const CALL = { subgraph: 'jgz', query: '{ a }', operationName: undefined, variables: { b: 1 } }

describe('a subgraph over HTTP', () => {
  const opened: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close()
  })

  async function open(listener: RequestListener): Promise<RemoteSubgraph> {
    const server = await serveLoopback(listener)
    const remote = overHttp({ name: 'jgz', url: `${server.url}/`, callKey: KEY })
    opened.push(server.close, remote.close)
    return remote
  }

  test('gets the question, the viewer and the trace, signed for it alone', async () => {
    const verify = openCallVerifier(KEY, 'jgz')
    let body = ''
    let told: unknown
    const remote = await open(async (request, response) => {
      for await (const chunk of request) body += chunk
      told = await verify(request.headers.authorization?.replace('Bearer ', ''), body)
      expect(request.headers.traceparent).toContain(REQUEST.traceId)
      response.end('{"data":{"a":1}}')
    })

    expect(await remote.call(CALL, REQUEST, REQUEST.signal)).toEqual({ data: { a: 1 } })
    expect(JSON.parse(body)).toEqual({ query: '{ a }', variables: { b: 1 } })
    expect(told).toEqual({
      viewer: REQUEST.viewer,
      traceId: REQUEST.traceId,
      leftMs: expect.any(Number),
    })
  })

  test.each([401, 404, 500, 307])(
    'that answers with status %s rejects, and is not followed',
    async (status) => {
      let asked = 0
      const remote = await open((_, response) => {
        asked += 1
        response.writeHead(status, { location: '/elsewhere' }).end('{"data":{"a":1}}')
      })

      await expect(remote.call(CALL, REQUEST, REQUEST.signal)).rejects.toThrow(/status/)
      expect(asked).toBe(1)
    },
  )

  test('MUST NOT be listened to without end', async () => {
    const part = 'x'.repeat(8 * 1024 * 1024)
    let sent = 0
    const remote = await open((_, response) => {
      response.on('error', () => undefined)
      const send = () => {
        sent += 1
        if (sent < 100 && !response.destroyed) response.write(part, send)
      }
      send()
    })

    await expect(remote.call(CALL, REQUEST, REQUEST.signal)).rejects.toThrow()
    expect(sent).toBeLessThan(20)
  })

  test('MUST stop when the client is gone', async () => {
    const gone = new AbortController()
    const remote = await open(() => gone.abort())

    await expect(remote.call(CALL, REQUEST, gone.signal)).rejects.toThrow()
  })

  test('that is not there rejects', async () => {
    const remote = overHttp({ name: 'jgz', url: 'http://127.0.0.1:1/', callKey: KEY })
    opened.push(remote.close)

    await expect(remote.call(CALL, REQUEST, REQUEST.signal)).rejects.toThrow()
  })
})
