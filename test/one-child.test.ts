import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'

const ONE_CHILD = readFileSync('docs/questions/1-one-child.graphql', 'utf8')

/** Something out of every subgraph. */
const BY_ID = `query ById($id: ID!) {
  child(id: $id) {
    id
    name { given family }
    birthDate
    residence { municipality { code } street }
    birthCare { pregnancy { dueDate visits { date } } birth { date gestationalAgeDays weightGrams rank } }
    jgz { contacts { date status } growth { weightGrams } vaccinations { given } referrals { toCode } }
    childcare { enrolments { from location { name } } attendance { month } }
    socialDomain { allocations { from } cases { openedOn } }
    timeline { speaksFor entries { at domain item { __typename } } }
  }
}`

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('one child across five registries, $name', ({ apart }) => {
  let graph: Graph
  let anna: string

  beforeAll(async () => {
    graph = await openGraph({ apart })
    anna = await graph.idOf('anna')
  })
  afterAll(() => graph.close())

  test('a youth nurse finds anna by name and birth date, with data of all five sources', async () => {
    const { data, errors } = await graph.ask('youth-nurse', ONE_CHILD)

    expect(errors).toEqual([])
    const [child] = data.findChildren
    expect(child.name).toEqual({ given: 'Anna', prefix: 'de', family: 'Vries' })
    expect(child.birthCare.birth).toMatchObject({ date: '2023-01-17', place: 'HOME' })
    expect(child.birthCare.pregnancy.visits.length).toBeGreaterThan(5)
    expect(child.jgz.contacts.length).toBeGreaterThan(10)
    expect(child.jgz.growth.length).toBeGreaterThan(3)
    expect(child.jgz.vaccinations.every((one: { given: boolean }) => one.given)).toBe(true)
    expect(child.childcare.enrolments.some((one: { vveGroup: boolean }) => one.vveGroup)).toBe(true)
    expect(child.childcare.attendance.length).toBeGreaterThan(10)
    expect(child.socialDomain.allocations).toHaveLength(2)
    expect(child.socialDomain.allocations.map(({ stop }: { stop: string }) => stop)).toContain(null)
    expect(child.socialDomain.cases).toHaveLength(1)
  })

  test('her id is the same for everybody, always', async () => {
    const midwife = await graph.ask(
      'midwife',
      ONE_CHILD.replace(/residence \{[^}]*\{[^}]*\}\s*\}/, ''),
    )

    expect(midwife.data.findChildren[0].id).toBe(anna)
    expect(await graph.idOf('anna')).toBe(anna)
  })

  test('MUST ask each source at most once in each wave of the plan', async () => {
    graph.requests('brp')
    graph.requests('birth-care')
    const { errors, processings } = await graph.ask('youth-nurse', BY_ID, { id: anna })

    expect(errors).toEqual([])
    expect(graph.requests('brp')).toBe(1)
    expect(graph.requests('birth-care')).toBe(1)
    const registries = processings.map(({ registry }) => registry).sort()
    expect(registries).toEqual([
      'birth-care-waterdam',
      'brp-waterdam',
      'childcare-waterdam',
      'jgz-waterdam',
      'wijkteam-waterdam',
      'youth-help-waterdam',
    ])
  })

  test('MUST write down each reading of a child, with what was asked and never who she is', async () => {
    const { processings, data } = await graph.ask(
      'youth-nurse',
      `query($id: ID!) { child(id: $id) { jgz { growth { weightGrams } vaccinations { date } } } }`,
      { id: anna },
    )

    expect(data.child.jgz.growth.length).toBeGreaterThan(0)
    expect(processings).toMatchObject([
      { registry: 'brp-waterdam', outcome: 'read', processing_activity: 'youth-health-care' },
      { registry: 'jgz-waterdam', parts: ['growth', 'vaccinations'], outcome: 'read' },
    ])
    expect(JSON.stringify(processings)).not.toMatch(/(?<![0-9a-f])9999\d{5}(?![0-9a-f])/)
    expect(JSON.stringify(processings)).not.toContain(anna)
    expect(new Set(processings.map(({ data_subject }) => data_subject)).size).toBe(1)
  })

  test('the timeline is one line, oldest first, out of all domains', async () => {
    const { data, errors } = await graph.ask('youth-nurse', BY_ID, { id: anna })
    expect(errors).toEqual([])
    const { entries, speaksFor } = data.child.timeline
    const days = entries.map(({ at }: { at: string }) => at)

    expect(speaksFor).toEqual(['BIRTH_CARE', 'JGZ', 'CHILDCARE', 'SOCIAL_DOMAIN'])
    expect(days).toEqual([...days].sort())
    expect(new Set(entries.map(({ domain }: { domain: string }) => domain))).toEqual(
      new Set(speaksFor),
    )
    expect(entries.map((entry: { item: { __typename: string } }) => entry.item.__typename)).toEqual(
      expect.arrayContaining([
        'BirthItem',
        'ContactItem',
        'EnrolmentItem',
        'SupportItem',
        'CaseItem',
      ]),
    )
  })

  test('the same child under two aliases is asked for once', async () => {
    graph.requests('birth-care')
    const { data, processings } = await graph.ask(
      'youth-nurse',
      `query($id: ID!) {
        one: child(id: $id) { birthCare { birth { weightGrams } } }
        two: child(id: $id) { birthCare { birth { weightGrams } } }
      }`,
      { id: anna },
    )

    expect(data.one).toEqual(data.two)
    expect(graph.requests('birth-care')).toBe(1)
    expect(processings).toHaveLength(2)
  })

  describe('what is not granted is denied', () => {
    test('a midwife sees the birth, is told that growth is not for her, and JGZ is not asked', async () => {
      const { data, codes, processings } = await graph.ask('midwife', BY_ID, { id: anna })

      expect(data.child.birthCare.birth.date).toBe('2023-01-17')
      expect(data.child).toMatchObject({
        jgz: null,
        childcare: null,
        socialDomain: null,
        residence: null,
      })
      expect(data.child.timeline.speaksFor).toEqual(['BIRTH_CARE'])
      expect(codes).toEqual(['FIELD_FORBIDDEN'])
      expect(processings.map(({ registry }) => registry).sort()).toEqual([
        'birth-care-waterdam',
        'brp-waterdam',
      ])
    })

    test('a childcare mentor sees whether a child takes part in VVE, and nothing else of JGZ', async () => {
      const { data, errors, processings } = await graph.ask(
        'childcare-mentor',
        `query($id: ID!) { child(id: $id) { jgz { vve { takesPart } growth { weightGrams } } } }`,
        { id: anna },
      )

      expect(data.child.jgz).toEqual({ vve: { takesPart: true }, growth: null })
      expect(errors).toMatchObject([
        { path: ['child', 'jgz', 'growth'], extensions: { code: 'FIELD_FORBIDDEN' } },
      ])
      expect(processings.find(({ registry }) => registry === 'jgz-waterdam')?.parts).toEqual([
        'vve',
      ])
    })

    test.each(['dashboard', 'analyst', 'linker'])(
      'a %s reads no person at all, and has no field for it',
      async (persona) => {
        const { data, codes, processings } = await graph.ask(persona, BY_ID, { id: anna })

        expect(data).toBeNull()
        expect(codes).toEqual(['GRAPHQL_VALIDATION_FAILED'])
        expect(processings).toEqual([])
      },
    )

    test.each(['dashboard', 'analyst', 'linker'])(
      'a %s sees which registries are linked',
      async (persona) => {
        const { data, errors } = await graph.ask(persona, '{ registries { name domain format } }')

        expect(errors).toEqual([])
        expect(data.registries).toHaveLength(9)
      },
    )
  })

  describe('what is not sure is null with a reason', () => {
    test('MUST answer the same for an unknown child and for one that may not be seen', async () => {
      // Isa moved away: she exists, and has an id, and is not for Waterdam any more.
      const unknown = await graph.ask('youth-nurse', BY_ID, {
        id: '00000000-0000-4000-8000-000000000000',
      })
      const elsewhere = await graph.ask('youth-nurse', BY_ID, { id: await graph.issueIdFor('isa') })

      expect(unknown.codes).toEqual(['CHILD_UNKNOWN'])
      expect(elsewhere.text).toBe(unknown.text)
      // Anna is, and has nothing to do with this organisation.
      const notHers = await graph.ask('youth-nurse-elsewhere', BY_ID, { id: anna })
      expect(notHers.text).toBe(unknown.text)
      expect(notHers.processings).toMatchObject([{ registry: 'brp-waterdam', outcome: 'unlinked' }])
      expect(unknown.data).toEqual({ child: null })
    })

    test('an adopted child has no birth, and everything else', async () => {
      const { data, errors } = await graph.ask('youth-nurse', BY_ID, {
        id: await graph.idOf('finn'),
      })

      expect(errors).toEqual([])
      expect(data.child.birthCare).toBeNull()
      expect(data.child.jgz.contacts.length).toBeGreaterThan(0)
      expect(data.child.timeline.speaksFor).not.toContain('BIRTH_CARE')
    })

    test('a secret address is shown nowhere', async () => {
      const { data, text } = await graph.ask('youth-nurse', BY_ID, {
        id: await graph.idOf('hanna'),
      })

      expect(data.child.name.given).toBe('Hanna')
      expect(data.child.residence).toBeNull()
      expect(text).not.toMatch(/"street":"/)
    })

    test('a child whose birth recorded no BSN is found by way of the mother', async () => {
      const { data } = await graph.ask('youth-nurse', BY_ID, { id: await graph.idOf('noor') })

      expect(data.child.birthCare.birth.date).toBe('2025-08-21')
    })

    test('a child that moved in has no birth here', async () => {
      const { data, errors } = await graph.ask('youth-nurse', BY_ID, {
        id: await graph.idOf('jip'),
      })

      expect(errors).toEqual([])
      expect(data.child.birthCare).toEqual({ pregnancy: null, birth: null })
    })
  })

  test('MUST NOT show a BSN to anybody', async () => {
    for (const persona of [
      'youth-nurse',
      'midwife',
      'childcare-mentor',
      'neighbourhood-team-worker',
    ]) {
      const { text } = await graph.ask(persona, BY_ID, { id: anna })
      expect(text).not.toMatch(/(?<!\d)9999\d{5}(?!\d)/)
    }
  })
})

describe('a registry without an agreement for this purpose', () => {
  let graph: Graph
  afterAll(() => graph.close())

  test('MUST NOT be called', async () => {
    graph = await openGraph({ agreements: (registry) => !/^(birth-care|wijkteam)/.test(registry) })
    const id = await graph.idOf('anna')
    graph.requests('birth-care')
    const { data, codes, processings } = await graph.ask('youth-nurse', BY_ID, { id })

    expect(codes).toEqual(['AGREEMENT_MISSING'])
    expect(data.child.birthCare).toEqual({ pregnancy: null, birth: null })
    expect(data.child.jgz.contacts.length).toBeGreaterThan(0)
    expect(data.child.socialDomain.cases).toBeNull()
    expect(data.child.socialDomain.allocations).toHaveLength(2)
    expect(graph.requests('birth-care')).toBe(0)
    expect(processings.map(({ registry }) => registry)).not.toContain('birth-care-waterdam')
    expect(data.child.timeline.speaksFor).not.toContain('BIRTH_CARE')
  })
})
