import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Graph, openGraph } from './graph.ts'
import { openOwnTown } from './own-town.ts'
import { cases } from './scale.ts'

/** What the registries say of one child, with enough in each to be recognised by. */
const OF_ONE_CHILD = `query ($id: ID!, $asOf: AsOfInput) {
  child(id: $id, asOf: $asOf) {
    birthCare { birth { date weightGrams } pregnancy { dueDate } }
    jgz { contacts { date } growth { weightGrams } vaccinations { date lotNumber } }
    childcare { enrolments { from location { name } } attendance { month attendedHours } }
    socialDomain { allocations { allocatedAt from provider } }
    timeline { entries { at domain } }
  }
}`
const IDENTITIES = `query ($id: ID!) {
  child(id: $id) { id identities { domain registry pseudonym kind validFrom validTo link {
    id certainty score ruleVersion decidedBy decidedAt evidence { field agreement weight } history { at what reason }
  } } }
}`
const BREAK = `mutation ($link: ID!, $reason: String!) {
  breakLink(link: $link, reason: $reason) { id certainty decidedBy history { what reason } }
}`
const RESTORE = `mutation ($link: ID!, $reason: String!) {
  restoreLink(link: $link, reason: $reason) { id certainty }
}`
const REASON = 'The parents say that it is not theirs.'

interface IdentityTold {
  registry: string
  domain: string
  pseudonym: string
  link: { id: string }
}

describe.each([
  { name: 'in one process', apart: false },
  { name: 'with each subgraph behind its own socket', apart: true },
])('links, $name', ({ apart }) => {
  let town: Awaited<ReturnType<typeof openOwnTown>>
  let graph: Graph
  let anna: string
  let strangers: readonly string[]

  beforeAll(async () => {
    // Its own: what other tests deliver of a child is linked to it.
    town = await openOwnTown(60)
    graph = await openGraph({ town, apart })
    anna = await graph.idOf('anna')
    strangers = await graph.strangers()
  })
  afterAll(async () => {
    await graph?.close()
    await town?.close()
  })

  async function identities(id = anna): Promise<readonly IdentityTold[]> {
    const { data, codes } = await graph.ask('linker', IDENTITIES, { id })
    expect(codes).toEqual([])
    return data.child.identities
  }

  /** Somebody of whom no other test asks, and of whom this domain says something that nobody else says. */
  async function somebodyKnownTo(domain: string) {
    for (const id of strangers) {
      const before = await graph.ask('youth-nurse', OF_ONE_CHILD, { id })
      const { child } = before.data ?? {}
      if (!child || before.errors.length > 0) continue
      const others = othersOf(child, domain)
      if (valuesOf(child, domain).some((value) => !others.includes(value))) return { id, before }
    }
    const { errors } = await graph.ask('youth-nurse', OF_ONE_CHILD, { id: strangers[0] })
    throw new Error(`nobody is known to ${domain}: ${JSON.stringify(errors)}`)
  }

  test('the linker sees by which pseudonyms the registries know anna, and nothing else of her', async () => {
    const told = await identities()
    const { text } = await graph.ask('linker', IDENTITIES, { id: anna })

    expect(told.map(({ registry }) => registry).sort()).toEqual([
      'birth-care-waterdam',
      'brp-waterdam',
      'childcare-waterdam',
      'jgz-waterdam',
      'wijkteam-waterdam',
      'youth-help-waterdam',
    ])
    const by = (name: string) => told.find(({ registry }) => registry === name)
    expect(by('brp-waterdam')).toMatchObject({
      domain: null,
      kind: 'PERSON_PSEUDONYM',
      link: { certainty: 'EXACT', ruleVersion: 'P1/1', history: [{ what: 'PROMOTED_AT_BIRTH' }] },
    })
    expect(by('birth-care-waterdam')).toMatchObject({
      kind: 'BIRTH_RECORD',
      link: { certainty: 'EXACT', ruleVersion: 'U1/1', decidedBy: 'RULE' },
    })
    for (const one of told) {
      expect(one.pseudonym).toMatch(/^[\w-]{22}$/)
      if (one.domain === null || one.domain === 'BIRTH_CARE') continue
      expect(one).toMatchObject({
        kind: 'PERSON_PSEUDONYM',
        link: { certainty: 'EXACT', ruleVersion: 'R1/1', decidedBy: 'RULE', history: [] },
      })
    }
    expect(text).not.toMatch(/Anna|Vries|2023-01-17|(?<![0-9a-f])9999\d{5}(?![0-9a-f])/)
  })

  test('MUST show the linker nothing of who a child is, or of what a domain has', async () => {
    const { errors } = await graph.ask(
      'linker',
      'query ($id: ID!) { child(id: $id) { name { given } birthDate jgz { contacts { date } } } }',
      { id: anna },
    )
    // To this audience, there is no such field.
    expect(errors.map(({ message }) => message).join()).toMatch(/Cannot query field|not valid/)
  })

  test.each(['youth-nurse', 'midwife', 'dashboard', 'analyst'])(
    'MUST show a %s no case, no identity and no way to decide',
    async (persona) => {
      for (const query of [
        'query { linkCases { cases { id } } }',
        `query { child(id: "${anna}") { identities { pseudonym } } }`,
        `mutation { breakLink(link: "${anna}", reason: "${REASON}") { id } }`,
        `mutation { restoreLink(link: "${anna}", reason: "${REASON}") { id } }`,
        `mutation { decideLink(case: "${anna}", certainty: NONE, reason: "${REASON}") { id } }`,
      ]) {
        const { data, errors } = await graph.ask(persona, query)
        expect(errors.length).toBeGreaterThan(0)
        expect(JSON.stringify(data ?? null)).not.toMatch(/pseudonym":"|"id"/)
      }
    },
  )

  test.each([
    ['jgz-waterdam', 'JGZ', ['contacts', 'growth', 'vaccinations']],
    ['childcare-waterdam', 'CHILDCARE', ['enrolments', 'attendance']],
    ['youth-help-waterdam', 'SOCIAL_DOMAIN', ['allocations']],
    ['birth-care-waterdam', 'BIRTH_CARE', ['birth', 'pregnancy']],
  ])(
    'broken for %s MUST leave nothing of it in any answer, until it is restored',
    async (registry, domain) => {
      const { id, before } = await somebodyKnownTo(domain)
      const planted = valuesOf(before.data.child, domain)
      const link = (await identities(id)).find((one) => one.registry === registry)?.link.id

      const knownAt = new Date().toISOString()
      const broken = await graph.ask('linker', BREAK, { link, reason: REASON })
      expect(broken.codes).toEqual([])
      expect(broken.data.breakLink).toMatchObject({
        id: link,
        certainty: 'NONE',
        decidedBy: 'PERSON',
        history: [
          ...Array(broken.data.breakLink.history.length - 1).fill({}),
          { what: 'BROKEN', reason: REASON },
        ],
      })
      const decided = broken.processings.map(({ registry, outcome }) => `${registry} ${outcome}`)
      expect(decided.some((one) => one.startsWith('child'))).toBe(true)

      const after = await graph.ask('youth-nurse', OF_ONE_CHILD, { id })
      const only = planted.filter((value) => !othersOf(before.data.child, domain).includes(value))
      expect(only.length).toBeGreaterThan(0)
      for (const value of only) expect(after.text).not.toContain(value)
      expect(after.processings.map((one) => one.registry)).not.toContain(registry)
      expect((await identities(id)).map((one) => one.registry)).not.toContain(registry)

      if (domain === 'CHILDCARE') {
        const then = await graph.ask('youth-nurse', CHILDCARE_ONLY, { id, asOf: { knownAt } })
        expect(then.data.child.childcare).toEqual(before.data.child.childcare)
      }
      const restored = await graph.ask('linker', RESTORE, { link, reason: 'It was hers.' })
      expect(restored.data.restoreLink).toEqual({ id: link, certainty: 'EXACT' })
      expect((await graph.ask('youth-nurse', OF_ONE_CHILD, { id })).text).toBe(before.text)
    },
  )

  test('MUST answer at any moment with what is not broken, and with nothing else, in whatever order', {
    timeout: 1_800_000,
  }, async () => {
    const { id, before } = await somebodyKnownTo('CHILDCARE')
    // Without the person whom a child turned out to be, there is nobody to ask of.
    const inDomains = (await identities(id)).filter(({ domain }) => domain !== null)
    const registries = inDomains.map(({ registry, domain, link }) => ({
      registry,
      domain,
      link: link.id,
    }))
    const broken = new Set<string>()
    const turn = fc.nat({ max: registries.length - 1 })

    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 4 }), async (turns) => {
        for (const at of turns) {
          const { registry, link } = registries[at] ?? { registry: '', link: '' }
          const isBroken = broken.has(registry)
          const change = isBroken ? RESTORE : BREAK
          const { codes } = await graph.ask('linker', change, { link, reason: REASON })
          expect(codes).toEqual([])
          if (isBroken) broken.delete(registry)
          else broken.add(registry)
        }
        const now = await graph.ask('youth-nurse', OF_ONE_CHILD, { id })
        const told = registries.filter((one) => !broken.has(one.registry))
        const domains = new Set(told.map(({ domain }) => domain))
        const allowed = [...domains].flatMap((domain) => valuesOf(before.data.child, domain))
        for (const domain of Object.keys(FIELD_OF)) {
          const field = FIELD_OF[domain] ?? ''
          const all = registries.filter((one) => one.domain === domain)
          const isWhole = all.every((one) => !broken.has(one.registry))
          if (isWhole) expect(now.data.child[field]).toEqual(before.data.child[field])
          if (domains.has(domain)) continue
          const secret = valuesOf(before.data.child, domain).filter((one) => !allowed.includes(one))
          for (const value of secret) expect(now.text).not.toContain(value)
        }
        const asked = now.processings.map(({ registry }) => registry)
        for (const registry of broken) expect(asked).not.toContain(registry)
      }),
      { numRuns: cases(5, 200) },
    )
    for (const { registry, link } of registries) {
      if (broken.has(registry)) await graph.ask('linker', RESTORE, { link, reason: REASON })
    }
    expect((await graph.ask('youth-nurse', OF_ONE_CHILD, { id })).text).toBe(before.text)
  })

  test('that is not one is unknown, whatever its id looks like', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000'
    const unknown = await graph.ask('linker', BREAK, { link: nobody, reason: REASON })
    expect(unknown.codes).toEqual(['LINK_UNKNOWN'])
    expect(unknown.data).toEqual({ breakLink: null })
    for (const link of ['nonsense', '', anna]) {
      expect((await graph.ask('linker', BREAK, { link, reason: REASON })).text).toBe(unknown.text)
    }
  })

  test('mutations are made one after the other', async () => {
    const link = (await identities(strangers[0])).find(
      ({ registry }) => registry === 'wijkteam-waterdam',
    )?.link.id
    const { data, codes } = await graph.ask(
      'linker',
      `mutation ($link: ID!) {
        a: breakLink(link: $link, reason: "Not hers.") { certainty }
        b: restoreLink(link: $link, reason: "Hers after all.") { certainty }
        c: breakLink(link: $link, reason: "Not hers.") { certainty }
        d: restoreLink(link: $link, reason: "Hers after all.") { certainty }
      }`,
      { link },
    )

    expect(codes).toEqual([])
    expect(Object.values(data).map((one) => (one as { certainty: string }).certainty)).toEqual([
      'NONE',
      'EXACT',
      'NONE',
      'EXACT',
    ])
  })

  test('many children are told in the order of their ids, and who is not theirs is null at its place', async () => {
    const [bram, finn] = [await graph.idOf('bram'), await graph.idOf('finn')]
    const ids = [finn, '00000000-0000-4000-8000-000000000000', anna, bram, anna, 'nonsense']
    const { data, errors } = await graph.ask(
      'youth-nurse',
      'query ($ids: [ID!]!) { children(ids: $ids) { id name { given } jgz { contacts { date } } } }',
      { ids },
    )

    expect(data.children.map((one: { id: string } | null) => one?.id ?? null)).toEqual([
      finn,
      null,
      anna,
      bram,
      anna,
      null,
    ])
    expect(data.children[2].jgz.contacts.length).toBeGreaterThan(5)
    expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions])).toEqual([
      ['children.1', { code: 'CHILD_UNKNOWN', subgraph: 'child' }],
      ['children.5', { code: 'CHILD_UNKNOWN', subgraph: 'child' }],
    ])
    const tooMany = await graph.ask(
      'youth-nurse',
      'query ($ids: [ID!]!) { children(ids: $ids) { id } }',
      {
        ids: Array(501).fill(anna),
      },
    )
    expect(tooMany.codes).toEqual(['ARGUMENT_INVALID'])
  })
})

const CHILDCARE_ONLY = `query ($id: ID!, $asOf: AsOfInput) {
  child(id: $id, asOf: $asOf) { childcare { enrolments { from location { name } } attendance { month attendedHours } } }
}`

const FIELD_OF: Readonly<Record<string, string>> = {
  BIRTH_CARE: 'birthCare',
  JGZ: 'jgz',
  CHILDCARE: 'childcare',
  SOCIAL_DOMAIN: 'socialDomain',
}

/** Every text and number that a domain says, as it stands in an answer. */
function valuesOf(child: Record<string, unknown>, domain: string): readonly string[] {
  return leaves(child[FIELD_OF[domain] ?? ''])
}

function othersOf(child: Record<string, unknown>, domain: string): readonly string[] {
  const others = Object.keys(FIELD_OF).filter((one) => one !== domain)
  return others.flatMap((one) => valuesOf(child, one))
}

function leaves(value: unknown): readonly string[] {
  if (value === null || value === undefined) return []
  if (typeof value === 'object') return Object.values(value).flatMap(leaves)
  return [JSON.stringify(value)].filter((text) => text.length > 3)
}
