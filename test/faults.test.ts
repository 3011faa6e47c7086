import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asked, NOW_AND_THEN, SEEN } from '../cli/fault-table.ts'
import { type FaultProxy, openFaultProxy } from '../sandbox/fault-proxy.ts'
import type { FaultName } from '../sandbox/faults.ts'
import { type Answer, type Graph, openGraph } from './graph.ts'
import { type Loopback, serveLoopback } from './loopback.ts'
import { openOwnTown } from './own-town.ts'
import { IS_LONG } from './scale.ts'

const QUESTION = `query ($ids: [ID!]!) {
  children(ids: $ids) {
    id
    name { family }
    birthCare { birth { date weightGrams } }
    jgz { contacts { date } }
    childcare { enrolments { from } }
    socialDomain { cases { openedOn } }
    views { domain absence linkCertainty }
  }
  childcareLocations(municipality: "9999") { total }
}`

interface Told {
  readonly views: readonly { readonly domain: string; readonly absence: string }[]
  readonly [field: string]: unknown
}

/** What is behind an address, and what of a child is gone with it. */
interface Behind {
  readonly address: string
  readonly speaks: Asked
  /** Left out: the child itself. */
  readonly field?: string
  readonly domain?: string
  /** Where it is told that it failed. */
  readonly origin: object
}

const TOGETHER: readonly Behind[] = [
  { address: 'BRP_URL', speaks: 'http', origin: { registry: 'brp-waterdam' } },
  {
    ...{ address: 'BIRTH_CARE_FHIR_URL', speaks: 'fhir', field: 'birthCare', domain: 'BIRTH_CARE' },
    origin: { registry: 'birth-care-waterdam' },
  },
  {
    ...{ address: 'JGZ_EXTRACT_URL', speaks: 'sql', field: 'jgz', domain: 'JGZ' },
    origin: { registry: 'jgz-waterdam' },
  },
  {
    ...{ address: 'childcare-waterdam', speaks: 'http', field: 'childcare', domain: 'CHILDCARE' },
    origin: { registry: 'childcare-waterdam' },
  },
]
const APART: readonly Behind[] = [
  {
    ...{ address: 'subgraph:jgz', speaks: 'subgraph', field: 'jgz', domain: 'JGZ' },
    origin: { subgraph: 'jgz' },
  },
]

/** They end by the clock by which `silent` ends, too; each is played to one source anyway. */
const AS_SILENT: Partial<Readonly<Record<FaultName, Asked>>> = { slow: 'sql', dripping: 'fhir' }

const cells = (behind: readonly Behind[]) =>
  behind.flatMap((one) =>
    (Object.keys(SEEN) as FaultName[]).flatMap((fault) => {
      const seen = SEEN[fault][one.speaks]
      const isLeft = !IS_LONG && (AS_SILENT[fault] ?? one.speaks) !== one.speaks
      return seen && !isLeft ? [{ ...one, fault, seen }] : []
    }),
  )

let town: Awaited<ReturnType<typeof openOwnTown>>
beforeAll(async () => {
  town = await openOwnTown(40)
}, 120_000)
afterAll(() => town?.close())

describe.each([
  // Of one question, and of the whole: what hangs is given up by the first, or by the part of the second for one call.
  { name: 'in one process', apart: false, behind: TOGETHER, timeout: 1_000, deadlineMs: 10_000 },
  { name: 'apart', apart: true, behind: APART, timeout: 3_000, deadlineMs: 4_000 },
])('a source that is ill, $name', ({ apart, behind, timeout, deadlineMs }) => {
  const proxies = new Map<string, FaultProxy>()
  let graph: Graph
  let provider: Loopback
  let ids: readonly string[]
  let before: Answer

  async function through(name: string, url: string): Promise<string> {
    const one = behind.find(({ address }) => address === name)
    if (!one) return url
    const there = new URL(url)
    const speaks = one.speaks === 'subgraph' ? 'http' : one.speaks
    const proxy = await openFaultProxy({ host: there.hostname, port: Number(there.port) }, speaks)
    proxies.set(name, proxy)
    return Object.assign(there, { hostname: '127.0.0.1', port: String(proxy.port) }).href
  }

  beforeAll(async () => {
    provider = await serveLoopback(answerContracts)
    const url = await through('childcare-waterdam', provider.url)
    graph = await openGraph({
      ...{ town, apart, deadlineMs, through },
      linked: (registry) => ({
        ...{ ...registry, timeout },
        ...(registry.kind !== 'deliveries' && { limits: { rest: 50 } }),
        // Not of the sandbox: a provider that answers questions, in the place of one that drops lists.
        ...(registry.name === 'childcare-waterdam' && {
          ...({ kind: 'rest', format: 'childcare-rest', network: 'this-machine' } as const),
          ...{ url, limits: { rest: 50 } },
        }),
      }),
    })
    ids = [await graph.idOf('anna'), await graph.idOf('bram')]
    do before = await ask()
    while (before.errors.length > 0)
  }, 120_000)
  afterAll(async () => {
    await graph?.close()
    for (const proxy of proxies.values()) await proxy.close()
    await provider?.close()
  })

  const ask = () => graph.ask('youth-nurse', QUESTION, { ids })

  test.each(cells(behind))(
    '$address, $fault: $seen, and nothing else MUST change',
    // A bystander may be late on a machine that does much else.
    { retry: 2, timeout: 60_000 },
    async ({ address, fault, seen, ...gone }) => {
      const proxy = proxies.get(address)
      await proxy?.play(fault)
      for (let i = 0; i < (NOW_AND_THEN.has(fault) ? 8 : 1); i++) {
        const start = performance.now()
        const answer = await ask()
        expect(performance.now() - start).toBeLessThan(deadlineMs)
        if (seen === 'as before' || (NOW_AND_THEN.has(fault) && answer.errors.length === 0)) {
          expect(answer.text).toBe(before.text)
        } else {
          expectOnlyMissing(answer, seen, gone)
        }
      }
      await proxy?.play(undefined)
      await expect.poll(async () => (await ask()).text, { timeout: 10_000 }).toBe(before.text)
    },
  )

  function expectOnlyMissing(
    { data, errors, text }: Answer,
    code: string,
    { field, domain, origin }: Omit<Behind, 'address'>,
  ): void {
    expect(errors.length).toBeGreaterThan(0)
    for (const { extensions } of errors) expect(extensions).toMatchObject({ code, ...origin })
    // Nothing of what it said itself, nor where it is.
    expect(text).not.toMatch(/999990019|Fout|select|169\.254|ECONN|127\.0\.0\.1/)

    const { children, ...others } = data
    const { children: known, ...othersBefore } = before.data
    expect(JSON.stringify(others)).toBe(JSON.stringify(othersBefore))
    if (!field) {
      expect(children).toEqual(known.map(() => null))
      return
    }
    const bystanders = ({ views, ...child }: Told) =>
      JSON.stringify([{ ...child, [field]: null }, views.filter((view) => view.domain !== domain)])
    expect(children.map(bystanders)).toEqual(known.map(bystanders))
    for (const child of children as readonly Told[]) {
      expect(child.views.find((view) => view.domain === domain)?.absence).toBe('SOURCE_DOWN')
      expect(Object.values(child[field] ?? {}).every((value) => value === null)).toBe(true)
    }
  }
})

/** A contract for each child that is asked about. */
async function answerContracts(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { bsns } = JSON.parse(await text(request)) as { readonly bsns: readonly string[] }
  const contracts = bsns.map((bsn) => ({
    ...{ bsn, lrk_id: '999000001', contract_nummer: bsn.slice(-4), contract_start: '2025-01-06' },
    ...{ uren_per_week: 22, ve_groep: false, financiering: 'KOT', doelgroepindicatie: false },
    vastgelegd: '2025-01-02T00:00:00Z',
  }))
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ contracts, hours: [] }))
}
