import dns from 'node:dns'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, inject, test, vi } from 'vitest'
import { serveLoopback } from '../test/loopback.ts'
import { checkHost, mayConnect } from './egress.ts'
import { openPostgres } from './postgres.ts'
import { parseRegistry, readRegistries } from './registry.ts'
import { openRest } from './rest.ts'

const { signal } = new AbortController()
/** As a browser, undici and every other client of a URL reads it. */
const hostOf = (url: string) => new URL(url).hostname

/** Each a way to say this machine, or that which tells of it. */
const HERE = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://127.255.255.254/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://１２７.０.０.１/',
]
const NOWHERE = [
  'http://0.0.0.0/',
  'http://0/',
  'http://[::]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://169.254.1.1/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://[::ffff:169.254.169.254]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[2002:7f00:1::]/',
  'http://224.0.0.1/',
  'http://[ff02::1]/',
  'http://255.255.255.255/',
  'http://198.18.0.1/',
  'http://240.0.0.1/',
]
const NEAR = [
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://[fc00::1]/',
  'http://100.64.0.1/',
]
const FAR = ['http://8.8.8.8/', 'http://[2a00:1450:400e::1]/']

const passes = (network: Parameters<typeof checkHost>[0]) => (url: string) => {
  try {
    checkHost(network, hostOf(url))
    return true
  } catch {
    return false
  }
}

afterEach(() => vi.restoreAllMocks())

describe('an address as it is written', () => {
  test.each([...HERE, ...NOWHERE])('MUST NOT be %s for a registry elsewhere', (url) => {
    expect(passes('private')(url)).toBe(false)
    expect(passes('public')(url)).toBe(false)
  })

  test.each(NOWHERE)('MUST NOT be %s, wherever a registry may be', (url) => {
    expect(passes('this-machine')(url)).toBe(false)
  })

  test('may be as near as its link says', () => {
    expect(HERE.filter(passes('this-machine'))).toEqual(HERE)
    expect(NEAR.filter(passes('this-machine'))).toEqual(NEAR)
    expect(NEAR.filter(passes('private'))).toEqual(NEAR)
    expect(NEAR.filter(passes('public'))).toEqual([])
    expect(FAR.filter(passes('public'))).toEqual(FAR)
  })

  test('is told of with its file and line, and never itself', async () => {
    const { link } = parseRegistry('name: x', 'x.yaml')
    expect(link).toBeUndefined()
    const refused = readRegistries('registries', {
      ...Object.fromEntries(
        ['BRP_API_KEY', 'JGZ_EXTRACT_PASSWORD', 'LRK_FOLDER', 'CHILDCARE_FOLDER'].map((name) => [
          name,
          'x',
        ]),
      ),
      YOUTH_HELP_FOLDER: 'x',
      WIJKTEAM_FOLDER: 'x',
      SOCIAL_MAP_FOLDER: 'x',
      BRP_URL: 'http://169.254.169.254/latest',
      BIRTH_CARE_FHIR_URL: 'http://127.0.0.1/fhir',
      JGZ_EXTRACT_URL: 'postgres://reader@[fe80::1]/jgz',
    })
    const message = await refused.then(
      () => '',
      (error: Error) => error.message,
    )
    expect(message).toMatch(
      /^jgz\.yaml:\d+: JGZ_EXTRACT_URL has to lead to where a registry may be/,
    )
    expect(message).toMatch(/population\.yaml:\d+: BRP_URL has to lead to/)
    expect(message).not.toMatch(/169|fe80|BIRTH_CARE/)
  })
})

describe('a name', () => {
  /** The name server's answer, whatever is asked. */
  const resolvesTo = (...addresses: string[]) =>
    vi.spyOn(dns, 'lookup').mockImplementation(((
      _name: string,
      _options: object,
      answer: Function,
    ) =>
      answer(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as never)

  test.each([['127.0.0.1'], ['::ffff:127.0.0.1'], ['169.254.169.254'], ['10.0.0.1', '127.0.0.1']])(
    'MUST NOT lead to %s when it is connected to, whatever it was before',
    async (...addresses) => {
      let reached = 0
      const server = await serveLoopback((_, response) => {
        reached += 1
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      })
      resolvesTo(...addresses)
      const { port } = new URL(server.url)
      const rest = openRest({
        registry: 'r',
        url: `http://registry.example:${port}`,
        network: 'private',
        timeoutMs: 1_000,
      })
      await expect(rest.get('/', signal)).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE' })
      expect(reached).toBe(0)
      await Promise.all([rest.close(), server.close()])
    },
  )

  test('MUST NOT lead PostgreSQL here either, unless the link says so', async () => {
    const url = new URL(inject('postgresUrl'))
    const ask = async (network: 'this-machine' | 'private', host: string) => {
      const postgres = openPostgres({
        registry: 'r',
        url: Object.assign(new URL(url), { hostname: host }).href,
        network,
        statementTimeoutMs: 2_000,
      })
      const statement = { name: 'one', text: 'select 1 as one', values: [] }
      const answer = await postgres.rows(statement, signal).catch(({ code }) => code)
      await postgres.close()
      return answer
    }
    expect(await ask('this-machine', '127.0.0.1')).toEqual([{ one: 1 }])
    expect(await ask('private', '127.0.0.1')).toBe('REGISTRY_UNAVAILABLE')
    expect(await ask('private', 'localhost')).toBe('REGISTRY_UNAVAILABLE')
  })

  test('MUST NOT be followed to elsewhere by a redirect', async () => {
    let reached = 0
    const elsewhere = createServer((_, response) => {
      reached += 1
      response.end('{}')
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const { port } = elsewhere.address() as AddressInfo
    const server = await serveLoopback((_, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end(),
    )
    const rest = openRest({ registry: 'r', url: server.url, timeoutMs: 1_000 })
    await expect(rest.get('/', signal)).rejects.toMatchObject({
      code: expect.stringMatching(/^REGISTRY_/),
    })
    expect(reached).toBe(0)
    await Promise.all([rest.close(), server.close()])
    await new Promise((resolve) => elsewhere.close(resolve))
  })
})

test('what is no address is nowhere', () => {
  for (const text of ['', 'x', '300.1.1.1', '::g']) {
    expect(mayConnect('this-machine', text)).toBe(false)
  }
})
