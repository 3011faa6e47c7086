import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import type { Accounting, Act, Outcome } from '../../privacy/accounting.ts'
import { Bsn } from '../../privacy/bsn.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import { openKeyring, openReference } from '../../privacy/sealed-reference.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { childWith, familyOf, MOTHER, RESIDENCE } from '../../sandbox/fixture-family.ts'
import { compiled, type Run } from '../../schema/compiled.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { linkOf } from '../../test/links.ts'
import { type Population, servePopulation } from '../../test/population.ts'
import type { OpenSubgraph } from '../build.ts'
import { openChildIndex } from './child-index.ts'
import { openChild } from './subgraph.ts'

const CHILD = '999990019'
const TWIN = '999990081'
const ELSEWHERE = '999990093'
const ADOPTED = '999990317'
const TWELVE = [
  '999990111',
  '999990123',
  '999990135',
  '999990147',
  '999990159',
  '999990160',
  '999990172',
  '999990184',
  '999990196',
  '999990202',
  '999990214',
  '999990226',
] as const
const NEVER_ISSUED = '00000000-0000-4000-8000-000000000000'
const FAMILIES = [
  familyOf([childWith({}), childWith({ person: { bsn: TWIN } })]),
  familyOf([childWith({ person: { bsn: ELSEWHERE } })], {
    number: 1,
    mother: { ...MOTHER, bsn: '999990068' },
    residences: [{ ...RESIDENCE, municipality: { code: '9998', name: 'Oeverzande' } }],
  }),
  familyOf(
    [
      childWith({
        person: { bsn: ADOPTED, birthDate: '2024-05-05' },
        custody: {
          kind: 'adoption',
          since: '2024-07-10',
          carers: [{ ...MOTHER, bsn: '999990329' }],
          residence: RESIDENCE,
        },
      }),
    ],
    { number: 2, mother: { ...MOTHER, bsn: '999990330' } },
  ),
  familyOf(
    TWELVE.map((bsn, i) => {
      const given = `${i < 5 ? 'Aa' : 'Bo'} ${'abcdefghijkl'.charAt(i)}`
      const name = { given, initials: '', prefix: null, family: 'Talrijk' }
      return childWith({ person: { bsn, name } })
    }),
    { number: 3, mother: { ...MOTHER, bsn: null } },
  ),
]
const INDEX_KEY = new Uint8Array(64).fill(7)
const KEYRINGS = {
  'birth-care': openKeyring(new Uint8Array(64).fill(1)),
  jgz: openKeyring(new Uint8Array(64).fill(2)),
  childcare: openKeyring(new Uint8Array(64).fill(3)),
  'social-domain': openKeyring(new Uint8Array(64).fill(4)),
}
const LINKS = [
  linkOf('midwives', 'birth-care'),
  linkOf('jgz-extract', 'jgz'),
  linkOf('jgz-dossiers', 'jgz'),
  linkOf('nursery', 'childcare'),
  linkOf('lrk', 'childcare', 'lrk'),
  linkOf('youth-help', 'social-domain'),
]
const NURSE: Viewer = {
  id: 'u1',
  organisation: 'ura:00009999',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
}
const EVERYTHING = `
  id name { given prefix family } sex birthDate deathDate residence { postcode }
  birthCareRef jgzRef childcareRef socialDomainRef`
const CHILD_BY_ID = `query ($id: ID!) { child(id: $id) { ${EVERYTHING} } }`

let database: TestDatabase
let register: Population
let open: OpenSubgraph
let run: Run
const told: ProcessingRecord[] = []
const ids: Record<string, string> = {}

beforeAll(async () => {
  database = await makeDatabase()
  register = await servePopulation(FAMILIES)
  open = await openChild({
    registry: {
      name: 'brp',
      url: register.url,
      timeout: 5_000,
      freshness: { promised: 24 },
    } as Registry,
    links: LINKS,
    databaseUrl: database.url,
    indexKey: INDEX_KEY,
    keyrings: KEYRINGS,
    birthCareStoreKey: new Uint8Array(64).fill(9),
  })
  run = compiled(open.schema)
  const index = await openChildIndex({ databaseUrl: database.url, key: INDEX_KEY })
  const persons = [CHILD, TWIN, ELSEWHERE, ADOPTED]
  const issued = await index.idsOf(persons.map((bsn) => Bsn.parse(bsn)).filter((bsn) => !!bsn))
  for (const [i, bsn] of persons.entries()) ids[bsn] = issued[i] ?? ''
  await index.close()
})
afterAll(async () => {
  await open?.close()
  await register?.close()
  await database?.drop()
})
beforeEach(() => {
  told.splice(0)
  register.questions.splice(0)
})

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  readonly data: any
  readonly codes: readonly unknown[]
  readonly text: string
}

async function ask(
  query: string,
  variables: Record<string, unknown> = {},
  change: Partial<ReadingContext> = {},
): Promise<Answer> {
  const context = open.contextOf({
    viewer: NURSE,
    traceId: 'a'.repeat(32),
    signal: new AbortController().signal,
    agreements: () => true,
    accounting: accountsInto(told),
    ...change,
  })
  const answer = await run({ query, variables }, context)
  const text = JSON.stringify(answer)
  const codes = (answer.errors ?? []).map(({ extensions }) => extensions.code)
  return { data: JSON.parse(text).data, codes, text }
}

function entities(selection: string, ...of: (string | undefined)[]): Promise<Answer> {
  return ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Child { ${selection} } } }`,
    { r: of.map((id) => ({ __typename: 'Child', id })) },
  )
}

describe('a child by its id', () => {
  test('MUST take one question to the register, with all its fields and references', async () => {
    const { data, codes } = await ask(CHILD_BY_ID, { id: ids[CHILD] })

    expect(codes).toEqual([])
    expect(data.child).toMatchObject({
      id: ids[CHILD],
      name: { given: 'Zoë', prefix: 'van der' },
      sex: 'FEMALE',
      birthDate: '2023-03-14',
      deathDate: null,
      residence: { postcode: '9999XA' },
      birthCareRef: expect.any(String),
      socialDomainRef: expect.any(String),
    })
    expect(register.questions).toHaveLength(1)
    expect(told).toEqual([
      {
        traceId: 'a'.repeat(32),
        purpose: 'youth-health-care',
        registry: 'brp',
        subject: ids[CHILD],
        parts: ['identity', 'kinship', 'presence', 'residence'],
        outcome: 'read',
      },
    ])
  })

  test.each([
    ['an alias', 'query ($id: ID!) { a: child(id: $id) { b: name { given } } }', 'identity'],
    [
      'fragments',
      'query ($id: ID!) { child(id: $id) { ...A ... on Child { residence { city } } } } fragment A on Child { sex }',
      'identity,residence',
    ],
    [
      'what is included',
      'query ($id: ID!, $no: Boolean = false) { child(id: $id) { id sex @include(if: $no) ... @skip(if: true) { residence { city } } birthCareRef @skip(if: $no) } }',
      'kinship',
    ],
    ['nothing', 'query ($id: ID!) { child(id: $id) { id __typename } }', ''],
  ])('MUST have read what is selected, and nothing more: with %s', async (_what, query, parts) => {
    const { codes } = await ask(query, { id: ids[CHILD] })

    expect(codes).toEqual([])
    expect(register.questions).toHaveLength(1)
    expect(told.flatMap((record) => record.parts).join()).toBe(
      ['presence', ...parts.split(',')].filter(Boolean).sort().join(),
    )
  })

  test('MUST be answered alike, byte for byte, where it is unknown and where the child is not theirs', async () => {
    const unknown = await ask(CHILD_BY_ID, { id: NEVER_ISSUED })
    expect(unknown.data).toEqual({ child: null })
    expect(unknown.codes).toEqual(['CHILD_UNKNOWN'])

    for (const id of [ids[ELSEWHERE], 'nonsense', '', CHILD, ids[CHILD]?.toUpperCase()]) {
      expect((await ask(CHILD_BY_ID, { id })).text).toBe(unknown.text)
    }
    const nowhere = { viewer: { ...NURSE, municipalities: [] } }
    expect((await ask(CHILD_BY_ID, { id: ids[CHILD] }, nowhere)).text).toBe(unknown.text)
  })

  test('MUST be answered alike too where the gateway asks for an entity', async () => {
    const unknown = await entities(EVERYTHING.replace('id ', ''), NEVER_ISSUED)

    expect(unknown.codes).toEqual([])
    expect(Object.values(unknown.data._entities[0])).toEqual(Array(9).fill(null))
    for (const id of [ids[ELSEWHERE], 'nonsense']) {
      expect((await entities(EVERYTHING.replace('id ', ''), id)).text).toBe(unknown.text)
    }
  })

  test('is read again in the next request', async () => {
    await ask(CHILD_BY_ID, { id: ids[CHILD] })
    await ask(CHILD_BY_ID, { id: ids[CHILD] })

    expect(register.questions).toHaveLength(2)
    expect(told).toHaveLength(2)
  })

  test('MUST show nothing that could not be written down', async () => {
    const full = () => Promise.reject(new Error('disk full'))
    const accounting = { begin: full, note: full }
    const { data, codes } = await ask(CHILD_BY_ID, { id: ids[CHILD] }, { accounting })

    expect(data).toEqual({ child: null })
    expect(codes).toEqual(['ACCOUNTING_UNAVAILABLE'])
  })
})

describe('many children at once', () => {
  test('take one question, and each gets its own', async () => {
    const { data } = await entities(
      'id birthDate birthCareRef',
      ids[ADOPTED],
      ids[CHILD],
      ids[TWIN],
    )

    expect(data._entities.map(({ id }: { id: string }) => id)).toEqual([
      ids[ADOPTED],
      ids[CHILD],
      ids[TWIN],
    ])
    expect(data._entities.map(({ birthDate }: { birthDate: string }) => birthDate)).toEqual([
      '2024-05-05',
      '2023-03-14',
      '2023-03-14',
    ])
    expect(register.questions).toHaveLength(1)
    expect(told).toHaveLength(3)
  })
})

describe('a reference', () => {
  test('MUST not lead to the birth after an adoption', async () => {
    const { data } = await entities('birthCareRef jgzRef', ids[ADOPTED])

    expect(data._entities).toEqual([{ birthCareRef: null, jgzRef: expect.any(String) }])
  })

  test('MUST hold what its domain needs, and show none of it', async () => {
    const { data, text } = await entities('birthCareRef jgzRef', ids[CHILD])
    const [{ birthCareRef, jgzRef }] = data._entities
    const { purpose, organisation } = NURSE
    const child = ids[CHILD] ?? ''

    const opened = (domain: 'birth-care' | 'jgz', reference: string) =>
      openReference(KEYRINGS[domain], { domain, purpose, organisation, child }, reference)

    expect(opened('birth-care', birthCareRef)).toEqual({
      registries: { midwives: { bsn: CHILD } },
      mothers: [MOTHER.bsn],
      birthDate: '2023-03-14',
    })
    expect(opened('jgz', jgzRef)).toEqual({
      registries: { 'jgz-extract': { bsn: CHILD }, 'jgz-dossiers': { bsn: CHILD } },
    })
    expect(text).not.toMatch(/9999900/)
  })
})

describe('finding children', () => {
  const FIND = `query ($n: String!, $d: LocalDate!, $g: String, $p: String) {
    findChildren(familyName: $n, birthDate: $d, givenName: $g, prefix: $p) { ${EVERYTHING} }
  }`

  function find(change: object, viewer: Partial<Viewer> = {}) {
    const variables = { n: 'Talrijk', d: '2023-03-14', ...change }
    return ask(FIND, variables, { viewer: { ...NURSE, ...viewer } })
  }

  test('MUST take two questions: who they are, and all of them together', async () => {
    const { data, codes } = await find({ g: 'Aa' })
    const given = data.findChildren.map(({ name }: { name: { given: string } }) => name.given)

    expect(codes).toEqual([])
    expect(given.sort()).toEqual(['Aa a', 'Aa b', 'Aa c', 'Aa d', 'Aa e'])
    expect(register.questions.map(({ type }) => type)).toEqual([
      'ZoekMetGeslachtsnaamEnGeboortedatum',
      'RaadpleegMetBurgerservicenummer',
    ])
    expect(told).toHaveLength(5)
  })

  test('gives the same ids each time, and the ids by which they open', async () => {
    const [first, second] = [await find({ g: 'Aa d' }), await find({ g: 'Aa d' })]
    expect(first.text).toBe(second.text)

    const [{ id }] = first.data.findChildren
    const { data } = await ask(CHILD_BY_ID, { id })
    expect(data.child.name.given).toBe('Aa d')
  })

  test('says TOO_MANY_FOUND, and writes down nobody', async () => {
    expect((await find({})).codes).toEqual(['TOO_MANY_FOUND'])
    expect(told).toEqual([])
  })

  test('MUST be written down as a search, by which fields and not for whom, found or not', async () => {
    for (const [n, count] of [
      ['Talrijk', 1],
      ['Niemand', 0],
    ] as const) {
      const begun: Act[] = []
      const ended: (readonly Outcome[])[] = []
      const accounts = accountsInto([], begun)
      const begin: Accounting['begin'] = async (act) => {
        const end = await accounts.begin(act)
        return async (outcomes) => {
          ended.push(outcomes)
          await end(outcomes)
        }
      }
      const accounting = { ...accounts, begin }
      const { data } = await ask(FIND, { n, d: '2023-03-14', g: 'Aa b' }, { accounting })

      expect(data.findChildren).toHaveLength(count)
      const [search, ...reads] = begun
      expect(search).toMatchObject({ kind: 'search', subjects: [], viewer: NURSE })
      expect(search?.parts).toEqual(['familyName', 'birthDate', 'givenName'])
      expect(JSON.stringify(search)).not.toMatch(/Talrijk|Niemand|Aa b/)
      expect(reads.map(({ kind }) => kind)).toEqual(Array(count).fill('read'))
      expect(ended[0]).toEqual([count === 0 ? 'unlinked' : 'read'])
    }
  })

  test('MUST ask the register nothing where that cannot be written down, or was not agreed', async () => {
    const full = () => Promise.reject(new Error('disk full'))
    const unwritten = await ask(
      FIND,
      { n: 'Talrijk', d: '2023-03-14' },
      { accounting: { begin: full, note: full } },
    )
    const unagreed = await ask(FIND, { n: 'Talrijk', d: '2023-03-14' }, { agreements: () => false })

    expect([unwritten.codes, unagreed.codes]).toEqual([
      ['ACCOUNTING_UNAVAILABLE'],
      ['AGREEMENT_MISSING'],
    ])
    expect(register.questions).toEqual([])
  })

  test('MUST not find who lives elsewhere, nor give him an id', async () => {
    const count = () => database.ask('select count(*) from child_index.child')
    const before = await count()
    const elsewhere = await find({ n: 'Berg', p: 'van der' }, { municipalities: ['0001', '0002'] })

    expect(elsewhere.data.findChildren).toEqual([])
    expect((await find({ g: 'Aa' }, { municipalities: [] })).data.findChildren).toEqual([])
    expect(await count()).toEqual(before)
    expect(told).toEqual([])
  })

  test('takes null for what is left out', async () => {
    const { data } = await find({ n: 'Talrijk', g: 'Aa b', p: null })
    expect(data.findChildren).toHaveLength(1)

    expect((await find({ g: null, p: null })).codes).toEqual(['TOO_MANY_FOUND'])
  })

  test.each([
    { n: '' },
    { n: ' ' },
    { n: 'Tal*' },
    { n: '*' },
    { n: 'T_lrijk' },
    { n: 'Talrijk%' },
    { n: '999990019' },
    { n: 'x'.repeat(201) },
    { n: 'Ивано́в' },
    { g: '' },
    { g: '*' },
    { g: 'x'.repeat(200) },
    { p: '' },
    { p: 'van den aller' },
    { d: '1992-05-06' },
  ])('MUST ask the register nothing with %j', async (change) => {
    const { data, codes } = await find(change)

    expect([data, codes]).toEqual([{ findChildren: null }, ['ARGUMENT_INVALID']])
    expect(register.questions).toEqual([])
  })

  test('MUST not find who is grown up', async () => {
    const year = new Date().getFullYear()
    const { codes } = await find({ d: `${year - 18}-01-01` })
    expect(codes).toEqual(['ARGUMENT_INVALID'])

    expect((await find({ d: `${year - 17}-01-01` })).codes).toEqual([])
  })
})
