import { createServer, type RequestListener } from 'node:http'
import {
  base64url,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { serveLoopback } from '../test/loopback.ts'
import { openTokens, type VerifyToken } from './token.ts'

type Pair = Awaited<ReturnType<typeof generateKeyPair>>

const ISSUER = 'https://identity.test'
const CLAIMS = {
  organisation: 'ura:00009999',
  role: 'midwife',
  purpose: 'birth-care',
  municipalities: ['9999', '0001'],
}
const HEADER = { alg: 'ES256', typ: 'at+jwt', kid: 'one' }

let one: Pair
let other: Pair
let keys: JSONWebKeySet
let verify: VerifyToken
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  one = await generateKeyPair('ES256', { extractable: true })
  other = await generateKeyPair('ES256', { extractable: true })
  const rsa = await generateKeyPair('RS256', { extractable: true })
  keys = {
    keys: [
      { ...(await exportJWK(one.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' },
      { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256', use: 'sig' },
    ],
  }
  verify = openTokens({ issuer: ISSUER, audience: 'kindlijn', keys })
})

afterEach(async () => {
  vi.useRealTimers()
  for (const server of open.splice(0)) await server.close()
})

interface Changes {
  readonly claims?: Record<string, unknown>
  readonly header?: Record<string, unknown>
  readonly key?: Pair['privateKey'] | Uint8Array
  readonly issuer?: string
  readonly audience?: string | string[]
  readonly from?: number
  readonly until?: number
}

/** A right token, but for these changes. Times are in seconds from now. */
function tokenWith(changes: Changes = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const payload = { sub: 'u-1', iss: ISSUER, aud: 'kindlijn', ...CLAIMS }
  const claims: Record<string, unknown> = {
    ...payload,
    ...(changes.issuer === undefined ? {} : { iss: changes.issuer }),
    ...(changes.audience === undefined ? {} : { aud: changes.audience }),
    iat: now,
    exp: now + (changes.until ?? 300),
    ...(changes.from === undefined ? {} : { nbf: now + changes.from }),
    ...changes.claims,
  }
  for (const [name, value] of Object.entries(claims)) if (value === undefined) delete claims[name]
  return new SignJWT(claims)
    .setProtectedHeader({ ...HEADER, ...changes.header } as JWTHeaderParameters)
    .sign(changes.key ?? one.privateKey, { crit: { 'urn:x': true } })
}

async function refusalOf(authorization: string | undefined, by = verify): Promise<unknown> {
  return by(authorization).then(
    (viewer) => viewer,
    ({ code, message, extensions }) => ({ code, message, extensions }),
  )
}

const UNAUTHENTICATED = {
  code: 'UNAUTHENTICATED',
  message: expect.stringMatching(/^No valid token came/),
  extensions: { code: 'UNAUTHENTICATED' },
}

describe('a right token', () => {
  test('gives the viewer, and nothing else that it says', async () => {
    const token = await tokenWith({ claims: { name: 'Noor', admin: true } })

    expect(await verify(`Bearer ${token}`)).toEqual({ id: 'u-1', ...CLAIMS })
  })

  test('may be meant for others too, and may be valid since just now', async () => {
    const token = await tokenWith({ audience: ['elsewhere', 'kindlijn'], from: 0 })

    expect(await verify(`Bearer ${token}`)).toMatchObject({ id: 'u-1' })
  })

  test('may be of an organisation that works for no municipality', async () => {
    const token = await tokenWith({ claims: { municipalities: [] } })

    expect(await verify(`Bearer ${token}`)).toMatchObject({ municipalities: [] })
  })
})

describe('MUST be refused: a token', () => {
  test.each<[string, Changes]>([
    ['of another issuer', { issuer: 'https://identity.test.evil' }],
    ['of an issuer with a slash more', { issuer: `${ISSUER}/` }],
    ['for another audience', { audience: 'kindlijn-test' }],
    ['for no audience', { audience: [] }],
    ['that is expired', { until: -6 }],
    ['that is not valid yet', { from: 60 }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['of no type', { header: { typ: undefined } }],
    ['that names an unknown critical header', { header: { crit: ['urn:x'], 'urn:x': 1 } }],
    ['that names no key but another kid', { header: { kid: 'two' } }],
    ['with the kid of a key of another kind', { header: { kid: 'rsa' } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['that expires in words', { claims: { exp: 'never' } }],
    ['without a time of issue', { claims: { iat: undefined } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['with an empty subject', { claims: { sub: '' } }],
    ['with a subject of spaces', { claims: { sub: ' ' } }],
    ['with a number for a subject', { claims: { sub: 1 } }],
    ['without an organisation', { claims: { organisation: undefined } }],
    ['with an empty organisation', { claims: { organisation: '' } }],
    ['without a role', { claims: { role: undefined } }],
    ['with an unknown role', { claims: { role: 'admin' } }],
    ['with a role out of JavaScript', { claims: { role: 'constructor' } }],
    ['with a list of roles', { claims: { role: ['midwife'] } }],
    ['that lives longer than ten minutes', { until: 601 }],
    ['that was issued in the future', { claims: { iat: Math.floor(Date.now() / 1000) + 60 } }],
    ['without municipalities', { claims: { municipalities: undefined } }],
    ['with one municipality as text', { claims: { municipalities: '9999' } }],
    ['with all municipalities', { claims: { municipalities: ['*'] } }],
    ['with a municipality and a line more', { claims: { municipalities: ['9999\n'] } }],
    ['with a number for a municipality', { claims: { municipalities: [9999] } }],
  ])('%s', async (_what, changes) => {
    expect(await refusalOf(`Bearer ${await tokenWith(changes)}`)).toEqual(UNAUTHENTICATED)
  })

  test('signed by a key that is not the issuer’s', async () => {
    const token = await tokenWith({ key: other.privateKey })
    expect(await refusalOf(`Bearer ${token}`)).toEqual(UNAUTHENTICATED)
  })

  test('that brings its own key', async () => {
    const jwk = await exportJWK(other.publicKey)
    for (const header of [
      { jwk },
      { jwk, kid: undefined },
      { jku: 'http://127.0.0.1:1/jwks' },
      { x5u: 'http://127.0.0.1:1/cert', kid: '../one' },
    ]) {
      const token = await tokenWith({ key: other.privateKey, header })
      expect(await refusalOf(`Bearer ${token}`)).toEqual(UNAUTHENTICATED)
    }
  })

  test('with algorithm none', async () => {
    const [, payload] = (await tokenWith()).split('.')
    for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
      const header = base64url.encode(JSON.stringify({ ...HEADER, alg }))
      for (const signature of ['', 'AA']) {
        const token = `${header}.${payload}.${signature}`
        expect(await refusalOf(`Bearer ${token}`)).toEqual(UNAUTHENTICATED)
      }
    }
  })

  test('with HS256 and the public key as its secret', async () => {
    const jwk = await exportJWK(one.publicKey)
    for (const secret of [await exportSPKI(one.publicKey), JSON.stringify(jwk), String(jwk.x)]) {
      const token = await tokenWith({
        key: new TextEncoder().encode(secret),
        header: { alg: 'HS256' },
      })
      expect(await refusalOf(`Bearer ${token}`)).toEqual(UNAUTHENTICATED)
    }
  })

  test('changed in any part', async () => {
    const [header = '', payload = '', signature = ''] = (await tokenWith()).split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const nurse = base64url.encode(JSON.stringify({ ...claims, role: 'youth-nurse' }))
    const signed = Buffer.from(signature, 'base64url')
    for (const token of [
      `${header}.${nurse}.${signature}`,
      `${base64url.encode(JSON.stringify({ ...HEADER, kid: 'rsa' }))}.${payload}.${signature}`,
      `${header}.${payload}.${base64url.encode(Buffer.alloc(64))}`,
      `${header}.${payload}.${base64url.encode(signed.subarray(0, 63))}`,
      `${header}.${payload}.${base64url.encode(Buffer.from(signed).reverse())}`,
    ]) {
      expect(await refusalOf(`Bearer ${token}`)).toEqual(UNAUTHENTICATED)
    }
  })

  test.each([
    ['no header', () => undefined],
    ['an empty header', () => ''],
    ['no scheme', (token: string) => token],
    ['another scheme', (token: string) => `Basic ${token}`],
    ['two spaces', (token: string) => `Bearer  ${token}`],
    ['a line more', (token: string) => `Bearer ${token}\n`],
    ['two tokens', (token: string) => `Bearer ${token}, Bearer ${token}`],
    ['a part too many', (token: string) => `Bearer ${token}.${token}`],
    ['a part too few', (token: string) => `Bearer ${token.split('.', 2).join('.')}`],
    ['padding', (token: string) => `Bearer ${token}=`],
    ['no JSON', () => 'Bearer AAAA.BBBB.CCCC'],
  ])('in a header with %s', async (_what, headerOf) => {
    expect(await refusalOf(headerOf(await tokenWith()))).toEqual(UNAUTHENTICATED)
  })

  test.each([
    ['no', undefined],
    ['another', 'marketing'],
    ['an empty', ''],
    ['a prototype', '__proto__'],
    ['a constructor for a', 'constructor'],
    ['a list for a', ['birth-care']],
  ])('with %s purpose, as PURPOSE_UNKNOWN', async (_what, purpose) => {
    const token = await tokenWith({ claims: { purpose } })
    expect(await refusalOf(`Bearer ${token}`)).toMatchObject({ code: 'PURPOSE_UNKNOWN' })
  })
})

describe('the purpose of one request', () => {
  const two = { purpose: undefined, purposes: ['birth-care', 'youth-support'] }
  const asFor = async (claims: Changes['claims'], purpose?: string) =>
    verify(`Bearer ${await tokenWith({ ...(claims && { claims }) })}`, purpose).catch(
      ({ code, extensions }) => ({ code, extensions }),
    )

  test('is named by the request, among those of the token', async () => {
    expect(await asFor(two, 'youth-support')).toMatchObject({ purpose: 'youth-support' })
    expect(await asFor(two, 'birth-care')).toMatchObject({ purpose: 'birth-care' })
    expect(await asFor({}, 'birth-care')).toMatchObject({ purpose: 'birth-care' })
  })

  test('MUST be named where the token has more than one', async () => {
    expect(await asFor(two)).toMatchObject({ code: 'PURPOSE_MISSING' })
  })

  test.each(['research', 'marketing', '', '__proto__', 'birth-care, youth-support'])(
    'MUST not be %j, which is not of the token',
    async (purpose) => {
      expect(await asFor(two, purpose)).toMatchObject({ code: 'PURPOSE_UNKNOWN' })
      expect(await asFor({}, purpose)).toMatchObject({ code: 'PURPOSE_UNKNOWN' })
    },
  )

  test('MUST have a ground in force: a bill is refused, with its citation', async () => {
    for (const claims of [
      { purpose: 'coordinated-approach' },
      { purposes: ['birth-care', 'coordinated-approach'] },
    ]) {
      expect(await asFor(claims, 'coordinated-approach')).toEqual({
        code: 'PURPOSE_NOT_IN_FORCE',
        extensions: {
          code: 'PURPOSE_NOT_IN_FORCE',
          citation: expect.stringContaining('Kamerstukken 36 295'),
        },
      })
    }
  })
})

describe('a token that was checked', () => {
  test('MUST be refused when it has expired, also by who has just checked it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const header = `Bearer ${await tokenWith({ until: 10 })}`
    expect(await verify(header)).toMatchObject({ id: 'u-1' })

    vi.setSystemTime(Date.now() + 16_000)
    expect(await refusalOf(header)).toEqual(UNAUTHENTICATED)
  })
})

describe('keys that the issuer publishes', () => {
  async function publish(listener: RequestListener): Promise<VerifyToken> {
    const server = await serveLoopback(listener)
    open.push(server)
    return openTokens({
      issuer: ISSUER,
      audience: 'kindlijn',
      keys: new URL('/jwks', server.url),
    })
  }

  const says =
    (status: number, body: string, headers = {}): RequestListener =>
    (_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)

  test('are fetched once', async () => {
    let fetched = 0
    const remote = await publish((...r) => {
      fetched += 1
      says(200, JSON.stringify(keys))(...r)
    })
    const header = `Bearer ${await tokenWith()}`
    const viewers = await Promise.all([remote(header), remote(header), remote(header)])

    expect(viewers).toEqual(Array(3).fill({ id: 'u-1', ...CLAIMS }))
    expect(fetched).toBe(1)
  })

  test('MUST be those of the last minute: a key that is taken back counts no more', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    let published = keys
    const remote = await publish((...r) => says(200, JSON.stringify(published))(...r))
    const token = async (changes?: Changes) => `Bearer ${await tokenWith(changes)}`
    expect(await remote(await token())).toMatchObject({ id: 'u-1' })

    published = { keys: [{ ...(await exportJWK(other.publicKey)), kid: 'two', alg: 'ES256' }] }
    vi.setSystemTime(Date.now() + 61_000)
    expect(await refusalOf(await token(), remote)).toEqual(UNAUTHENTICATED)
    const rotated = await token({ key: other.privateKey, header: { kid: 'two' } })
    expect(await remote(rotated)).toMatchObject({ id: 'u-1' })
  })

  test('count for ten minutes more when their issuer does not answer, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    let status = 200
    const remote = await publish((...r) => says(status, JSON.stringify(keys))(...r))
    expect(await remote(`Bearer ${await tokenWith()}`)).toMatchObject({ id: 'u-1' })

    status = 500
    vi.setSystemTime(Date.now() + 590_000)
    expect(await remote(`Bearer ${await tokenWith()}`)).toMatchObject({ id: 'u-1' })
    vi.setSystemTime(Date.now() + 20_000)
    expect(await refusalOf(`Bearer ${await tokenWith()}`, remote)).toEqual(UNAUTHENTICATED)
  })

  test.each([
    ['an error', says(500, '{}')],
    ['no JSON', says(200, '<html>')],
    ['no keys', says(200, '{"keys":[]}')],
    ['something else', says(200, '[]')],
    ['a redirect', says(302, '', { location: 'http://127.0.0.1:1/' })],
    ['a hang-up', ((request) => request.socket.destroy()) as RequestListener],
  ])('MUST let nobody in when the answer is %s', async (_what, listener) => {
    const remote = await publish(listener)
    expect(await refusalOf(`Bearer ${await tokenWith()}`, remote)).toEqual(UNAUTHENTICATED)
  })

  test('MUST let nobody in when nobody answers', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as { port: number }
    await new Promise((resolve) => closed.close(resolve))
    const remote = openTokens({
      issuer: ISSUER,
      audience: 'kindlijn',
      keys: new URL(`http://127.0.0.1:${port}/jwks`),
    })
    expect(await refusalOf(`Bearer ${await tokenWith()}`, remote)).toEqual(UNAUTHENTICATED)
  })
})
