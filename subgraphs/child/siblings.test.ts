import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Registry } from '../../connectors/registry.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { openKeyring } from '../../privacy/sealed-reference.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { compiled, type Run } from '../../schema/compiled.ts'
import { accountsInto, type ProcessingRecord } from '../../test/accounts.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { linkOf } from '../../test/links.ts'
import { type Loopback, serveLoopback } from '../../test/loopback.ts'
import type { OpenSubgraph } from '../build.ts'
import { openChildIndex } from './child-index.ts'
import { openChild } from './subgraph.ts'

const ZOE = '999990019'
const TWIN = '999990081'
const OLDER = '999990111'
const GROWN_UP = '999990123'
const HALF = '999990135'
const LIKE_HER = '999990147'
const LIKE_HIM = '999990159'
const ADOPTED = '999990160'
const LEFT_BEHIND = '999990172'
const SECRET = '999990184'
const ELSEWHERE = '999990196'
const SECRET_TOO = '999990238'
const MOTHER = '999990020'
const FATHER = '999990202'
const OTHER_FATHER = '999990214'
const ALONE = '999990226'
const BIRTH_MOTHER = '999990317'
const ADOPTER = '999990329'

interface Person {
  readonly burgerservicenummer: string
  readonly gemeenteVanInschrijving: { readonly code: string }
  readonly [other: string]: unknown
}

const on = (datum: string) => ({ type: 'Datum', datum })

/** A parent without a number is null. */
function child(bsn: string, born: string, parents: readonly (string | null)[], more = {}): Person {
  return {
    burgerservicenummer: bsn,
    gemeenteVanInschrijving: { code: '9999' },
    geboorte: { datum: on(born) },
    ouders: parents.map((parent, index) => ({
      ouderAanduiding: String(index + 1),
      ...(parent !== null && { burgerservicenummer: parent }),
      geslacht: { code: [MOTHER, ALONE, BIRTH_MOTHER].includes(parent ?? '') ? 'V' : 'M' },
      datumIngangFamilierechtelijkeBetrekking: on(born),
    })),
    ...more,
  }
}

const CHILDREN: readonly Person[] = [
  child(ZOE, '2023-03-14', [MOTHER, FATHER]),
  child(TWIN, '2023-03-15', [FATHER, MOTHER]),
  child(OLDER, '2021-05-06', [MOTHER, FATHER]),
  child(GROWN_UP, '2004-01-01', [MOTHER, FATHER]),
  child(HALF, '2019-01-01', [MOTHER, OTHER_FATHER]),
  child(SECRET, '2020-01-01', [MOTHER, FATHER], { geheimhoudingPersoonsgegevens: true }),
  child(SECRET_TOO, '2020-12-01', [MOTHER, FATHER], { geheimhoudingPersoonsgegevens: true }),
  child(ELSEWHERE, '2022-01-01', [MOTHER, FATHER], { gemeenteVanInschrijving: { code: '9991' } }),
  child(LIKE_HER, '2022-01-01', [ALONE, null]),
  child(LIKE_HIM, '2023-06-01', [ALONE, null]),
  child(ADOPTED, '2022-02-02', [ADOPTER]),
  child(LEFT_BEHIND, '2020-02-02', [BIRTH_MOTHER]),
]

/** The birth mother's record still has the child that was adopted: such records exist. */
function parent(bsn: string, ...more: readonly string[]): Person {
  const own = CHILDREN.filter(({ ouders }) => JSON.stringify(ouders).includes(bsn))
  const all = [...own, ...CHILDREN.filter((one) => more.includes(one.burgerservicenummer))]
  return {
    burgerservicenummer: bsn,
    gemeenteVanInschrijving: { code: '9999' },
    kinderen: all.map(({ burgerservicenummer, geboorte }) => ({ burgerservicenummer, geboorte })),
  }
}

const PARENTS = [MOTHER, FATHER, OTHER_FATHER, ALONE, ADOPTER].map((bsn) => parent(bsn))
const REGISTER = [...CHILDREN, ...PARENTS, parent(BIRTH_MOTHER, ADOPTED)]

const KEY = new Uint8Array(64).fill(7)
const RING = openKeyring(KEY)
const NURSE: Viewer = {
  id: 'u1',
  organisation: 'ura:00009999',
  role: 'youth-nurse',
  purpose: 'youth-health-care',
  municipalities: ['9999'],
}
const SIBLINGS = `query ($id: ID!) { child(id: $id) {
  siblings { id } siblingsOfSameBirth { id } siblingTies { kinship sameBirth child { id } }
} }`

interface Question {
  readonly burgerservicenummer: readonly string[]
  readonly fields: readonly string[]
  readonly gemeenteVanInschrijving?: string
}

let database: TestDatabase
let register: Loopback
let open: OpenSubgraph
let run: Run
const told: ProcessingRecord[] = []
const questions: Question[] = []
const ids = new Map<string, string>()

beforeAll(async () => {
  database = await makeDatabase()
  register = await serveLoopback(async (request, response) => {
    const question: Question = JSON.parse(await text(request))
    questions.push(question)
    const personen = REGISTER.filter(
      ({ burgerservicenummer, gemeenteVanInschrijving: { code } }) =>
        question.burgerservicenummer.includes(burgerservicenummer) &&
        (question.gemeenteVanInschrijving ?? code) === code,
    )
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ personen }))
  })
  open = await openChild({
    registry: {
      name: 'brp',
      url: register.url,
      timeout: 5_000,
      freshness: { promised: 24 },
    } as Registry,
    links: [linkOf('jgz', 'jgz')],
    databaseUrl: database.url,
    indexKey: KEY,
    keyrings: { 'birth-care': RING, jgz: RING, childcare: RING, 'social-domain': RING },
    birthCareStoreKey: KEY,
  })
  run = compiled(open.schema)
  const index = await openChildIndex({ databaseUrl: database.url, key: KEY })
  const bsns = CHILDREN.flatMap(({ burgerservicenummer: bsn }) => Bsn.parse(bsn) ?? [])
  for (const [i, id] of (await index.idsOf(bsns)).entries()) ids.set(bsns[i]?.reveal() ?? '', id)
  await index.close()
})
afterAll(async () => {
  await open?.close()
  await register?.close()
  await database?.drop()
})
beforeEach(() => {
  told.splice(0)
  questions.splice(0)
})

async function ask(query: string, bsn: string, viewer: Viewer = NURSE) {
  const context = open.contextOf({
    viewer,
    traceId: 'a'.repeat(32),
    signal: new AbortController().signal,
    agreements: () => true,
    accounting: accountsInto(told),
  })
  const { data, errors = [] } = await run({ query, variables: { id: ids.get(bsn) } }, context)
  expect(errors).toEqual([])
  return JSON.parse(JSON.stringify(data)).child
}

/** As `BSN kinship`, a plus behind who is of the same birth. */
async function tiesOf(bsn: string, viewer?: Viewer): Promise<string[]> {
  const { siblings, siblingsOfSameBirth, siblingTies } = await ask(SIBLINGS, bsn, viewer)
  const nameOf = (id: string) => [...ids].find(([, one]) => one === id)?.[0]
  type Tie = { kinship: string; sameBirth: boolean; child: { id: string } }
  const children = siblingTies.map(({ child }: Tie) => child)
  expect(siblings).toEqual(children)
  expect(siblingsOfSameBirth).toEqual(
    siblingTies.filter(({ sameBirth }: Tie) => sameBirth).map(({ child }: Tie) => child),
  )
  return siblingTies.map(
    ({ kinship, sameBirth, child }: Tie) =>
      `${nameOf(child.id)} ${kinship}${sameBirth ? ' +' : ''}`,
  )
}

describe('brothers and sisters', () => {
  test('are told oldest first, twins across midnight and half-siblings as such; the grown-up and who lives elsewhere are not', async () => {
    expect(await tiesOf(ZOE)).toEqual([`${HALF} HALF`, `${OLDER} FULL`, `${TWIN} FULL +`])
  })

  test('have one id, by whichever road they are found', async () => {
    const back = await ask(
      'query ($id: ID!) { child(id: $id) { siblings { siblings { id } } } }',
      HALF,
    )
    const around = back.siblings.flatMap(({ siblings }: { siblings: { id: string }[] }) => siblings)

    expect(around.map(({ id }: { id: string }) => id)).toContain(ids.get(ZOE))
    expect(await tiesOf(HALF)).toEqual([`${OLDER} HALF`, `${ZOE} HALF`, `${TWIN} HALF`])
  })

  test('whose other parent has no BSN may be half or full: the register does not tell', async () => {
    expect(await tiesOf(LIKE_HER)).toEqual([`${LIKE_HIM} UNKNOWN`])
  })

  test('MUST be cut by an adoption in both directions, also where a record was not brought up to date', async () => {
    expect(await tiesOf(ADOPTED)).toEqual([])
    expect(await tiesOf(LEFT_BEHIND)).toEqual([])
  })

  test('MUST NOT be told across a secret address: where one lives, another may', async () => {
    expect(await tiesOf(SECRET)).toEqual([`${SECRET_TOO} FULL`])
    expect((await tiesOf(ZOE)).join()).not.toMatch(new RegExp(`${SECRET}|${SECRET_TOO}`))
  })

  test('elsewhere are told to who works there too', async () => {
    const ties = await tiesOf(ZOE, { ...NURSE, municipalities: ['9999', '9991'] })
    expect(ties).toContain(`${ELSEWHERE} FULL`)
  })
})

describe('the register', () => {
  test('MUST be asked three questions: the child, its parents, their children', async () => {
    await ask(
      'query ($id: ID!) { child(id: $id) { name { given } siblings { id name { given } } } }',
      ZOE,
    )

    expect(questions.map(({ burgerservicenummer }) => [...burgerservicenummer].sort())).toEqual([
      [ZOE],
      [MOTHER, FATHER],
      // Nobody who is grown up, and herself no second time.
      [TWIN, OLDER, HALF, SECRET, ELSEWHERE, SECRET_TOO],
    ])
    const ofParents = ['burgerservicenummer', 'gemeenteVanInschrijving']
    const ofChildren = ['kinderen.burgerservicenummer', 'kinderen.geboorte.datum']
    expect(questions[1]?.fields).toEqual([...ofParents, ...ofChildren])
    expect(JSON.stringify(questions[2])).not.toMatch(/kinderen|verblijf/)
  })

  test('MUST write down what was read of each, parents among them, and name none', async () => {
    await ask('query ($id: ID!) { child(id: $id) { siblings { id } } }', ZOE)

    const ofParents = told.filter(({ parts }) => parts.includes('children'))
    expect(ofParents).toHaveLength(2)
    for (const { subject, outcome } of ofParents) {
      expect(subject).toMatch(/^parent:[\w-]{43}$/)
      expect(outcome).toBe('read')
    }
    expect(new Set(told.map(({ subject }) => subject)).size).toBe(told.length)
    expect(JSON.stringify(told)).not.toMatch(/9999\d{5}/)
  })
})

describe('parents', () => {
  test('are two, by the numbers of the register, of whom the first need not be the mother', async () => {
    const { parents } = await ask(
      'query ($id: ID!) { child(id: $id) { parents { id position sex since parentage registered } } }',
      TWIN,
    )

    const told = { since: '2023-03-15', parentage: 'FROM_BIRTH', registered: true }
    expect(parents).toEqual([
      { id: expect.stringMatching(/^[\w-]{22}$/), position: 1, sex: 'MALE', ...told },
      { id: expect.stringMatching(/^[\w-]{22}$/), position: 2, sex: 'FEMALE', ...told },
    ])
  })

  test('MUST have an id that tells nothing about another child, and stays', async () => {
    const query = 'query ($id: ID!) { child(id: $id) { parents { id } } }'
    const idsOf = async (bsn: string) =>
      (await ask(query, bsn)).parents.map(({ id }: { id: string }) => id)

    expect(await idsOf(ZOE)).toEqual(await idsOf(ZOE))
    expect(new Set([...(await idsOf(ZOE)), ...(await idsOf(TWIN))]).size).toBe(4)
  })

  test('without a BSN are parents no less', async () => {
    const query = 'query ($id: ID!) { child(id: $id) { parents { id position registered } } }'
    const { parents } = await ask(query, LIKE_HER)

    expect(parents).toMatchObject([
      { position: 1, registered: true },
      { position: 2, registered: false },
    ])
    expect(parents[1].id).toMatch(/^[\w-]{22}$/)
  })
})
