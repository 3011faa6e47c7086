/**
 * The same municipality twice, at the same moment and under the same keys: once with confidential records, and once
 * without. Who may not see them gets the same bytes: the answer, its errors in their order, its cost, its headers.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils'
import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DATABASE, urlOf } from '../cli/database.ts'
import { openHome } from '../cli/home.ts'
import { makeSandbox, SEED } from '../cli/sandbox-parts.ts'
import { createRandom, pick, randomOperation } from '../gateway/engine/testing/random-operation.ts'
import { AUDIENCE_OF } from '../privacy/audiences.ts'
import type { Role } from '../privacy/policy.ts'
import { generate } from '../sandbox/generate.ts'
import { PERSONAS } from '../sandbox/personas.ts'
import { MARKER } from '../sandbox/postgres-load.ts'
import { USUAL } from '../sandbox/scenario.ts'
import { type Detour, openDetour } from './detour.ts'
import { type Graph, NOT_YET, openGraph } from './graph.ts'
import { openOwnTown } from './own-town.ts'
import { cases } from './scale.ts'

const CHILDREN = 60
const OPERATIONS = cases(5, 400)

/** What the second world has and the first has not, of whom; and the personas that may know of it. */
const CONFIDENTIAL = {
  anna: { what: 'steps under the meldcode', seenBy: ['childcare-mentor'] },
  bram: {
    what: 'an objection to the social domain',
    seenBy: ['youth-nurse', 'neighbourhood-team-worker', 'privacy-officer'],
  },
  kees: {
    what: 'an objection to birth care',
    seenBy: ['youth-nurse', 'midwife', 'midwife-in-emergency', 'privacy-officer'],
  },
  guus: { what: 'a report to Veilig Thuis, and what JGZ wrote of safety', seenBy: [] },
  hanna: { what: 'another secret address', seenBy: [] },
} as const satisfies Record<string, { what: string; seenBy: readonly string[] }>
type Touched = keyof typeof CONFIDENTIAL
const TOUCHED = Object.keys(CONFIDENTIAL) as Touched[]
/** Who asks for numbers. */
const COUNTING: readonly string[] = ['analyst', 'dashboard']
const ROOTS = ['child', 'children', 'findChildren', 'pregnancy', 'findPregnancies']

interface Question {
  readonly persona: string
  readonly query: string
  readonly variables?: object
}

interface Told {
  readonly question: Question
  /** Status, headers and body, as they came. */
  readonly bytes: string
}

let town: Awaited<ReturnType<typeof openOwnTown>>
let questions: readonly Question[]
let without: readonly Told[]
let withThem: readonly Told[]
/** Ids that are somebody's whom nobody here may see, and of those who were never born alive. */
let forbidden: readonly string[]
let graph: Graph
/** To the population register of the second world. */
let register: Detour

beforeAll(async () => {
  town = await openOwnTown(CHILDREN)
  // One moment for both; timers go on.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  const home = await openHome({ KINDLIJN_HOME: town.folder, KINDLIJN_SECRETS: undefined })
  await makeSandbox(home, town.adminUrl, { children: CHILDREN, scenario: USUAL })

  await tellSteps('meldcode-january.csv', [])
  graph = await openGraph({ town })
  await graph.link()
  await toldAtOnce()
  const ids = await idsOf([...TOUCHED, 'isa', 'pien', 'cato'])
  questions = await questionsAbout(ids)
  // What a project was told in numbers counts for the next: so all of it was told before either world is looked at.
  await askAll(questions.filter(({ persona }) => COUNTING.includes(persona)))
  without = await askAll(questions)
  await graph.close()

  await addConfidential()
  graph = await openGraph({
    town,
    through: async (name, url) => {
      if (name !== 'BRP_URL') return url
      const { port, pathname } = new URL(url)
      register = await openDetour(Number(port))
      return `http://127.0.0.1:${register.port}${pathname}`
    },
  })
  await toldAtOnce()
  await graph.withIndex((index) =>
    index.object(
      (
        [
          ['bram', 'social-domain'],
          ['kees', 'birth-care'],
        ] as const
      ).map(([name, domain]) => ({
        ...{ childId: ids[name], domain, purpose: null, kind: 'OBJECTION', source: 'desk' },
        ...{ from: '2020-01-01', until: null },
      })),
    ),
  )
  withThem = await askAll(questions)
  const ended = await graph.admin(
    `select child_id from child_index.fetus where outcome in ('STILLBIRTH', 'MISCARRIAGE')`,
  )
  forbidden = [ids.isa, ids.pien, ...ended.map(({ child_id }) => child_id)] as string[]
}, 240_000)
afterAll(async () => {
  vi.useRealTimers()
  await graph?.close()
  await register?.close()
  await town?.close()
})

describe('two worlds that differ in what is confidential', () => {
  test('MUST answer all questions that are not about it with the same bytes', () => {
    expect(withThem.length).toBeGreaterThan(PERSONAS.length * OPERATIONS * 0.9)
    for (const [i, { question, bytes }] of withThem.entries()) {
      expect(bytes, JSON.stringify(question)).toBe(without[i]?.bytes)
    }
  })

  test('and the questions reach what is asked about, in every domain', () => {
    const all = without.map(({ bytes }) => bytes).join('\n')
    for (const told of ['"given":"', '"birthCare":{', '"jgz":{', '"childcare":{', '"views":['])
      expect(all).toContain(told)
    expect(all).not.toContain('RATE_LIMITED')
  })

  test('and they do differ, for who may see it', async () => {
    const ids = await idsOf(TOUCHED)
    const ask = async (persona: string, id: string | undefined, selection: string) =>
      (await graph.ask(persona, `query ($id: ID!) { child(id: $id) { ${selection} } }`, { id }))
        .data
    const steps = await ask('childcare-mentor', ids.anna, 'childcare { meldcode { signalsOn } }')
    const bram = await ask(
      'youth-nurse',
      ids.bram,
      'objections { domain } socialDomain { cases { openedOn } }',
    )
    const kees = await ask('midwife', ids.kees, 'birthCare { birth { date } }')

    expect(steps.child.childcare.meldcode).toHaveLength(1)
    expect(bram.child.objections).toEqual([{ domain: 'SOCIAL_DOMAIN' }])
    expect(kees.child.birthCare).toBeNull()
    const [told] = await inDatabase(
      'sandbox_jgz',
      `select count(*)::int as n from ${JGZ}.contactmoment where bds_0494 = '30'`,
    )
    expect(told).toEqual({ n: 1 })
  })
})

describe('an id of a child whom nobody here may see, and one that is nobody’s', () => {
  const selections = ['id', 'name { given }', 'jgz { growth { weightGrams } }', 'views { absence }']
  const asked = [
    ...selections.map((selection) => `query ($id: ID!) { child(id: $id) { ${selection} } }`),
    'query ($id: ID!) { children(ids: [$id, $id]) { id birthCare { birth { date } } } }',
    'query ($id: ID!) { child(id: $id, asOf: { validAt: "2025-06-01T00:00:00.000Z" }) { id } }',
    'query ($id: ID!) { whoLooked(child: $id) { at } }',
    'query ($id: ID!) { pregnancy(id: $id) { id } }',
    'query ($id: ID!) { link(id: $id) { id } }',
    'mutation ($id: ID!) { breakGlass(child: $id, reason: "a test of two worlds") { id } }',
    'mutation ($id: ID!) { recordObjection(child: $id, domain: JGZ, kind: OBJECTION, source: "desk") { kind } }',
  ]

  test.each(PERSONAS.map(({ name }) => name))('MUST get a %s the same bytes', async (persona) => {
    expect(forbidden.length).toBeGreaterThan(1)
    for (const query of asked) {
      const [unknown] = await askAll([{ persona, query, variables: { id: randomUUID() } }])
      for (const id of forbidden) {
        const [told] = await askAll([{ persona, query, variables: { id } }])
        expect(told?.bytes, query).toBe(unknown?.bytes)
      }
    }
  })

  test('MUST be so of a child with whom the viewer has nothing to do', async () => {
    const jip = await graph.issueIdFor('jip')
    for (const query of asked.slice(0, selections.length + 2)) {
      const [unknown, told] = await askAll(
        [randomUUID(), jip].map((id) => ({ persona: 'midwife', query, variables: { id } })),
      )
      expect(unknown?.bytes).toContain('CHILD_UNKNOWN')
      expect(told?.bytes, query).toBe(unknown?.bytes)
    }
  })

  test.each([
    ['youth-nurse', () => forbidden],
    ['midwife', async () => [...forbidden, await graph.issueIdFor('jip')]],
  ])(
    'MUST be asked of the register alike, and written down alike: for a %s',
    async (who, idsFor) => {
      const [query = ''] = asked
      const traces: string[] = []
      for (const id of [randomUUID(), ...(await idsFor())]) {
        graph.requests('brp')
        const { processings } = await graph.ask(who, query, { id })
        const written = processings.map(({ registry, parts, outcome }) => ({
          registry,
          parts,
          outcome,
        }))
        traces.push(JSON.stringify({ calls: graph.requests('brp'), written }))
      }
      expect(new Set(traces).size).toBe(1)
      expect(traces[0]).toContain('"calls":1')
    },
  )

  test('MUST have the same error while the register is down', async () => {
    register.cut()
    const [query = ''] = asked
    for (const id of [randomUUID(), ...forbidden]) {
      const { data, codes } = await graph.ask('youth-nurse', query, { id })
      expect([data.child, codes]).toEqual([null, ['REGISTRY_UNAVAILABLE']])
    }
  })
})

async function idsOf<N extends string>(names: readonly N[]): Promise<Record<N, string>> {
  const pairs: [N, string][] = []
  for (const name of names) pairs.push([name, await graph.issueIdFor(name)])
  return Object.fromEntries(pairs) as Record<N, string>
}

/** Those of the docs, and at random over what each audience sees; of nobody of whom the persona may know more. */
async function questionsAbout(ids: Readonly<Record<string, string>>): Promise<readonly Question[]> {
  const saved = await Promise.all(
    (await readdir('docs/questions')).map((file) => readFile(join('docs/questions', file), 'utf8')),
  )
  const all: Question[] = []
  for (const [n, { name: persona, claims }] of PERSONAS.entries()) {
    all.push(...saved.map((query) => ({ persona, query })))
    const schema = await schemaOf(claims.role as Role)
    const seen = TOUCHED.filter((name) =>
      (CONFIDENTIAL[name].seenBy as readonly string[]).includes(persona),
    )
    const about = Object.entries(ids).flatMap(([name, id]) =>
      seen.includes(name as Touched) ? [] : [id],
    )
    const values = {
      id: [...about, ...about, randomUUID()],
      ids: about,
      familyName: ['Vries', 'Berg', 'Smit', 'Meijer'],
      motherFamilyName: ['Hendriks'],
      birthDate: ['2023-01-17', '2024-06-11', '2023-04-28', '2024-01-30'],
      motherBirthDate: ['1994-02-11'],
      from: ['2024-01-01', '2025-01-01'],
      to: ['2026-01-01'],
      validAt: ['2025-06-01T00:00:00.000Z'],
      knownAt: ['2026-06-01T00:00:00.000Z'],
      givenName: ['A', 'G'],
      prefix: ['de', 'van den'],
      child: about,
    }
    for (let seed = 1_000 * (n + 1), made = 0; made < OPERATIONS; seed++) {
      const random = createRandom(seed)
      const { source, variables } = randomOperation(pick(random, schema), random, values)
      if (validate(schema[0], parse(source)).length > 0) continue
      all.push({ persona, query: source, variables })
      made += 1
    }
  }
  return all
}

/** What the audience sees, and more often of it what is about children. */
async function schemaOf(role: Role): Promise<[GraphQLSchema, ...GraphQLSchema[]]> {
  const file = `schema/generated/audience-${AUDIENCE_OF[role]}.graphql`
  const whole = buildSchema(await readFile(file, 'utf8'))
  const fields = Object.keys(whole.getQueryType()?.getFields() ?? {})
  if (!fields.some((field) => ROOTS.includes(field))) return [whole]
  const ofChildren = pruneSchema(
    mapSchema(whole, {
      [MapperKind.QUERY_ROOT_FIELD]: (field, name) => (ROOTS.includes(name) ? field : null),
    }),
  )
  return [whole, ofChildren, ofChildren, ofChildren]
}

async function askAll(asked: readonly Question[]): Promise<readonly Told[]> {
  const told: Told[] = []
  for (const question of asked) {
    let bytes = await askOnce(question)
    // As it is told to: how long it is put together, is the machine's.
    while (NOT_YET.some((code) => bytes.includes(code))) {
      await sleep(500)
      bytes = await askOnce(question)
    }
    told.push({ question, bytes })
  }
  return told
}

async function askOnce({ persona, ...body }: Question): Promise<string> {
  const response = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await graph.tokenFor(persona)}`,
      traceparent: `00-${'7'.repeat(32)}-00000000000000ff-01`,
    },
    body: JSON.stringify(body),
  })
  // The clock of Node's own HTTP cannot be stopped.
  const headers = [...response.headers].filter(([name]) => name !== 'date')
  return `${response.status}\n${JSON.stringify(headers)}\n${await response.text()}`
}

const JGZ = 'jgz_extract'

async function inDatabase(database: string, ...statements: readonly string[]) {
  const client = new pg.Client({ connectionString: urlOf(town.adminUrl, database) })
  await client.connect()
  try {
    let rows: unknown[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

function bsnOf(name: string): string {
  const children = [...generate({ seed: SEED, children: CHILDREN })].flatMap(({ pregnancies }) =>
    pregnancies.flatMap(({ children }) => children),
  )
  return children.find(({ planted }) => planted === name)?.person?.bsn ?? ''
}

async function tellSteps(file: string, of: readonly string[]): Promise<void> {
  const folder = join(town.folder, 'deliveries', 'childcare-provider')
  await mkdir(folder, { recursive: true })
  const lines = of.map((bsn, i) => `${bsn};000000000;M-${i};01-02-2026;03-02-2026;;;`)
  const head = 'bsn;lrk_id;meldcode_nummer;stap_1;stap_2;stap_3;stap_4;stap_5'
  await writeFile(join(folder, file), `${[head, ...lines].join('\n')}\n`)
}

/** What was delivered is received by the clock of PostgreSQL, which cannot be stopped; an extract is made by it. */
async function toldAtOnce(): Promise<void> {
  const at = new Date().toISOString()
  await inDatabase(
    DATABASE,
    'set session_replication_role = replica',
    `update childcare_deliveries.delivery set received_at = '${at}'`,
  )
  await inDatabase('sandbox_jgz', `update ${JGZ}.${MARKER} set voltooid_op = '${at}'`)
}

async function addConfidential(): Promise<void> {
  await tellSteps('meldcode-february.csv', [bsnOf('anna')])
  const guus = `(select client_id from ${JGZ}.client where bds_0007 = '${bsnOf('guus')}')`
  const row = (table: string, changes: object, where = 'true') =>
    `insert into ${JGZ}.${table} select (jsonb_populate_record(t, '${JSON.stringify(changes)}')).*
     from ${JGZ}.${table} t where client_id = ${guus} and ${where} limit 1`
  await inDatabase(
    'sandbox_jgz',
    row('contactmoment', { id: 'A-VT-1', bds_0494: '30' }),
    row('contactmoment', { id: 'A-VT-2', bds_0494: '42' }),
    row('verwijzing', { id: 'V-VT-1', bds_0485: '29', bds_1159: '06' }),
    row('observatie', { element: 1326, waarde: '2026-01-01', codelijst: null }),
    row('observatie', { element: 1570, waarde: '1', codelijst: null }),
  )
  await inDatabase(
    'sandbox_population',
    `update brp.persoon set persoon = replace(persoon::text, persoon->'verblijfplaats'->'verblijfadres'->>'postcode', '9999ZZ')::jsonb
     where burgerservicenummer = '${bsnOf('hanna')}'`,
  )
}
