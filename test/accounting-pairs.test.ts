/**
 * The log of processings holds one record for each child and each registry that was asked about it, no more and no fewer,
 * whatever is asked at once, and whatever of it fails, is asked again, or breaks off.
 *
 * @module
 */

import fc from 'fast-check'
import { request as ask } from 'undici'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openHome } from '../cli/home.ts'
import { secretsOf } from '../cli/secrets.ts'
import { sealSubject } from '../connectors/accounting-store.ts'
import { type Answer, type Graph, openGraph } from './graph.ts'
import { type Loopback, serveLoopback } from './loopback.ts'
import { cases } from './scale.ts'

const QUESTIONS = cases(25, 1_000)
const NAMES = [
  'anna',
  'bram',
  'cato',
  'daan',
  'eva',
  'finn',
  'guus',
  'hanna',
  'isa',
  'kees',
] as const
const FIELDS = {
  birthCare: { selection: 'birthCare { birth { date } }', registries: ['birth-care-waterdam'] },
  jgz: {
    selection: 'jgz { growth { weightGrams } contacts { date } }',
    registries: ['jgz-waterdam'],
  },
  childcare: { selection: 'childcare { enrolments { from } }', registries: ['childcare-waterdam'] },
  socialDomain: {
    selection: 'socialDomain { cases { openedOn } }',
    registries: ['wijkteam-waterdam'],
  },
  name: { selection: 'name { given }', registries: [] },
} as const
type Field = keyof typeof FIELDS

let graph: Graph
let ids: readonly string[]
let subjects: ReadonlyMap<string, string>
const flaky: Loopback[] = []
/** One in so many answers of a registry with HTTP is a failure; 0: none. */
let failing = 0

const OF_THE_HOP = ['connection', 'content-length', 'transfer-encoding']

/** What is behind it, but that it says now and then that it is busy, fails, or hangs up. */
async function makeFlaky(target: string): Promise<string> {
  const { origin, pathname } = new URL(target)
  let count = 0
  let failures = 0
  const proxy = await serveLoopback(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    count += 1
    if (failing > 0 && count % failing === 0) {
      failures += 1
      const kind = failures % 3
      if (kind === 0) return void response.writeHead(503, { 'retry-after': '0' }).end()
      if (kind === 1) return void response.writeHead(500).end()
      return void request.socket.destroy()
    }
    const answer = await ask(origin + request.url, {
      method: request.method === 'POST' ? 'POST' : 'GET',
      // The host stays: a registry writes it in the addresses of its pages.
      headers: Object.entries(request.headers).flatMap(([name, value]) =>
        OF_THE_HOP.includes(name) || value === undefined ? [] : [name, String(value)],
      ),
      body: chunks.length > 0 ? Buffer.concat(chunks) : null,
    })
    const type = String(answer.headers['content-type'])
    response.writeHead(answer.statusCode, { 'content-type': type }).end(await answer.body.text())
  })
  flaky.push(proxy)
  return proxy.url + (pathname === '/' ? '' : pathname)
}

beforeAll(async () => {
  graph = await openGraph({
    through: (name, url) =>
      ['BRP_URL', 'BIRTH_CARE_FHIR_URL'].includes(name) ? makeFlaky(url) : url,
  })
  ids = await Promise.all(NAMES.map((name) => graph.issueIdFor(name)))
  const home = await openHome({ KINDLIJN_HOME: inject('home'), KINDLIJN_SECRETS: undefined })
  const key = await secretsOf(home).accountingKey()
  subjects = new Map(ids.map((id) => [sealSubject(key, id), id]))
})
afterAll(async () => {
  await graph?.close()
  for (const { close } of flaky) await close()
})

const question = fc.record({
  children: fc.uniqueArray(fc.nat(NAMES.length - 1), { minLength: 1, maxLength: 6 }),
  fields: fc.uniqueArray(fc.constantFrom<Field>(...(Object.keys(FIELDS) as Field[])), {
    minLength: 1,
  }),
  failing: fc.constantFrom(0, 0, 2, 3, 5),
})

/** `child registry`, of each record, in order. */
const pairsOf = ({ processings }: Answer): readonly string[] =>
  processings.map((one) => `${subjects.get(one.data_subject)} ${one.registry}`).sort()

test(`MUST be of each child and registry that was asked once: ${QUESTIONS} questions, of which some fail`, {
  timeout: 60_000 + QUESTIONS * 2_000,
}, async () => {
  let failed = 0
  let read = 0
  await fc.assert(
    fc.asyncProperty(question, async ({ children, fields, ...how }) => {
      failing = how.failing
      const asked = children.map((i) => ids[i] ?? '')
      const selection = fields.map((field) => FIELDS[field].selection).join(' ')
      const answer = await graph.ask(
        'youth-nurse',
        `query ($ids: [ID!]!) { children(ids: $ids) { id ${selection} } }`,
        { ids: asked },
      )
      failing = 0
      const shown: readonly (Record<string, unknown> | null)[] = answer.data.children
      const pairs = pairsOf(answer)
      // Once each, and of nobody else.
      expect(pairs).toEqual([...new Set(pairs)])
      expect(pairs.filter((pair) => !asked.some((id) => pair.startsWith(id)))).toEqual([])
      for (const [i, id] of asked.entries()) {
        const own = answer.processings.filter((one) => subjects.get(one.data_subject) === id)
        const outcomes = new Map(own.map(({ registry, outcome }) => [registry, outcome]))
        if ([...outcomes.values()].includes('failed')) failed += 1
        const child = shown[i]
        // Whoever the register does not show is asked about there, and nowhere else.
        expect(outcomes.has('brp-waterdam')).toBe(true)
        if (!child) {
          expect([...outcomes.keys()]).toEqual(['brp-waterdam'])
          continue
        }
        for (const [field, { registries }] of Object.entries(FIELDS)) {
          for (const registry of registries) {
            const outcome = outcomes.get(registry)
            if (!fields.includes(field as Field)) expect(outcome).toBeUndefined()
            else if (has(child[field])) expect(outcome).toBe('read')
            if (outcome === 'read') read += 1
          }
        }
      }
    }),
    { numRuns: QUESTIONS, endOnFailure: true },
  )
  expect(read).toBeGreaterThan(QUESTIONS)
  expect(failed).toBeGreaterThan(0)
})

/** Something is told below it. */
function has(told: unknown): boolean {
  return Object.values(Object(told)).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== null,
  )
}
