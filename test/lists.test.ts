import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../cli/sandbox-parts.ts'
import { Bsn } from '../privacy/bsn.ts'
import { generate } from '../sandbox/generate.ts'
import { REFERENCE_DATE } from '../sandbox/population.ts'
import { type Graph, openGraph } from './graph.ts'
import { compareLists } from './list-parity.ts'
import { CHILDREN } from './planted.ts'
import { IS_LONG } from './scale.ts'
import { openWire, type Wire } from './wire.ts'

const SOURCES: Readonly<Record<string, string>> = {
  BIRTH_CARE: 'BIRTH_CARE_FHIR_URL',
  JGZ: 'JGZ_EXTRACT_URL',
  CHILDCARE: 'database:childcare',
  SOCIAL_DOMAIN: 'database:social-domain',
}

let graph: Graph
const wires = new Map<string, Wire>()
let ids: readonly string[] = []

beforeAll(async () => {
  graph = await openGraph({
    apart: true,
    deadlineMs: 60_000,
    now: () => new Date(`${REFERENCE_DATE}T12:00:00Z`),
    listsFreshMs: 0,
    linked: (registry) => ({ ...registry, timeout: 30_000 }),
    async through(name, url) {
      if (!Object.values(SOURCES).includes(name)) return url
      const wire = await openWire(url)
      wires.set(name, wire)
      return wire.url
    },
  })
  const bsns = [...generate({ seed: SEED, children: CHILDREN })]
    .flatMap(({ pregnancies }) => pregnancies.flatMap(({ children }) => children))
    .flatMap(({ person }) => Bsn.parse(person?.bsn ?? '') ?? [])
  ids = await graph.withIndex((index) => index.idsOf(bsns))
}, 120_000)
afterAll(async () => {
  await graph?.close()
  for (const wire of wires.values()) await wire.close()
})

interface Row {
  readonly child: { readonly id: string }
}

test('MUST tell of each child what its own node tells, whoever it is', async () => {
  const compared = await compareLists(graph, ids)

  expect(ids.length).toBeGreaterThan(30)
  expect(Object.values(compared)).not.toContain(0)
}, 60_000)

const OUT = `query Out($filter: OutOfSightFilter, $first: Int, $after: ID, $order: WorkListOrder) {
  outOfSight(filter: $filter, first: $first, after: $after, order: $order) {
    total
    cannotTell
    areas { municipality postcode total }
    pageInfo { hasNextPage endCursor }
    domains { domain doubt }
    rows { since area { municipality postcode } child { id birthDate } sight { state } }
  }
}`

async function outOfSight(variables: object = {}, persona = 'youth-nurse') {
  const { data, codes } = await graph.ask(persona, OUT, variables)
  return { ...data?.outOfSight, codes }
}

describe('who is out of sight', () => {
  let before: unknown
  const all = { states: ['DUE', 'OUT_OF_SIGHT', 'CANNOT_TELL'] }

  test('otis is, and stands on the list once', async () => {
    before = await outOfSight({ first: 500 })
    const otis = await graph.issueIdFor('otis')
    const { rows, total, areas } = await outOfSight()
    const own = rows.filter(({ child }: Row) => child.id === otis)

    expect(own).toMatchObject([
      { sight: { state: 'OUT_OF_SIGHT' }, child: { birthDate: '2023-08-23' } },
    ])
    expect(rows).toHaveLength(total)
    const inAreas = areas.map((area: { total: number }) => area.total)
    expect(inAreas.reduce((sum: number, one: number) => sum + one, 0)).toBe(total)
  })

  test('pages one by one are the list, in either order', async () => {
    const { rows } = await outOfSight({ filter: all })
    for (const order of ['LONGEST_FIRST', 'NEWEST_FIRST']) {
      const told: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof outOfSight>> = await outOfSight({
          ...{ filter: all, first: 2, order, after },
        })
        expect(page.codes).toEqual([])
        told.push(...page.rows.map(({ child }: Row) => child.id))
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
      } while (after !== null)
      const expected = rows.map(({ child }: Row) => child.id)
      expect(told).toEqual(order === 'LONGEST_FIRST' ? expected : expected.toReversed())
    }
  })

  test('by age, area, and how long it is', async () => {
    const { rows } = await outOfSight({ filter: all })
    const [first] = rows
    const { municipality, postcode } = first.area
    const within = async (filter: object) =>
      (await outOfSight({ filter: { ...all, ...filter } })).rows as typeof rows

    const grown = await within({ ageMonths: { from: 18, to: 47 } })
    const born = (row: { child: { birthDate: string } }) => row.child.birthDate
    expect(grown.map(born)).toEqual(
      rows.map(born).filter((day: string) => day <= '2025-03-01' && day > '2022-09-01'),
    )
    expect(await within({ postcodes: [postcode] })).toContainEqual(first)
    expect(await within({ municipalities: [municipality], postcodes: [postcode] })).toContainEqual(
      first,
    )
    expect(await within({ municipalities: ['0001'] })).toEqual([])
    expect(await within({ minDays: 36_500 })).toEqual([])
  })

  test('MUST be written down as read, for who reads the page', async () => {
    const page = 'query { outOfSight { rows { child { id } } } }'
    const { data, processings } = await graph.ask('youth-nurse', page)
    const read = processings.filter(({ parts, outcome }) => {
      return parts.includes('presence') && outcome === 'read'
    })

    expect(data.outOfSight.rows.length).toBeGreaterThan(0)
    expect(new Set(read.map((one) => one.data_subject)).size).toBe(data.outOfSight.rows.length)
  })

  test('what no list has, and what lies elsewhere in time, is refused', async () => {
    expect((await outOfSight({ filter: { states: ['IN_SIGHT'] } })).codes).toEqual([
      'ARGUMENT_INVALID',
    ])
    expect((await outOfSight({ first: 0 })).codes).toEqual(['ARGUMENT_INVALID'])
    expect((await outOfSight({ after: 'bm8' })).codes).toEqual(['ARGUMENT_INVALID'])
    const asOf = 'query { outOfSight(asOf: { validAt: "2026-01-01T00:00:00Z" }) { total } }'
    expect((await graph.ask('youth-nurse', asOf)).codes).toEqual(['AS_OF_OUT_OF_REACH'])
  })

  test('MUST NOT be told to whom the policy grants no lists', async () => {
    for (const persona of ['midwife', 'childcare-mentor', 'neighbourhood-team-worker']) {
      expect((await outOfSight({}, persona)).codes, persona).toEqual(['FIELD_FORBIDDEN'])
    }
    // Others have no list in their schema.
    for (const persona of ['dashboard', 'analyst', 'linker']) {
      const { codes } = await outOfSight({}, persona)
      expect(codes, persona).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    }
  })

  test.each(Object.keys(SOURCES))(
    'MUST NOT be anybody while %s is down',
    async (domain) => {
      const wire = wires.get(SOURCES[domain] ?? '')
      await wire?.cut()
      const down = await outOfSight()
      await wire?.mend()

      expect(down.codes).toEqual([])
      expect(down.total).toBe(0)
      expect(down.rows).toEqual([])
      expect(down.cannotTell).toBeGreaterThan(0)
      expect(down.domains).toContainEqual({ domain, doubt: 'SOURCE_DOWN' })
    },
    60_000,
  )

  // A registry that was down is asked again after a while.
  test.runIf(IS_LONG)(
    'is as before when all are back',
    async () => {
      await expect
        .poll(async () => (await outOfSight()).domains, { timeout: 60_000, interval: 1_000 })
        .toEqual(Object.keys(SOURCES).map((domain) => ({ domain, doubt: null })))
      expect(await outOfSight({ first: 500 })).toEqual(before)
    },
    90_000,
  )
})
