import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Caller, openCallVerifier, signCall, type VerifyCall } from './call-signature.ts'

const KEY = new Uint8Array(32).fill(7)
const OTHER_KEY = new Uint8Array(32).fill(8)
const BODY = '{"query":"{ a }"}'
const CALLER: Caller = {
  viewer: {
    id: 'u1',
    organisation: 'ura:00009999',
    role: 'midwife',
    purpose: 'birth-care',
    municipalities: ['9999'],
  },
  traceId: 'a'.repeat(32),
}
const REFUSED = {
  code: 'CALL_REFUSED',
  message: 'A subgraph answers its gateway only.',
  extensions: { code: 'CALL_REFUSED' },
}

let verify: VerifyCall

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-09-01T10:00:00.500Z') })
  verify = openCallVerifier(KEY, 'jgz')
})
afterEach(() => {
  vi.useRealTimers()
})

function later(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

async function refusalOf(answer: Promise<unknown>): Promise<unknown> {
  return answer.then(
    (caller) => caller,
    ({ code, message, extensions }) => ({ code, message, extensions }),
  )
}

describe('a signed call', () => {
  test('tells on whose behalf it is made', async () => {
    const signature = await signCall(KEY, 'jgz', BODY, CALLER)
    expect(await verify(signature, BODY)).toEqual(CALLER)
  })

  test('tells as of when it is made, where it is about the past', async () => {
    const then: Caller = { ...CALLER, asOf: { knownAt: '2024-01-01T00:00:00.000Z' } }
    expect(await verify(await signCall(KEY, 'jgz', BODY, then), BODY)).toEqual(then)
  })

  test('tells how long its answer is waited for', async () => {
    const hurried: Caller = { ...CALLER, leftMs: 1_200 }
    expect(await verify(await signCall(KEY, 'jgz', BODY, hurried), BODY)).toEqual(hurried)
  })

  test('tells why it is made', async () => {
    const reasons = [{ field: 'Child.jgzEvents', asked: false, requiredBy: ['journey'] }]
    const unasked: Caller = { ...CALLER, reasons }
    expect(await verify(await signCall(KEY, 'jgz', BODY, unasked), BODY)).toEqual(unasked)
  })

  test('MUST carry nothing of what is asked', async () => {
    const signature = await signCall(KEY, 'jgz', '{"bsn":"999990019"}', CALLER)
    const said = JSON.stringify([decodeJwt(signature), decodeProtectedHeader(signature)])
    expect(said).not.toContain('999990019')
  })

  test('is another one each time, so that the same question may be asked twice', async () => {
    for (let i = 0; i < 3; i++) {
      expect(await verify(await signCall(KEY, 'jgz', BODY, CALLER), BODY)).toEqual(CALLER)
    }
  })

  test('is good for thirty seconds, and where the clocks lie a little apart', async () => {
    const signature = await signCall(KEY, 'jgz', BODY, CALLER)
    later(29)
    expect(await verify(signature, BODY)).toEqual(CALLER)

    const ahead = await signCall(KEY, 'jgz', BODY, CALLER)
    later(-3)
    expect(await verify(ahead, BODY)).toEqual(CALLER)
  })
})

describe('MUST be refused, all alike: a call', () => {
  test.each([
    ['to another subgraph', () => signCall(KEY, 'child', BODY, CALLER)],
    ['with another body', () => signCall(KEY, 'jgz', `${BODY} `, CALLER)],
    ['signed with another key', () => signCall(OTHER_KEY, 'jgz', BODY, CALLER)],
    ['without a signature', async () => undefined],
    ['with an empty one', async () => ''],
    ['with nonsense for one', async () => 'a.b.c'],
  ])('%s', async (_what, sign) => {
    expect(await refusalOf(verify(await sign(), BODY))).toEqual(REFUSED)
  })

  test('that is repeated, at once or as late as it can be', async () => {
    const signature = await signCall(KEY, 'jgz', BODY, CALLER)
    await verify(signature, BODY)

    for (const seconds of [0, 1, 28, 1, 1, 1, 1, 1, 1, 1, 60]) {
      later(seconds)
      // Others come by, and make the verifier forget what it may.
      await verify(await signCall(KEY, 'jgz', BODY, CALLER), BODY)
      expect(await refusalOf(verify(signature, BODY))).toEqual(REFUSED)
    }
  })

  test('that is made twice at the same moment', async () => {
    const signature = await signCall(KEY, 'jgz', BODY, CALLER)
    const answers = await Promise.allSettled([1, 2, 3].map(() => verify(signature, BODY)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('that is expired, and one from the future', async () => {
    const signature = await signCall(KEY, 'jgz', BODY, CALLER)
    later(36)
    expect(await refusalOf(verify(signature, BODY))).toEqual(REFUSED)

    later(60)
    const ahead = await signCall(KEY, 'jgz', BODY, CALLER)
    later(-60)
    expect(await refusalOf(verify(ahead, BODY))).toEqual(REFUSED)
  })

  test('with a changed viewer', async () => {
    const [header, , mark] = (await signCall(KEY, 'jgz', BODY, CALLER)).split('.')
    const claims = decodeJwt(await signCall(KEY, 'jgz', BODY, CALLER))
    const changed = { ...claims, viewer: { ...CALLER.viewer, role: 'youth-nurse' } }
    const payload = Buffer.from(JSON.stringify(changed)).toString('base64url')
    expect(await refusalOf(verify(`${header}.${payload}.${mark}`, BODY))).toEqual(REFUSED)
  })

  test.each(['exp', 'jti', 'viewer', 'trace', 'body', 'iat', 'iss', 'aud'])(
    'without %s, though the key is right',
    async (missing) => {
      const claims = decodeJwt(await signCall(KEY, 'jgz', BODY, CALLER))
      delete claims[missing]
      expect(await refusalOf(verify(await signAs(claims), BODY))).toEqual(REFUSED)
    },
  )

  test.each([
    ['another type', { typ: 'JWT' }, {}],
    ['another issuer', {}, { iss: 'somebody' }],
    ['a later end', {}, { iat: Date.parse('2026-09-01T09:59:00Z') / 1000, exp: 2_000_000_000 }],
    ['another algorithm', { alg: 'HS512' }, {}],
  ])('with %s, though the key is right', async (_what, header, change) => {
    const claims = decodeJwt(await signCall(KEY, 'jgz', BODY, CALLER))
    const signature = await signAs({ ...claims, ...change }, header)
    expect(await refusalOf(verify(signature, BODY))).toEqual(REFUSED)
  })
})

function signAs(claims: Record<string, unknown>, header: object = {}): Promise<string> {
  const type = { alg: 'HS256', typ: 'kindlijn-call+jwt', ...header }
  return new SignJWT(claims).setProtectedHeader(type).sign(KEY)
}
