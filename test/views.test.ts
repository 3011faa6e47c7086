import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'

const VIEWS = `query ($id: ID!, $asOf: AsOfInput) {
  child(id: $id, asOf: $asOf) { views { domain absence source freshAt linkCertainty detail } }
}`

/** `BIRTH_CARE NONE`, … */
function wordsOf(data: {
  readonly child: { readonly views: readonly { domain: string; absence: string }[] }
}) {
  return data.child.views.map(({ domain, absence }) => `${domain} ${absence}`)
}

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('the views of a child, $name', ({ apart }) => {
  let graph: Graph
  let anna: string

  beforeAll(async () => {
    graph = await openGraph({ apart })
    anna = await graph.idOf('anna')
  })
  afterAll(() => graph.close())

  test('a youth nurse is told of each domain by which registry, how fresh, and how sure', async () => {
    const { data, errors } = await graph.ask('youth-nurse', VIEWS, { id: anna })
    expect(errors).toEqual([])
    expect(data.child.views).toEqual(
      [
        ['BIRTH_CARE', 'birth-care-waterdam'],
        ['JGZ', 'jgz-waterdam'],
        ['CHILDCARE', 'childcare-waterdam'],
        ['SOCIAL_DOMAIN', 'youth-help-waterdam'],
      ].map(([domain, source]) => ({
        domain,
        source,
        absence: 'NONE',
        freshAt: expect.stringMatching(/^\d{4}-.*Z$/),
        linkCertainty: 'EXACT',
        detail: expect.stringMatching(/^Nothing is absent/),
      })),
    )
  })

  test('a midwife is told the same of what is not hers, and nobody was asked about that', async () => {
    const { data, errors, processings } = await graph.ask('midwife', VIEWS, { id: anna })
    expect(errors).toEqual([])
    expect(wordsOf(data)).toEqual([
      'BIRTH_CARE NONE',
      'JGZ NO_LEGAL_BASIS',
      'CHILDCARE NO_LEGAL_BASIS',
      'SOCIAL_DOMAIN NO_LEGAL_BASIS',
    ])
    expect(new Set(processings.map(({ registry }) => registry))).toEqual(
      new Set(['brp-waterdam', 'birth-care-waterdam']),
    )
  })

  test('MUST make no call to a source beside those that the record makes', async () => {
    const record = `birthCare { birth { date } pregnancy { dueDate } } jgz { contacts { date } }
      childcare { enrolments { from } } socialDomain { allocations { from } cases { openedOn } }`
    const of = async (selection: string) => {
      graph.requests('brp')
      graph.requests('birth-care')
      const query = `query ($id: ID!) { child(id: $id) { ${selection} } }`
      const { errors, processings } = await graph.ask('youth-nurse', query, { id: anna })
      expect(errors).toEqual([])
      const read = processings.map(({ registry }) => registry).sort()
      return { read, brp: graph.requests('brp'), birthCare: graph.requests('birth-care') }
    }
    const without = await of(record)
    expect(await of(`${record} views { absence }`)).toEqual(without)
    expect(without).toMatchObject({ brp: 1, birthCare: 1 })
  })

  test('of the past a registry that only knows now is down, and not taken for what it was', async () => {
    const asOf = { knownAt: '2024-01-01T00:00:00Z' }
    const { data, errors } = await graph.ask('youth-nurse', VIEWS, { id: anna, asOf })
    expect(errors).toEqual([])
    expect(wordsOf(data).slice(0, 2)).toEqual(['BIRTH_CARE SOURCE_DOWN', 'JGZ SOURCE_DOWN'])
    expect(wordsOf(data).slice(2).join()).not.toMatch(/NONE|SOURCE_DOWN/)
  })
})
