import type { IncomingMessage, RequestListener } from 'node:http'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { type Loopback, serveLoopback } from '../test/loopback.ts'
import { openRest, type Rest, type RestOptions } from './rest.ts'

const never = new AbortController().signal
const open: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function connect(
  listener: RequestListener,
  options: Partial<RestOptions> = {},
): Promise<{ rest: Rest; server: Loopback }> {
  const server = await serveLoopback(listener)
  const rest = openRest({
    registry: 'town',
    url: `${server.url}/api/v2/`,
    timeoutMs: 2000,
    ...options,
  })
  open.push(server, rest)
  return { rest, server }
}

function says(
  status: number,
  body: string | Buffer = '{}',
  headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' },
): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body)
}

describe('a question in JSON', () => {
  test('goes to the path under the address, with the headers, and comes back parsed', async () => {
    const asked: { request: IncomingMessage; body: string }[] = []
    const { rest } = await connect(
      async (request, response) => {
        asked.push({ request, body: await text(request) })
        says(200, '{"personen":[]}')(request, response as never)
      },
      { headers: { 'x-api-key': 'k' } },
    )

    expect(await rest.post('/personen', { type: 'X' }, never)).toEqual({ personen: [] })
    expect(await rest.postForm('/_search', new URLSearchParams({ a: 'b c' }), never)).toBeDefined()
    expect(await rest.get('/metadata', never)).toBeDefined()

    expect(asked.map(({ request, body }) => [request.method, request.url, body])).toEqual([
      ['POST', '/api/v2/personen', '{"type":"X"}'],
      ['POST', '/api/v2/_search', 'a=b+c'],
      ['GET', '/api/v2/metadata', ''],
    ])
    expect(asked[0]?.request.headers).toMatchObject({
      'x-api-key': 'k',
      'content-type': 'application/json',
    })
    expect(asked[1]?.request.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(rest.health()).toMatchObject({ state: 'up', lastSuccessAt: expect.any(Date) })
  })

  test('is unpacked when the registry packs it although nobody asked', async () => {
    const { rest } = await connect(
      says(200, gzipSync('{"a":1}'), {
        'content-type': 'application/fhir+json',
        'content-encoding': 'gzip',
      }),
    )
    expect(await rest.get('/', never)).toEqual({ a: 1 })
  })

  test('MUST NOT let a key reach the prototype of anything', async () => {
    const { rest } = await connect(
      says(200, '{"a":1,"a":2,"__proto__":{"x":1},"b":{"\\u005f_proto__":{"x":1}}}'),
    )
    const answer = await rest.get('/', never)

    expect(JSON.stringify(answer)).toBe('{"a":2,"b":{}}')
    expect(Object.assign({}, answer)).not.toHaveProperty('x')
  })

  test('follows a link of the registry, on its own origin only', async () => {
    const { rest, server } = await connect((request, response) =>
      says(200, JSON.stringify(request.url))(request, response as never),
    )
    expect(await rest.follow(`${server.url}/other?page=2`, never)).toBe('/other?page=2')
    expect(await rest.follow('?page=2', never)).toBe('/api/v2/?page=2')

    for (const link of [
      'http://localhost:1/x',
      '//example.org/x',
      'file:///etc/passwd',
      'http://[',
    ]) {
      await expect(rest.follow(link, never)).rejects.toMatchObject({ code: 'REGISTRY_MALFORMED' })
    }
  })
})

describe('a failure', () => {
  const SECRET = '999990019'

  test.each([
    [302, 'REGISTRY_MALFORMED'],
    [204, 'REGISTRY_MALFORMED'],
    [400, 'REGISTRY_REFUSED'],
    [401, 'REGISTRY_REFUSED'],
    [404, 'REGISTRY_REFUSED'],
    [429, 'REGISTRY_BUSY'],
    [500, 'REGISTRY_UNAVAILABLE'],
    [502, 'REGISTRY_UNAVAILABLE'],
    [503, 'REGISTRY_BUSY'],
  ] as const)(
    'with status %i is %s, and MUST NOT repeat what the registry said',
    async (status, code) => {
      const { rest } = await connect(
        says(status, status === 204 ? '' : SECRET, {
          'content-type': 'application/json',
          location: '/elsewhere',
        }),
      )
      const error = await rest.get('/', never).catch((e: unknown) => e)

      expect(error).toMatchObject({ code, extensions: { registry: 'town' } })
      expect(everything(error)).not.toContain(SECRET)
      expect(everything(error)).toContain(`HTTP ${status}`)
    },
  )

  test.each([
    [400, { code: 'tooManyResults', title: SECRET }, 'tooManyResults'],
    [404, { code: 'notFound' }, 'notFound'],
    [400, { code: SECRET }, undefined],
    [400, { code: `a${SECRET}` }, undefined],
    [400, { code: 'Noor de Vries' }, undefined],
    [400, { code: 'x'.repeat(41) }, undefined],
    [400, { code: ['tooManyResults'] }, undefined],
    [400, { code: 'tooManyResults', title: 'x'.repeat(65_536) }, undefined],
    [400, null, undefined],
    [400, [], undefined],
    [500, { code: 'tooManyResults' }, undefined],
  ])(
    'with status %i keeps a word of the registry for its problem, and nothing else',
    async (...row) => {
      const [status, body, problem] = row
      const { rest } = await connect(
        says(status, JSON.stringify(body), { 'content-type': 'application/problem+json' }),
      )
      const error = await rest.get('/', never).catch((e: unknown) => e)

      expect((error as Error).cause).toMatchObject({ status, problem })
      expect((error as { extensions: object }).extensions).not.toHaveProperty('problem')
      expect(everything(error)).not.toContain(SECRET)
      // The connection is good for the next question.
      await expect(rest.get('/', never)).rejects.toMatchObject({ cause: { status } })
    },
  )

  test('MUST stop reading a refusal that does not end', async () => {
    const { rest } = await connect((_request, response) => {
      response.writeHead(400, json())
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1)
      response.on('close', () => clearInterval(timer))
    })
    await expect(rest.get('/', never)).rejects.toMatchObject({
      code: 'REGISTRY_REFUSED',
      cause: { status: 400, problem: undefined },
    })
  })

  test.each([
    ['no JSON', says(200, `{"bsn": ${SECRET}`)],
    ['another content type', says(200, '{}', { 'content-type': 'text/html' })],
    ['no content type', says(200, '{}', {})],
    ['no UTF-8', says(200, Buffer.from([0x22, 0xff, 0x22]))],
    ['an unknown packing', says(200, '{}', { ...json(), 'content-encoding': 'br' })],
    ['a broken packing', says(200, 'nonsense', { ...json(), 'content-encoding': 'gzip' })],
  ])('with %s is REGISTRY_MALFORMED', async (_what, listener) => {
    const { rest } = await connect(listener)
    const error = await rest.get('/', never).catch((e: unknown) => e)

    expect(error).toMatchObject({ code: 'REGISTRY_MALFORMED' })
    expect(everything(error)).not.toContain(SECRET)
  })

  test('MUST stop reading at the limit, counted after unpacking', async () => {
    const bomb = gzipSync(Buffer.alloc(4_000_000, ' '))
    const { rest } = await connect(says(200, bomb, { ...json(), 'content-encoding': 'gzip' }), {
      maxBytes: 100_000,
    })
    expect(bomb.length).toBeLessThan(100_000)
    await expect(rest.get('/', never)).rejects.toMatchObject({ code: 'REGISTRY_TOO_LARGE' })
  })

  test('of a registry that is not there is REGISTRY_UNAVAILABLE', async () => {
    const { rest, server } = await connect(says(200))
    await server.close()
    await expect(rest.get('/', never)).rejects.toMatchObject({
      code: 'REGISTRY_UNAVAILABLE',
      cause: { code: 'ECONNREFUSED' },
    })

    const lost = openRest({ registry: 'r', url: 'http://registry.invalid', timeoutMs: 2000 })
    open.push(lost)
    await expect(lost.get('/', never)).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE' })
  })

  test('of a registry that does not speak HTTP is REGISTRY_MALFORMED', async () => {
    const server = createServer((socket) =>
      socket.once('data', () => socket.end(`${SECRET}\r\n\r\n`)),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const rest = openRest({ registry: 'r', url: `http://127.0.0.1:${port}`, timeoutMs: 2000 })
    open.push({ close: async () => void server.close() }, rest)

    const error = await rest.get('/', never).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'REGISTRY_MALFORMED' })
    expect(everything(error)).not.toContain(SECRET)
  })

  test('to answer in time is REGISTRY_TIMEOUT, also when the headers came', async () => {
    const { rest } = await connect(
      (request, response) => {
        if (request.url?.endsWith('/slow')) response.writeHead(200, json()).write('{')
      },
      { timeoutMs: 80 },
    )
    for (const path of ['/silent', '/slow']) {
      await expect(rest.get(path, never)).rejects.toMatchObject({ code: 'REGISTRY_TIMEOUT' })
    }
    expect(rest.health().state).toBe('down')
  })

  test('MUST stop when it is told to, and closes the connection', async () => {
    let closed: (() => void) | undefined
    const hungUp = new Promise<void>((resolve) => {
      closed = resolve
    })
    const caller = new AbortController()
    // Not before it is there: one that never came has no connection to close.
    const { rest } = await connect((request) => {
      request.socket.once('close', () => closed?.())
      caller.abort()
    })
    const asked = rest.get('/', caller.signal)

    await expect(asked).rejects.toMatchObject({ code: 'REGISTRY_TIMEOUT' })
    await hungUp
    expect(rest.health().state).toBe('up')
  })
})

describe('a failure that passes', () => {
  test.each([
    ['a status', (r: Parameters<RequestListener>) => says(503)(...r)],
    ['a reset', ([request]: Parameters<RequestListener>) => request.socket.resetAndDestroy()],
    ['a hang-up', ([request]: Parameters<RequestListener>) => request.socket.destroy()],
  ])('as %s is asked again, once', async (_what, fail) => {
    let asked = 0
    const { rest } = await connect((...r) => {
      asked += 1
      if (asked === 1) fail(r)
      else says(200, '[1]')(...r)
    })
    expect(await rest.get('/', never)).toEqual([1])
    expect(asked).toBe(2)
  })

  test('is not asked again before the moment that the registry names', async () => {
    let asked = 0
    const { rest } = await connect((...r) => {
      asked += 1
      says(503, '', { 'retry-after': '30' })(...r)
    })
    await expect(rest.get('/', never)).rejects.toMatchObject({ code: 'REGISTRY_BUSY' })
    expect(asked).toBe(1)
  })

  test.each([
    ['in so many seconds', () => '1'],
    ['at a moment', () => new Date(Date.now() + 2000).toUTCString()],
  ])('is asked again once, at the moment that a busy registry names: %s', async (_how, later) => {
    const times: number[] = []
    const { rest } = await connect(
      (...r) => {
        times.push(performance.now())
        if (times.length === 1) says(429, '', { 'retry-after': later() })(...r)
        else says(200, '[1]')(...r)
      },
      { timeoutMs: 10_000 },
    )
    expect(await rest.get('/', never)).toEqual([1])
    expect(times).toHaveLength(2)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(900)
  })

  test('of a registry that stays busy is told after the second time', async () => {
    let asked = 0
    const { rest } = await connect((...r) => {
      asked += 1
      says(429, '', { 'retry-after': '0' })(...r)
    })
    await expect(rest.get('/', never)).rejects.toMatchObject({ code: 'REGISTRY_BUSY' })
    expect(asked).toBe(2)
  })

  test('MUST NOT keep who hangs up waiting for a busy registry', async () => {
    const { rest } = await connect(says(429, '', { 'retry-after': '5' }), { timeoutMs: 10_000 })
    const caller = new AbortController()
    const asked = rest.get('/', caller.signal)
    setTimeout(() => caller.abort(), 100)
    const from = performance.now()
    await expect(asked).rejects.toMatchObject({ code: 'REGISTRY_BUSY' })
    expect(performance.now() - from).toBeLessThan(2000)
  })

  test('MUST NOT make us ask more than a tenth again of a registry that is half gone', async () => {
    const QUESTIONS = 200
    let asked = 0
    const { rest } = await connect(
      (request) => {
        asked += 1
        request.socket.destroy()
      },
      // All of them at once, on a machine that may be slow.
      { timeoutMs: 20_000, limits: { failures: 1_000 } },
    )
    const all = Array.from({ length: QUESTIONS }, () => rest.get('/', never))
    await Promise.allSettled(all)
    expect(asked).toBeGreaterThan(QUESTIONS)
    expect(asked).toBeLessThanOrEqual(QUESTIONS * 1.1 + 3)
  })

  test('that goes on makes the registry rest', async () => {
    let asked = 0
    const { rest } = await connect((...r) => {
      asked += 1
      says(500)(...r)
    })
    for (let i = 0; i < 8; i++) await expect(rest.get('/', never)).rejects.toThrow()
    expect(asked).toBe(5)
  })
})

function json(): Record<string, string> {
  return { 'content-type': 'application/json' }
}

/** All that a careless log could print of an error. */
function everything(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error)
  const own = Object.fromEntries(
    Object.getOwnPropertyNames(error).map((k) => [k, Reflect.get(error, k)]),
  )
  return `${JSON.stringify({ ...own, cause: undefined })} ${error.cause ? everything(error.cause) : ''}`
}
