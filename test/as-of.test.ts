import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'

const ANNA = `query ($id: ID!, $asOf: AsOfInput) {
  child(id: $id, asOf: $asOf) {
    id
    name { family }
    jgz { contacts { date } }
    childcare { enrolments { from } }
    socialDomain { allocations { from recordedAt } cases { openedOn } }
  }
}`

const OF_EVERY_SOURCE = `query ($id: ID!, $asOf: AsOfInput) {
  child(id: $id, asOf: $asOf) {
    name { family }
    residences { from }
    birthCare { birth { date } }
    jgz { growth { measuredOn } }
    sight { state because { cause domain } }
    vaccinationStatus { schedule }
    vvePlacement { state }
    childcareAccess { standsAt }
    views { domain absence }
  }
}`

const LONG_AGO = 'asOf: { knownAt: "2019-01-01T00:00:00Z" }'

/** Of what is kept of now alone. */
const OF_NOW = [
  ['linker', 'linkCases', `linkCases(${LONG_AGO}) { hasNext }`],
  ['linker', 'registries', `registries(${LONG_AGO}) { name }`],
  ['privacy-officer', 'breakGlasses', `breakGlasses(${LONG_AGO}) { id }`],
  ['privacy-officer', 'whoLooked', `whoLooked(child: "nobody", ${LONG_AGO}) { at }`],
  ['analyst', 'indicators', `indicators(${LONG_AGO}) { id }`],
  ['analyst', 'cohorts', `cohorts(${LONG_AGO}) { id }`],
  ['analyst', 'referenceEvents', `referenceEvents(${LONG_AGO}) { id }`],
  ['analyst', 'publicQueries', `publicQueries(${LONG_AGO}) { id }`],
  ['analyst', 'replay', `replay(receipt: "none", ${LONG_AGO}) { same }`],
  [
    'youth-nurse',
    'childcareLocations',
    `childcareLocations(municipality: "9999", ${LONG_AGO}) { total }`,
  ],
] as const

test('each root field takes a moment', () => {
  for (const audience of ['professional', 'dashboard', 'linker', 'analyst']) {
    const schema = buildSchema(
      readFileSync(`schema/generated/audience-${audience}.graphql`, 'utf8'),
      { assumeValidSDL: true },
    )
    const fields = Object.values(schema.getQueryType()?.getFields() ?? {})
    const without = fields.filter(({ args }) => !args.some(({ name }) => name === 'asOf'))

    expect(fields.length).toBeGreaterThan(3)
    expect(without.map(({ name }) => name)).toEqual([])
  }
})

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('a child as of a moment, $name', ({ apart }) => {
  let graph: Graph
  let anna: string

  beforeAll(async () => {
    graph = await openGraph({ apart })
    anna = await graph.idOf('anna')
  })
  afterAll(() => graph.close())

  const about = async (asOf?: object) => graph.ask('youth-nurse', ANNA, { id: anna, asOf })

  test('is told by what was delivered as it had been told by then', async () => {
    // Each answer says since when it was told so; just before that, it was told otherwise or not at all.
    const moments: string[] = []
    for (let answer = await about(); ; ) {
      const [first] = answer.data.child.socialDomain.allocations ?? []
      if (!first) break
      expect(moments.every((moment) => first.recordedAt < moment)).toBe(true)
      moments.push(first.recordedAt)
      const justBefore = new Date(Date.parse(first.recordedAt) - 1).toISOString()
      answer = await about({ knownAt: justBefore })
      expect(answer.data.child.id).toBe(anna)
    }
    expect(moments.length).toBeGreaterThan(1)
    const again = await about({ knownAt: moments.at(-1) })
    expect(again.data.child.socialDomain.allocations[0].recordedAt).toBe(moments.at(-1))

    const old = await about({ validAt: '2019-01-01T00:00:00Z' })
    expect(old.data.child.socialDomain).toEqual({ allocations: null, cases: null })
    expect(old.data.child.childcare.enrolments).toBeNull()
  })

  test('MUST NOT be told by a registry that only knows now, and it says so', async () => {
    graph.requests('brp')
    const { data, errors, processings } = await about({ knownAt: '2024-01-01T00:00:00Z' })
    expect(data.child).toMatchObject({ id: anna, name: null, jgz: { contacts: null } })
    expect(errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          path: ['child', 'name'],
          extensions: { code: 'AS_OF_OUT_OF_REACH', registry: 'brp-waterdam', subgraph: 'child' },
        }),
        expect.objectContaining({
          path: ['child', 'jgz', 'contacts'],
          extensions: { code: 'AS_OF_OUT_OF_REACH', registry: 'jgz-waterdam', subgraph: 'jgz' },
        }),
      ]),
    )
    expect(processings.map(({ registry }) => registry)).not.toContain('jgz-waterdam')
    expect(graph.requests('brp')).toBe(1) // whether the child may be seen today
  })

  test('MUST say of each source that knows of now alone that it cannot reach back, and tell nothing of it', async () => {
    const { data, errors } = await graph.ask('youth-nurse', OF_EVERY_SOURCE, {
      id: anna,
      asOf: { knownAt: '2024-01-01T00:00:00Z' },
    })
    const registries = errors.map(({ extensions }) => extensions as Record<string, string>)

    expect(new Set(registries.map(({ code }) => code))).toEqual(new Set(['AS_OF_OUT_OF_REACH']))
    expect(new Set(registries.map(({ registry }) => registry))).toEqual(
      new Set(['brp-waterdam', 'birth-care-waterdam', 'jgz-waterdam', 'brp-history-waterdam']),
    )
    expect(data.child).toMatchObject({
      residences: null,
      birthCare: { birth: null },
      jgz: { growth: null },
      // Who was born when is not known then, so that nothing is reckoned: and nobody is out of sight.
      sight: { state: 'CANNOT_TELL' },
      vaccinationStatus: null,
      vvePlacement: { state: 'CANNOT_TELL' },
      childcareAccess: null,
    })
    expect(data.child.views.map((view: { absence: string }) => view.absence)).toContain(
      'SOURCE_DOWN',
    )
  })

  test('MUST be of one moment, that has come', async () => {
    const two = `query ($id: ID!) {
      a: child(id: $id, asOf: { knownAt: "2024-01-01T00:00:00Z" }) { id }
      b: child(id: $id) { id }
    }`
    const differing = await graph.ask('youth-nurse', two, { id: anna })
    expect(differing).toMatchObject({ data: null, codes: ['AS_OF_DIFFERS'], processings: [] })
    const ahead = await about({ validAt: new Date(Date.now() + 60_000).toISOString() })
    expect(ahead).toMatchObject({ data: null, codes: ['AS_OF_IN_FUTURE'], processings: [] })
  })

  test.each(OF_NOW)(
    'MUST be refused to a %s by %s, which is of now',
    async (persona, field, query) => {
      const { data, codes } = await graph.ask(persona, `{ ${query} }`)
      expect(codes).toEqual(['AS_OF_OUT_OF_REACH'])
      expect(data).toEqual({ [field]: null })
    },
  )

  test('before the map of offers came there was none to tell of; nor was anything linked', async () => {
    const offers = `{
      supportOffers(municipality: "9999", ${LONG_AGO}) { id }
      offerGaps(municipality: "9999", areas: ["1001"], ${LONG_AGO}) { verdict }
    }`
    const quality = `{ linkageQuality(${LONG_AGO}) { registry } }`
    const { data } = await graph.ask('youth-nurse', offers)
    const verdicts = data.offerGaps.map(({ verdict }: { verdict: string }) => verdict)

    expect(data.supportOffers).toEqual([])
    expect(new Set(verdicts)).toEqual(new Set(['CANNOT_TELL']))
    expect((await graph.ask('linker', quality)).data).toEqual({ linkageQuality: [] })
    expect(
      (await graph.ask('linker', '{ linkageQuality { registry } }')).data.linkageQuality.length,
    ).toBeGreaterThan(0)
  })
})
