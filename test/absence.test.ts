import { writeFile } from 'node:fs/promises'
import { request as ask } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../cli/sandbox-parts.ts'
import { Bsn } from '../privacy/bsn.ts'
import { providerLines } from '../sandbox/childcare.ts'
import { generate } from '../sandbox/generate.ts'
import { toJgzRows } from '../sandbox/jgz.ts'
import type { Child, Family } from '../sandbox/population.ts'
import { wijkteamLines } from '../sandbox/social-domain.ts'
import { type Graph, openGraph } from './graph.ts'
import { serveLoopback } from './loopback.ts'
import { openOwnTown } from './own-town.ts'
import { IS_LONG } from './scale.ts'
import { openWire, type Wire } from './wire.ts'

/** In one question: the most there may be, in the long version. */
const AT_ONCE = IS_LONG ? 500 : 100
const CHILDREN = AT_ONCE + 60
/** In the middle of the lives of the town. */
const NOW = () => new Date('2026-11-22T12:00:00Z')
const HALF_A_YEAR_AGO = new Date(NOW().getTime() - 180 * 86_400_000).toISOString()

const NINE = [
  ...['NONE', 'NOT_RECORDED', 'NOT_LINKED', 'SOURCE_DOWN', 'STALE'],
  ...['NO_LEGAL_BASIS', 'OBJECTION', 'SUPPRESSED', 'NOT_APPLICABLE'],
]
const DOMAINS = ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'] as const
type Domain = (typeof DOMAINS)[number]

interface View {
  readonly domain: Domain
  readonly absence: string
  readonly source: string | null
  readonly freshAt: string | null
  readonly linkCertainty: string | null
  readonly detail: string
}
type Words = Readonly<Record<Domain, string>>

const VIEWS = `query ($ids: [ID!]!) {
  children(ids: $ids) { id views { domain absence source freshAt linkCertainty detail } }
}`

/** Whose store or server is behind each domain. */
const SOURCES: Readonly<Record<Domain, string>> = {
  BIRTH_CARE: 'BIRTH_CARE_FHIR_URL',
  JGZ: 'JGZ_EXTRACT_URL',
  CHILDCARE: 'database:childcare',
  SOCIAL_DOMAIN: 'database:social-domain',
}
const SUBGRAPHS: Readonly<Record<Domain, string>> = {
  BIRTH_CARE: 'birth-care',
  JGZ: 'jgz',
  CHILDCARE: 'childcare',
  SOCIAL_DOMAIN: 'social-domain',
}
const FIELDS: Readonly<Record<Domain, string>> = {
  BIRTH_CARE: 'birthCare',
  JGZ: 'jgz',
  CHILDCARE: 'childcare',
  SOCIAL_DOMAIN: 'socialDomain',
}

let town: Awaited<ReturnType<typeof openOwnTown>>
const families = [...generate({ seed: SEED, children: CHILDREN })]
const lived: readonly Child[] = families.flatMap(({ pregnancies }) =>
  pregnancies.flatMap(({ children }) => children),
)
/** Not everything that is written down of a child has its number. */
const numbersIn = (linesOf: (family: Family) => Iterable<string>) =>
  new Set(families.flatMap((family) => [...linesOf(family)].flatMap((line) => line.split(';'))))
const NUMBERS = {
  JGZ: numbersIn((family) => toJgzRows(family).client.map(({ bds_0007 }) => String(bds_0007))),
  CHILDCARE: numbersIn((family) =>
    family.pregnancies
      .flatMap(({ children }) => children)
      .flatMap((child) => [...providerLines(child, family)].map(({ line }) => line)),
  ),
  CASES: numbersIn(wijkteamLines),
} as const

beforeAll(async () => {
  town = await openOwnTown(CHILDREN)
}, 120_000)
afterAll(() => town?.close())

/** Wires to everything that can be cut, by the name that the graph gives them. */
async function openCuttable(apart: boolean) {
  const wires = new Map<string, Wire>()
  const graph = await openGraph({
    town,
    apart,
    now: NOW,
    // Of many children on a busy machine.
    deadlineMs: 60_000,
    linked: (registry) => ({ ...registry, timeout: 30_000 }),
    async through(name, url) {
      if (!Object.values(SOURCES).includes(name) && !name.startsWith('subgraph:')) return url
      const wire = await openWire(url)
      wires.set(name, wire)
      return wire.url
    },
  })
  return {
    graph,
    wire(name: string): Wire {
      const wire = wires.get(name)
      if (!wire) throw new Error(`there is no wire to ${name}`)
      return wire
    },
    async close() {
      await graph.close()
      for (const wire of wires.values()) await wire.close()
    },
  }
}

async function viewsOf(graph: Graph, id: string, persona = 'youth-nurse'): Promise<Words> {
  const { data, errors } = await graph.ask(persona, VIEWS, { ids: [id] })
  expect(errors).toEqual([])
  return wordsOf(data.children[0].views)
}

function wordsOf(views: readonly View[]): Words {
  expect(views.map(({ domain }) => domain)).toEqual(DOMAINS)
  return Object.fromEntries(views.map(({ domain, absence }) => [domain, absence])) as Words
}

const all = (absence: string) =>
  Object.fromEntries(DOMAINS.map((domain) => [domain, absence])) as Words

/** As the registries of the town have it: whether there is anything to find. */
function truthOf({ person, socialDomain, quirks }: Child): Partial<Words> {
  const bsn = person?.bsn ?? ''
  const has = (is: boolean) => (is ? 'NONE' : 'NOT_RECORDED')
  const isFoundByBirth = !['unknown-to-birth-care', 'adopted', 'foster-care'].some((quirk) =>
    quirks.includes(quirk as never),
  )
  return {
    ...(isFoundByBirth && { BIRTH_CARE: 'NONE' }),
    JGZ: has(NUMBERS.JGZ.has(bsn)),
    CHILDCARE: has(NUMBERS.CHILDCARE.has(bsn)),
    SOCIAL_DOMAIN: has(socialDomain.allocations.length > 0 || NUMBERS.CASES.has(bsn)),
  }
}

/** By how the child lived, the id under which it is known. */
async function idsOf(graph: Graph, children: readonly Child[]): Promise<readonly string[]> {
  const bsns = children.flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? [])
  return graph.withIndex((index) => index.idsOf(bsns))
}

describe('the nine words for each of the four domains: 36 of 36', () => {
  const seen = new Set<string>()
  let cuttable: Awaited<ReturnType<typeof openCuttable>>
  let graph: Graph

  beforeAll(async () => {
    cuttable = await openCuttable(false)
    graph = cuttable.graph
  }, 120_000)
  afterAll(() => cuttable?.close())

  function see(words: Words, expected: Partial<Words>): void {
    expect(words).toMatchObject(expected)
    for (const domain of DOMAINS) {
      if (expected[domain]) seen.add(`${domain} ${words[domain]}`)
    }
  }

  test('NONE and NOT_RECORDED: as all children of the town live', async () => {
    const here = lived.filter(
      ({ person, quirks }) =>
        person?.bsn && !quirks.includes('moved-away') && !quirks.includes('emigrated'),
    )
    const ids = await idsOf(graph, here)
    const { data } = await graph.ask('youth-nurse', VIEWS, { ids: ids.slice(0, AT_ONCE) })
    let count = 0
    for (const [i, child] of data.children.entries()) {
      if (!child) continue // of age, or not where the nurse works
      const { birthDate = '' } = here[i]?.person ?? {}
      // Of lot the register knows the year alone, and of the year the last day counts.
      if (here[i]?.planted === 'lot') continue
      const truth = truthOf(here[i] as Child)
      const isFour = birthDate <= '2022-11-22'
      const expected =
        isFour && truth.CHILDCARE !== 'NONE' ? { ...truth, CHILDCARE: 'NOT_APPLICABLE' } : truth
      see(wordsOf(child.views), expected)
      count += 1
    }
    expect(count).toBeGreaterThan(AT_ONCE * 0.8)
    // Of jip, who moved in, birth care knows nothing.
    see(await viewsOf(graph, await graph.idOf('jip')), { BIRTH_CARE: 'NOT_RECORDED' })
  })

  test('NOT_LINKED: an open case in a registry that has nothing else of the child', async () => {
    const registries: Readonly<Record<Domain, string>> = {
      BIRTH_CARE: 'birth-care-waterdam',
      JGZ: 'jgz-waterdam',
      CHILDCARE: 'childcare-waterdam',
      SOCIAL_DOMAIN: 'wijkteam-waterdam',
    }
    for (const domain of DOMAINS) {
      const nobody = lived.find(
        (child) =>
          child.person?.bsn &&
          child.person.birthDate > '2023-06-01' &&
          (domain === 'BIRTH_CARE'
            ? child.planted === 'jip'
            : truthOf(child)[domain] === 'NOT_RECORDED' && child.quirks.length < 2),
      )
      const [person = ''] = await idsOf(graph, nobody ? [nobody] : [])
      see(await viewsOf(graph, person), { [domain]: 'NOT_RECORDED' })
      await openCase(person, registries[domain])
      see(await viewsOf(graph, person), { [domain]: 'NOT_LINKED' })
    }
  })

  function openCase(person: string, registry: string) {
    const waterfall = [{ of: 'familyName', level: 'equal', weight: 2 }]
    const one = { registry, person, record: 'K-1', reason: 'MIDDLE_BAND', score: 2, waterfall }
    const nothing = { links: [], contradictions: [], unlinked: [], leftOut: [], compared: 1 }
    return graph.withIndex((index) =>
      index.apply({
        registry,
        version: 'test',
        linked: { ...nothing, possible: [one as never] },
        summary: {
          ...{ records: 1, linked: 0, possible: 1, unlinked: 0 },
          ...{ estimatedFalse: null, estimatedMissed: null, groups: [] },
        },
      }),
    )
  }

  test('SOURCE_DOWN: the store or the server of one domain after the other', async () => {
    const anna = await graph.idOf('anna')
    for (const domain of DOMAINS) {
      const wire = cuttable.wire(SOURCES[domain])
      await wire.cut()
      const { data, errors } = await graph.ask('youth-nurse', VIEWS, { ids: [anna] })
      expect(errors).toEqual([])
      see(wordsOf(data.children[0].views), { ...all('NONE'), [domain]: 'SOURCE_DOWN' })
      const view = data.children[0].views.find((one: View) => one.domain === domain)
      expect(view).toMatchObject({ source: expect.stringMatching(/waterdam$/), freshAt: null })
      await wire.mend()
      expect(await viewsOf(graph, anna)).toEqual(all('NONE'))
    }
  })

  test('STALE: what was told last is older than was promised', async () => {
    const old = await serveOldBundles()
    const stale = await openGraph({
      town,
      now: NOW,
      through: (name, url) => (name === 'BIRTH_CARE_FHIR_URL' ? old.through(url) : url),
      linked: (registry) =>
        registry.kind === 'fhir' ? registry : { ...registry, freshness: { promised: 1e-9 } },
    })
    try {
      const { data, errors } = await stale.ask('youth-nurse', VIEWS, {
        ids: [await graph.idOf('anna')],
      })
      expect(errors).toEqual([])
      see(wordsOf(data.children[0].views), all('STALE'))
      expect(data.children[0].views[0]).toMatchObject({
        source: 'birth-care-waterdam',
        freshAt: HALF_A_YEAR_AGO,
      })
    } finally {
      await stale.close()
      await old.close()
    }
  })

  test('NO_LEGAL_BASIS: what the purpose does not open, and nobody is asked', async () => {
    const anna = await graph.idOf('anna')
    await graph.relate(anna, 'childcare-waterdam', 'wijkteam-waterdam')
    const opened: Readonly<Record<string, readonly Domain[]>> = {
      midwife: ['BIRTH_CARE'],
      'childcare-mentor': ['JGZ', 'CHILDCARE'],
      'neighbourhood-team-worker': ['SOCIAL_DOMAIN'],
    }
    for (const [persona, domains] of Object.entries(opened)) {
      const none = Object.fromEntries(domains.map((domain) => [domain, 'NONE']))
      see(await viewsOf(graph, anna, persona), { ...all('NO_LEGAL_BASIS'), ...none })
    }
  })

  test('OBJECTION: told to who may know, and to others the same as no legal basis', async () => {
    const bram = await graph.idOf('bram')
    await graph.relate(bram, 'childcare-waterdam')
    const about = { childId: bram, kind: 'OBJECTION', source: 'desk', from: '2026-01-01' } as const
    await graph.withIndex((index) =>
      index.object(
        Object.values(SUBGRAPHS).map((domain) => ({
          ...about,
          domain: domain as 'jgz',
          purpose: null,
          until: null,
        })),
      ),
    )
    see(await viewsOf(graph, bram), all('OBJECTION'))
    expect(await viewsOf(graph, bram, 'childcare-mentor')).toEqual(all('NO_LEGAL_BASIS'))
    const { data } = await graph.ask('youth-nurse', everythingOf(DOMAINS), { ids: [bram] })
    for (const field of Object.values(FIELDS)) expect(data.children[0][field]).toBeNull()
  })

  test('SUPPRESSED: a purpose that has no view of one child', async () => {
    see(await viewsOf(graph, await graph.idOf('anna'), 'linker'), all('SUPPRESSED'))
  })

  test('NOT_APPLICABLE: who is not born, and a birth that nobody looks for any more', async () => {
    const expected = await graph.admin(`select child_id from child_index.fetus
      join child_index.child on child.id = child_id
      where fetus.outcome = 'ONGOING' and sealed_bsn is null`)
    const { data } = await graph.ask('youth-nurse', VIEWS, {
      ids: expected.slice(0, AT_ONCE).map(({ child_id }) => child_id),
    })
    const unborn = data.children.filter((child: unknown) => child)
    expect(unborn.length).toBeGreaterThan(0)
    see(wordsOf(unborn[0].views), { ...all('NOT_APPLICABLE'), BIRTH_CARE: 'NONE' })
    // Of finn, who was adopted and is four, no birth is told, and none is looked for.
    see(await viewsOf(graph, await graph.idOf('finn')), {
      BIRTH_CARE: 'NOT_APPLICABLE',
      JGZ: 'NONE',
    })
  })

  test('were all seen', () => {
    const every = DOMAINS.flatMap((domain) => NINE.map((absence) => `${domain} ${absence}`))
    expect([...seen].sort()).toEqual(every.toSorted())
    expect(seen.size).toBe(36)
  })

  test('MUST NOT change by what is confidential: a step under the meldcode, a secret address', async () => {
    const hanna = await graph.idOf('hanna') // whose address is secret
    expect(await viewsOf(graph, hanna)).toMatchObject(
      truthOf(lived.find(({ planted }) => planted === 'hanna') as Child),
    )
    const nobody = lived.find(
      (child) => child.person?.bsn && child.planted === null && truthOf(child).CHILDCARE !== 'NONE',
    ) as Child
    const [id = ''] = await idsOf(graph, [nobody])
    await graph.relate(id, 'childcare-waterdam')
    const personas = ['youth-nurse', 'childcare-mentor']
    const before = await Promise.all(personas.map((persona) => viewsOf(graph, id, persona)))
    const told = [
      'bsn;lrk_id;meldcode_nummer;stap_1;stap_2;stap_3;stap_4;stap_5',
      `${nobody.person?.bsn};${lrkOf()};M-1;01-09-2026;;;;`,
    ]
    await writeFile(
      join(graph.folder, 'childcare-provider', 'meldcode-1.csv'),
      `${told.join('\r\n')}\r\n`,
    )
    const meldcode = `query ($ids: [ID!]!) {
      children(ids: $ids) { childcare { meldcode { signalsOn } } }
    }`
    const readMeldcode = async () => {
      const { data } = await graph.ask('childcare-mentor', meldcode, { ids: [id] })
      return data.children[0].childcare.meldcode
    }
    await expect
      .poll(readMeldcode, { timeout: 20_000, interval: 200 })
      .toEqual([{ signalsOn: '2026-09-01' }])
    const after = await Promise.all(personas.map((persona) => viewsOf(graph, id, persona)))
    expect(after).toEqual(before)
  })

  const lrkOf = () => lived.flatMap(({ childcare }) => childcare.enrolments)[0]?.lrkId
})

const SELECTIONS: Readonly<Record<Domain, string>> = {
  BIRTH_CARE: 'birthCare { birth { date weightGrams } }',
  JGZ: 'jgz { newborn { weightGrams } }',
  CHILDCARE: 'childcare { vve { takesPart } }',
  SOCIAL_DOMAIN: 'socialDomain { cases { openedOn } }',
}
/** As much of many children as one question may cost. */
const everythingOf = (domains: readonly Domain[]) => `query ($ids: [ID!]!) {
  children(ids: $ids) {
    id
    name { family }
    birthDate
    ${domains.map((domain) => SELECTIONS[domain]).join('\n    ')}
    views { domain absence source linkCertainty detail }
  }
}`

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('many children while a part dies, $name', ({ apart }) => {
  let cuttable: Awaited<ReturnType<typeof openCuttable>>
  let ids: readonly string[]

  interface Told extends Readonly<Record<string, unknown>> {
    readonly views: readonly View[]
  }

  /** Of one domain, and of the next. */
  async function askFor(domain: Domain) {
    const next = DOMAINS[(DOMAINS.indexOf(domain) + 1) % DOMAINS.length] as Domain
    const query = everythingOf([domain, next])
    const { data, errors } = await cuttable.graph.ask('youth-nurse', query, { ids })
    return { children: data.children as readonly Told[], errors }
  }

  beforeAll(async () => {
    cuttable = await openCuttable(apart)
    const { graph } = cuttable
    const known = await idsOf(graph, lived)
    const here: string[] = []
    for (let at = 0; at < known.length; at += AT_ONCE) {
      const query = 'query ($ids: [ID!]!) { children(ids: $ids) { id } }'
      const { data } = await graph.ask('youth-nurse', query, { ids: known.slice(at, at + AT_ONCE) })
      here.push(...data.children.flatMap((child: { id: string } | null) => child?.id ?? []))
    }
    ids = here.slice(0, AT_ONCE)
    expect(ids).toHaveLength(AT_ONCE)
  }, 120_000)
  afterAll(() => cuttable?.close())

  /** Of the one domain everything is null and down; of all else every byte is as it was. */
  function expectOnlyMissing(
    domain: Domain,
    before: readonly Told[],
    children: readonly Told[],
    nothing: (was: unknown) => unknown,
  ): void {
    const field = FIELDS[domain]
    let present = 0
    for (const [i, child] of children.entries()) {
      const was = before[i] as Told
      const { [field]: told, views, ...others } = child
      const { [field]: toldBefore, views: viewsBefore, ...othersBefore } = was
      expect(JSON.stringify(others)).toBe(JSON.stringify(othersBefore))
      expect(told).toEqual(nothing(toldBefore))
      for (const [at, view] of views.entries()) {
        const viewBefore = viewsBefore[at] as View
        if (view.domain !== domain) {
          expect(view).toEqual(viewBefore)
          continue
        }
        // Of whom nothing could be asked before, nothing is asked now.
        if (viewBefore.absence !== 'NONE') {
          expect(['SOURCE_DOWN', viewBefore.absence]).toContain(view.absence)
          continue
        }
        expect(view.absence).toBe('SOURCE_DOWN')
        present += 1
      }
    }
    expect(children).toHaveLength(AT_ONCE)
    expect(present).toBeGreaterThan(5)
  }

  test.runIf(apart).each(DOMAINS)(
    'the subgraph of %s is killed while it answers: nothing else MUST change, and the views say so',
    async (domain) => {
      const wire = cuttable.wire(`subgraph:${SUBGRAPHS[domain]}`)
      const before = await askFor(domain)
      expect(before.errors).toEqual([])

      wire.cutInTheMiddle()
      const { children, errors } = await askFor(domain)
      expectOnlyMissing(domain, before.children, children, () => null)
      expect(errors).toHaveLength(1)
      expect(errors[0]).toMatchObject({
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: SUBGRAPHS[domain] },
      })
      if (domain === 'JGZ') {
        // While it is gone, and when it is back.
        expect(await askFor(domain)).toEqual({ children, errors })
        await wire.mend()
        expect(await askFor(domain)).toEqual(before)
      }
      await wire.mend()
    },
    120_000,
  )

  test.runIf(apart)('journey is killed: the views are as they were', async () => {
    const query = `query ($ids: [ID!]!) {
      children(ids: $ids) { timeline { speaksFor } views { domain absence source detail } }
    }`
    const about = { ids: ids.slice(0, 50) }
    const before = await cuttable.graph.ask('youth-nurse', query, about)
    await cuttable.wire('subgraph:journey').cut()
    const { data, errors } = await cuttable.graph.ask('youth-nurse', query, about)
    await cuttable.wire('subgraph:journey').mend()
    expect(data.children).toEqual(
      before.data.children.map((child: object) => ({ ...child, timeline: null })),
    )
    expect(errors).toHaveLength(1)
  })

  test.runIf(!apart).each(DOMAINS)(
    'the registry of %s is killed while it answers: nothing else MUST change',
    async (domain) => {
      const wire = cuttable.wire(SOURCES[domain])
      const before = await askFor(domain)
      expect(before.errors).toEqual([])

      wire.cutInTheMiddle()
      const { children, errors } = await askFor(domain)
      await wire.mend()
      expectOnlyMissing(domain, before.children, children, nothingIn)
      expect(errors).toHaveLength(1)
      expect(errors[0]).toMatchObject({
        extensions: {
          code: expect.stringMatching(/^REGISTRY_/),
          registry: expect.stringMatching(/-waterdam$/),
        },
      })
      if (domain === 'JGZ') expect(await askFor(domain)).toEqual(before)
    },
    120_000,
  )
})

/** Of an object whose fields could not be read. */
function nothingIn(told: unknown): unknown {
  if (told === null) return null
  return Object.fromEntries(Object.keys(told as object).map((key) => [key, null]))
}

/** A server of birth care that says of each answer that it is of half a year ago. */
async function serveOldBundles() {
  let target = ''
  const proxy = await serveLoopback(async (request, response) => {
    const body = await text(request)
    const { method, headers } = request
    const forward = ask(
      new URL(request.url ?? '/', target),
      { method, headers },
      async (answer) => {
        const bundle = JSON.parse(await text(answer))
        const type = answer.headers['content-type'] ?? ''
        response
          .writeHead(answer.statusCode ?? 500, { 'content-type': type })
          .end(JSON.stringify({ ...bundle, meta: { lastUpdated: HALF_A_YEAR_AGO } }))
      },
    )
    forward.end(body)
  })
  return {
    through(url: string) {
      target = url
      return `${proxy.url}${new URL(url).pathname}`
    },
    close: () => proxy.close(),
  }
}
