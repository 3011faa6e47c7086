import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../cli/sandbox-parts.ts'
import { Bsn } from '../privacy/bsn.ts'
import { generate } from '../sandbox/generate.ts'
import { toJgzRows } from '../sandbox/jgz.ts'
import { type Child, REFERENCE_DATE } from '../sandbox/population.ts'
import { type Graph, openGraph } from './graph.ts'
import { compareLists, rowsOf } from './list-parity.ts'
import { openOwnTown } from './own-town.ts'
import { cases } from './scale.ts'
import { isExpected, isOutOfSight } from './truth/sight.ts'
import { openWire, type Wire } from './wire.ts'

const CHILDREN = cases(220, 8_400)
const AT = REFERENCE_DATE
/** Who asks after all of them is told to wait now and then. */
const PATIENCE = cases(240_000, 3_600_000)

const SIGHT = `query Sight($ids: [ID!]!, $at: LocalDate) {
  children(ids: $ids) {
    id
    sight(at: $at) {
      state since daysSince expectedBy expected inWindow18to48 speaksFor schedules
      because { cause domain }
      lastContact { at domain }
    }
    vaccinationStatus(at: $at) { scheme diseases { disease state } }
  }
}`

interface Sight {
  readonly state: string
  readonly daysSince: number | null
  readonly because: readonly { readonly cause: string; readonly domain: string | null }[]
  readonly speaksFor: readonly string[]
}

const families = [...generate({ seed: SEED, children: CHILDREN })]
const lived: readonly Child[] = families.flatMap(({ pregnancies }) =>
  pregnancies.flatMap(({ children }) => children),
)

let town: Awaited<ReturnType<typeof openOwnTown>>
let graph: Graph
const wires = new Map<string, Wire>()

beforeAll(async () => {
  town = await openOwnTown(CHILDREN)
  graph = await openGraph({
    town,
    deadlineMs: 60_000,
    listsFreshMs: 0,
    linked: (registry) => ({ ...registry, timeout: 30_000 }),
    async through(name, url) {
      if (!Object.values(SOURCES).includes(name)) return url
      const wire = await openWire(url)
      wires.set(name, wire)
      return wire.url
    },
  })
}, PATIENCE)
afterAll(async () => {
  await graph?.close()
  for (const wire of wires.values()) await wire.close()
  await town?.close()
})

const SOURCES: Readonly<Record<string, string>> = {
  BIRTH_CARE: 'BIRTH_CARE_FHIR_URL',
  JGZ: 'JGZ_EXTRACT_URL',
  CHILDCARE: 'database:childcare',
  SOCIAL_DOMAIN: 'database:social-domain',
}

/** Today, where no day is told. */
async function sightsOf(
  children: readonly Child[],
  { persona = 'youth-nurse', of = graph, at = AT as string | null } = {},
) {
  const bsns = children.flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? [])
  const ids = await graph.withIndex((index) => index.idsOf(bsns))
  const sights: (Sight | null)[] = []
  for (let i = 0; i < ids.length; i += 250) {
    const { data } = await of.ask(persona, SIGHT, { ids: ids.slice(i, i + 250), at })
    for (const child of data.children) sights.push(child?.sight ?? null)
  }
  return sights
}

async function sightOf(name: string, persona?: string): Promise<Sight | null> {
  const child = lived.find(({ planted }) => planted === name)
  const [sight = null] = child ? await sightsOf([child], persona ? { persona } : {}) : []
  return sight
}

function openCase(person: string, record: string) {
  const registry = 'jgz-waterdam'
  const waterfall = [{ of: 'familyName', level: 'equal', weight: 2 }]
  const one = { registry, person, record, reason: 'MIDDLE_BAND', score: 2, waterfall }
  const nothing = { links: [], contradictions: [], unlinked: [], leftOut: [], compared: 1 }
  const counts = { records: 1, linked: 0, possible: 1, unlinked: 0 }
  return graph.withIndex((index) =>
    index.apply({
      registry,
      version: 'test',
      linked: { ...nothing, possible: [one as never] },
      summary: { ...counts, estimatedFalse: null, estimatedMissed: null, groups: [] },
    }),
  )
}

test(
  'rikkert, of whom a dossier may be, cannot be told of; and is in sight once it is linked',
  async () => {
    const rikkert = lived.find(({ planted }) => planted === 'rikkert')
    const bsn = Bsn.parse(rikkert?.person?.bsn ?? '')
    const [person = ''] = await graph.withIndex((index) => index.idsOf(bsn ? [bsn] : []))
    await openCase(person, rikkert?.jgz?.dossier ?? '')

    expect(await sightOf('rikkert')).toMatchObject({
      state: 'CANNOT_TELL',
      because: [{ cause: 'NOT_LINKED', domain: 'JGZ' }, {}, {}],
    })
    // Of one dossier in some hundred the number is missing; what follows is told of all that are linked.
    await graph.link(['jgz', 'childcare', 'social-domain'])
    expect(await sightOf('rikkert')).toMatchObject({ state: 'IN_SIGHT' })
  },
  PATIENCE,
)

describe('sight, over the whole municipality', () => {
  test(
    'MUST find who is out of sight, and nobody else',
    async () => {
      const children = lived.filter(isExpected)
      const sights = await sightsOf(children)
      const told = children.map((child, i) => ({
        child,
        isOut: isOutOfSight(child),
        sight: sights[i],
      }))
      const out = told.filter(({ isOut }) => isOut === true)
      const inside = told.filter(({ isOut }) => isOut === false)
      const found = out.filter(({ sight }) => sight?.state === 'OUT_OF_SIGHT')
      const alarms = inside.filter(({ sight }) => sight?.state === 'OUT_OF_SIGHT')

      expect(sights.filter((sight) => sight !== null).length).toBeGreaterThan(CHILDREN * 0.6)
      expect(out.length).toBeGreaterThan(0)
      expect(inside.length).toBeGreaterThan(out.length * 10)
      expect(found.length / out.length).toBeGreaterThanOrEqual(0.99)
      expect(alarms.length / inside.length).toBeLessThanOrEqual(0.005)
    },
    PATIENCE,
  )

  test(
    'MUST be on the work lists what it is by itself, for every child',
    async () => {
      const bsns = lived.flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? [])
      const ids = await graph.withIndex((index) => index.idsOf(bsns))
      const compared = await compareLists(graph, ids)

      expect(ids.length).toBeGreaterThan(CHILDREN * 0.8)
      expect(Object.values(compared)).not.toContain(0)
    },
    PATIENCE,
  )

  test.each(Object.keys(SOURCES))(
    'MUST NOT be out of sight while %s is down',
    async (domain) => {
      const children = lived.filter((child) => isExpected(child) && isOutOfSight(child) !== false)
      const wire = wires.get(SOURCES[domain] ?? '')
      await wire?.cut()
      const sights = await sightsOf(children)
      await wire?.mend()
      const states = new Set(sights.flatMap((sight) => sight?.state ?? []))

      expect(states).not.toContain('OUT_OF_SIGHT')
      expect(states).toContain('CANNOT_TELL')
      expect(
        sights.some((sight) =>
          sight?.because.some((one) => one.domain === domain && one.cause === 'SOURCE_DOWN'),
        ),
      ).toBe(true)
    },
    PATIENCE,
  )

  test.each([
    ['JGZ', 'jgz'],
    ['CHILDCARE', 'childcare'],
    ['SOCIAL_DOMAIN', 'social-domain'],
  ])(
    'MUST NOT be out of sight today while what %s told last is older than was promised',
    async (domain, own) => {
      const children = lived.filter((child) => isExpected(child) && isOutOfSight(child) !== false)
      const stale = await openGraph({
        town,
        linked: (registry) =>
          registry.domain === own ? { ...registry, freshness: { promised: 1e-9 } } : registry,
      })
      const sights = await sightsOf(children, { of: stale, at: null }).finally(() => stale.close())

      expect(sights.map((sight) => sight?.state)).not.toContain('OUT_OF_SIGHT')
      expect(sights.flatMap((sight) => sight?.because ?? [])).toContainEqual({
        cause: 'STALE',
        domain,
      })
    },
    PATIENCE,
  )
})

describe('handovers, over the whole municipality', () => {
  test(
    'every child that was born here has one line for its birth, in one state',
    async () => {
      // Of a few the dossier has no number, and is not linked yet.
      const numbers = new Set(
        families.flatMap((family) => toJgzRows(family).client.map(({ bds_0007 }) => bds_0007)),
      )
      const born = lived.filter(
        (child) =>
          isExpected(child) && child.birth !== null && numbers.has(child.person?.bsn ?? null),
      )
      const bsns = born.flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? [])
      const ids = (await graph.withIndex((index) => index.idsOf(bsns))).slice(0, 250)
      const { data, errors } = await graph.ask('youth-nurse', HANDOVERS, { ids, at: AT })
      const lines = data.children.map((child: { handovers: Line[] } | null) =>
        (child?.handovers ?? []).filter(({ route }) => route === 'BIRTH_CARE_TO_JGZ'),
      )
      const seen = born.map(({ jgz, person }) =>
        jgz?.contacts.some(
          ({ status, date }) => status === '01' && date >= (person?.birthDate ?? ''),
        ),
      )

      expect(errors).toEqual([])
      expect(lines.filter((one: Line[]) => one.length !== 1)).toEqual([])
      for (const [i, [line]] of lines.entries()) {
        expect(line.state === 'FOLLOWED_UP').toBe(seen[i])
        expect(line.missing).toContain('SENT') // no registry of the town writes that down
      }
    },
    PATIENCE,
  )
})

interface Line {
  readonly route: string
  readonly state: string
  readonly missing: readonly string[]
}

const HANDOVERS = `query Handovers($ids: [ID!]!, $at: LocalDate) {
  children(ids: $ids) { handovers(at: $at) { route state missing } }
}`

describe('each as they live', () => {
  test('otis has been out of sight since March 2025', async () => {
    expect(await sightOf('otis')).toMatchObject({
      state: 'OUT_OF_SIGHT',
      inWindow18to48: true,
      speaksFor: ['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'],
      because: [{ cause: 'GRACE_OVER' }, { cause: 'NOT_SEEN' }],
    })
  })

  test('anna, seen by all, is in sight; and of two twins both', async () => {
    for (const name of ['anna', 'cato', 'eva']) {
      expect(await sightOf(name)).toMatchObject({ state: 'IN_SIGHT' })
    }
  })

  test('jip moved in, and is in sight of who met him here', async () => {
    expect(await sightOf('jip')).toMatchObject({ state: 'IN_SIGHT' })
  })

  test('isa moved away: nobody here opens her, and who works there too expects nothing', async () => {
    expect(await sightOf('isa')).toBeNull()
    expect(await sightOf('isa', 'youth-nurse-region')).toMatchObject({
      state: 'NOT_EXPECTED',
      because: [{ cause: 'MOVED' }],
    })
  })

  test('pien left the country, and nobody opens her', async () => {
    for (const persona of ['youth-nurse', 'youth-nurse-region']) {
      expect(await sightOf('pien', persona)).toBeNull()
    }
  })

  test('of mees, who died, nothing is expected', async () => {
    expect(await sightOf('mees')).toMatchObject({
      state: 'NOT_EXPECTED',
      because: [{ cause: 'DIED' }],
    })
  })

  test('a purpose that opens less speaks for less', async () => {
    await graph.relate(await graph.issueIdFor('otis'), 'wijkteam-waterdam')
    expect(await sightOf('otis', 'neighbourhood-team-worker')).toMatchObject({
      state: 'NOT_EXPECTED',
      speaksFor: ['SOCIAL_DOMAIN'],
    })
  })

  test('of a family that objects to JGZ, youth health care is not in the verdict', async () => {
    const otis = lived.find(({ planted }) => planted === 'otis')
    const bsn = Bsn.parse(otis?.person?.bsn ?? '')
    const [childId = ''] = await graph.withIndex((index) => index.idsOf(bsn ? [bsn] : []))
    await graph.withIndex((index) =>
      index.object([
        {
          ...{ childId, domain: 'jgz', purpose: null, kind: 'OBJECTION' },
          ...{ source: 'desk', from: '2026-01-01', until: null },
        } as const,
      ]),
    )

    expect(await sightOf('otis')).toMatchObject({
      state: 'NOT_EXPECTED',
      speaksFor: ['BIRTH_CARE', 'CHILDCARE', 'SOCIAL_DOMAIN'],
    })
  })

  test(
    'nobody who moved away, left, died or objected is on a work list; a twin is by itself',
    async () => {
      const on = (await rowsOf(graph, 'outOfSight')).map(({ id }) => id)
      const idsOf = (names: readonly string[]) => Promise.all(names.map(graph.issueIdFor))

      for (const id of await idsOf(['isa', 'pien', 'mees', 'otis'])) expect(on).not.toContain(id)
      for (const id of await idsOf(['cato', 'eva', 'anna', 'jip'])) expect(on).not.toContain(id)
      expect((await rowsOf(graph, 'overdueVaccinations')).map(({ id }) => id)).not.toContain(
        await graph.issueIdFor('otis'),
      )
      expect(on.length).toBeGreaterThan(0)
    },
    PATIENCE,
  )
})
