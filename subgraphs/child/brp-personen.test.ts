import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openRest, type Rest } from '../../connectors/rest.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { childWith, familyOf, MOTHER, RESIDENCE } from '../../sandbox/fixture-family.ts'
import type { Family } from '../../sandbox/population.ts'
import { serveLoopback } from '../../test/loopback.ts'
import { type Population, servePopulation } from '../../test/population.ts'
import { brpPersonen } from './brp-personen.ts'
import { FIELDS } from './brp-personen-mapping.ts'
import type { PersonKey, PersonRecord, PopulationSource } from './source.ts'

const CHILD = '999990019'
const SECRET = '999990081'
const ELSEWHERE = '999990093'
const UNKNOWN = '999990305'
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
const OTHER_TOWN = { ...RESIDENCE, municipality: { code: '9998', name: 'Oeverzande' } }
const FAMILIES: readonly Family[] = [
  familyOf([childWith({})]),
  familyOf([childWith({ person: { bsn: SECRET } })], {
    number: 1,
    mother: { ...MOTHER, bsn: '999990056' },
    circumstances: { ...familyOf([]).circumstances, secretAddress: true },
  }),
  familyOf([childWith({ person: { bsn: ELSEWHERE } })], {
    number: 2,
    mother: { ...MOTHER, bsn: '999990068' },
    residences: [OTHER_TOWN],
  }),
  familyOf(
    TWELVE.map((bsn, i) =>
      childWith({
        person: {
          bsn,
          name: {
            given: `${i % 2 ? 'Bo' : 'Aa'} ${i}`,
            initials: '',
            prefix: null,
            family: 'Talrijk',
          },
        },
      }),
    ),
    { number: 3, mother: { ...MOTHER, bsn: null } },
  ),
  familyOf(
    [
      childWith({
        person: { bsn: ADOPTED },
        custody: {
          kind: 'adoption',
          since: '2024-01-10',
          carers: [{ ...MOTHER, bsn: '999990329' }],
          residence: RESIDENCE,
        },
      }),
    ],
    { number: 4, mother: { ...MOTHER, bsn: '999990330' } },
  ),
]

const never = new AbortController().signal
let register: Population
let rest: Rest
let brp: PopulationSource

beforeAll(async () => {
  register = await servePopulation(FAMILIES)
  rest = openRest({ registry: 'brp', url: register.url, timeoutMs: 5_000 })
  brp = brpPersonen({ registry: 'brp', rest })
})
afterAll(async () => {
  await rest?.close()
  await register?.close()
})
afterEach(() => void register.questions.splice(0))

function keyOf(digits: string, municipalities: readonly string[] = ['9999']): PersonKey {
  const bsn = Bsn.parse(digits)
  if (bsn === undefined) throw new Error('not a BSN')
  return { bsn, municipalities }
}

function read(
  keys: readonly PersonKey[],
  parts: readonly (keyof PersonRecord)[] = ['presence', 'identity', 'residence', 'kinship'],
  source = brp,
) {
  return source.read({ keys, parts: new Set(parts), signal: never })
}

describe('reading', () => {
  test('gives the whole of a person', async () => {
    const [record] = await read([keyOf(CHILD)])

    expect(record).toMatchObject({
      presence: { shielded: false },
      identity: { name: { given: 'Zoë', prefix: 'van der' }, birthDate: '2023-03-14' },
      residence: {
        municipality: { code: '9999', name: 'Waterdam' },
        street: 'Dijkgraaf van der Veldestraat',
        houseNumber: 12,
        houseNumberAddition: 'b',
        postcode: '9999XA',
        since: expect.stringMatching(/^20\d\d-/),
      },
    })
    const { kinship } = record as PersonRecord
    expect(kinship.mothers.map((bsn) => bsn.reveal())).toEqual([MOTHER.bsn])
  })

  test('MUST ask for the fields of the parts that are asked, and no others', async () => {
    await read([keyOf(CHILD)], ['presence'])
    await read([keyOf(CHILD)], ['identity'])
    const presence = ['burgerservicenummer', 'gemeenteVanInschrijving']

    expect(register.questions.map(({ fields }) => fields)).toEqual([
      presence,
      [
        ...presence,
        'naam.voornamen',
        'naam.voorvoegsel',
        'naam.geslachtsnaam',
        'geslacht',
        'geboorte.datum',
        'overlijden.datum',
      ],
    ])
  })

  test('asks for twenty at a time, and answers in the order of the keys', async () => {
    const asked = [...TWELVE, CHILD, SECRET, ADOPTED].flatMap((bsn) => [bsn, UNKNOWN])
    const records = await read(asked.map((bsn) => keyOf(bsn)))

    expect(register.questions.map(({ burgerservicenummer }) => burgerservicenummer)).toEqual([
      asked.slice(0, 20),
      asked.slice(20),
    ])
    expect(records).toHaveLength(30)
    expect(records.map((record) => record !== null)).toEqual(asked.map((bsn) => bsn !== UNKNOWN))
    const given = records.map((record) => (record as PersonRecord | null)?.identity.name.given)
    expect(given.slice(0, 6)).toEqual(['Aa 0', undefined, 'Bo 1', undefined, 'Aa 2', undefined])
  })

  test('MUST answer the same for who is unknown and who lives elsewhere', async () => {
    expect(await read([keyOf(UNKNOWN), keyOf(ELSEWHERE)])).toEqual([null, null])
    expect(register.questions).toMatchObject([{ gemeenteVanInschrijving: '9999' }])
  })

  test('MUST see who lives in one of the municipalities of the viewer, and no others', async () => {
    const both = ['9999', '9998']
    const records = await read([keyOf(CHILD, both), keyOf(ELSEWHERE, both), keyOf(UNKNOWN, both)])
    expect(records).toMatchObject([{ presence: {} }, { presence: {} }, null])

    const neither = ['0001', '0002']
    expect(await read([keyOf(CHILD, neither), keyOf(ELSEWHERE, neither)])).toEqual([null, null])
  })

  test('MUST ask nothing for who works for no municipality', async () => {
    expect(await read([keyOf(CHILD, [])])).toEqual([null])
    expect(register.questions).toEqual([])
  })

  test('MUST NOT ask for what comes unasked, whichever parts are asked', async () => {
    const all = Object.keys(FIELDS) as (keyof PersonRecord)[]
    const [secret, child] = await read([keyOf(SECRET), keyOf(CHILD)], all)
    expect([secret, child]).toMatchObject([
      { residence: null, registration: { state: 'CURRENT' } },
      { legalAuthority: { type: 'SOLE_PARENTAL', byParents: true, byGuardian: false } },
    ])

    const [question] = register.questions
    expect(question?.fields).toContain('gezag')
    expect(JSON.stringify(question)).not.toMatch(/geheim|opschorting|inOnderzoek|rni|verificatie/)
    // What asking for it would have come to.
    const fields = ['burgerservicenummer', 'geheimhoudingPersoonsgegevens']
    const wrong = { ...question, fields }
    await expect(rest.post('/personen', wrong, never)).rejects.toMatchObject({
      code: 'REGISTRY_REFUSED',
    })
  })

  test('MUST take a list that was a mistake, or is being wiped, for nobody', async () => {
    for (const [code, seen] of [
      ['F', false],
      ['W', false],
      ['O', true],
    ] as const) {
      const person = {
        burgerservicenummer: CHILD,
        gemeenteVanInschrijving: { code: '9999' },
        opschortingBijhouding: { reden: { code } },
      }
      const server = await serveLoopback((_request, response) => {
        response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ type: 'RaadpleegMetBurgerservicenummer', personen: [person] }))
      })
      const other = openRest({ registry: 'brp', url: server.url, timeoutMs: 5_000 })
      const source = brpPersonen({ registry: 'brp', rest: other })
      const [record] = await read([keyOf(CHILD)], ['presence'], source)
      expect(record !== null).toBe(seen)
      await other.close()
      await server.close()
    }
  })

  test('hides a secret address, and finds no mother after an adoption', async () => {
    const [secret, adopted] = await read([keyOf(SECRET), keyOf(ADOPTED)])

    expect(secret).toMatchObject({ presence: { shielded: true }, residence: null })
    expect(adopted).toMatchObject({ kinship: { birthDate: '2023-03-14', mothers: [] } })
  })
})

describe('finding', () => {
  const zoe = { familyName: 'berg*', birthDate: '2023-03-14', givenName: undefined }
  const nobody = { prefix: undefined, givenName: undefined, municipalities: ['9999'] }

  async function find(sought: object) {
    const all = { ...nobody, familyName: 'Talrijk', birthDate: '2023-03-14', ...sought }
    return (await brp.find(all, never)).map((bsn) => bsn.reveal())
  }

  test('gives who has this name, in these municipalities only', async () => {
    const both = { ...zoe, municipalities: ['9999', '9998'] }

    expect((await find({ ...zoe })).sort()).toEqual([CHILD, SECRET, ADOPTED].sort())
    expect(await find(both)).toContain(ELSEWHERE)
    expect(await find({ ...zoe, municipalities: ['0001'] })).toEqual([])
  })

  test('takes the first letters of a given name, and a prefix', async () => {
    expect(await find({ givenName: 'Aa' })).toEqual(TWELVE.filter((_, i) => i % 2 === 0))
    expect(await find({ ...zoe, prefix: 'de' })).toEqual([])
    expect(await find({ ...zoe, prefix: 'van der' })).toContain(CHILD)
  })

  test('says TOO_MANY_FOUND for more than ten', async () => {
    await expect(find({})).rejects.toMatchObject({ code: 'TOO_MANY_FOUND' })
  })

  test('MUST NOT count who lives elsewhere', async () => {
    expect(await find({ municipalities: ['9998', '0001'] })).toEqual([])
    for (const question of register.questions)
      expect(question).toHaveProperty('gemeenteVanInschrijving')
  })

  test('MUST ask nothing for who works for no municipality', async () => {
    expect(await find({ municipalities: [] })).toEqual([])
    expect(register.questions).toEqual([])
  })

  test('says REGISTRY_REFUSED for what the register does not take', async () => {
    await expect(find({ familyName: 'B_rg' })).rejects.toMatchObject({ code: 'REGISTRY_REFUSED' })
  })
})

describe('a register that answers nonsense', () => {
  const open: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close()
  })

  async function answering(answer: (asked: string[]) => unknown): Promise<PopulationSource> {
    const server = await serveLoopback(async (request, response) => {
      const { burgerservicenummer = [] } = JSON.parse(await text(request))
      const body = answer(burgerservicenummer)
      response.writeHead(body === undefined ? 500 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body ?? {}))
    })
    const rest = openRest({ registry: 'brp', url: server.url, timeoutMs: 2_000 })
    open.push(server, rest)
    return brpPersonen({ registry: 'brp', rest })
  }

  const whole = (burgerservicenummer: string) => ({
    burgerservicenummer,
    gemeenteVanInschrijving: { code: '9999' },
  })
  const codes = (records: readonly unknown[]) =>
    records.map((record) =>
      record instanceof Error ? (record as { code?: string }).code : record && 'read',
    )

  test.each([
    ['an impossible birth date', { geboorte: { datum: { type: 'Datum', datum: '2023-02-30' } } }],
    ['a name that is a number', { naam: { voornamen: 12 } }],
    ['secrecy in words', { geheimhoudingPersoonsgegevens: 'ja' }],
    ['parents that are no list', { ouders: {} }],
    ['a municipality that is no object', { gemeenteVanInschrijving: '9999' }],
  ])('about one person, with %s, MUST fail that one alone', async (_what, wrong) => {
    const source = await answering((asked) => ({
      personen: asked.map((bsn, i) => ({ ...whole(bsn), ...(i === 1 ? wrong : {}) })),
    }))
    const records = await read(
      [CHILD, SECRET, ADOPTED].map((bsn) => keyOf(bsn)),
      undefined,
      source,
    )

    expect(codes(records)).toEqual(['read', 'REGISTRY_MALFORMED', 'read'])
    expect(JSON.stringify(records[1])).not.toContain(SECRET)
  })

  test('MUST NOT say that nobody is there when somebody came without a number', async () => {
    const source = await answering(([first = '']) => ({ personen: [whole(first), { naam: {} }] }))
    const records = await read([keyOf(CHILD), keyOf(SECRET)], undefined, source)

    expect(codes(records)).toEqual(['read', 'REGISTRY_MALFORMED'])
  })

  test('in another order, and about who was not asked, MUST NOT mix up anybody', async () => {
    const source = await answering((asked) => ({
      personen: [UNKNOWN, ...asked]
        .reverse()
        .map((bsn) => ({ ...whole(bsn), naam: { voornamen: `name ${bsn.slice(-3)}` } })),
    }))
    const asked = [CHILD, SECRET, ADOPTED]
    const records = await read(
      asked.map((bsn) => keyOf(bsn)),
      undefined,
      source,
    )

    expect(records.map((record) => (record as PersonRecord).identity.name.given)).toEqual(
      asked.map((bsn) => `name ${bsn.slice(-3)}`),
    )
  })

  test.each([
    ['no list', { personen: {} }],
    ['nothing', null],
    ['a list', []],
  ])('as a whole (%s) fails all that were asked', async (_what, body) => {
    const source = await answering(() => body)
    const records = await read([keyOf(CHILD), keyOf(SECRET)], undefined, source)
    expect(codes(records)).toEqual(['REGISTRY_MALFORMED', 'REGISTRY_MALFORMED'])

    const sought = { familyName: 'x', birthDate: '2023-03-14', municipalities: ['9999'] }
    await expect(
      source.find({ ...sought, givenName: undefined, prefix: undefined }, never),
    ).rejects.toMatchObject({ code: 'REGISTRY_MALFORMED' })
  })

  test('to one of two register.questions fails the twenty of that question', async () => {
    const source = await answering((asked) =>
      asked.length === 20 ? { personen: asked.map(whole) } : undefined,
    )
    const asked = [...TWELVE, ...TWELVE].slice(0, 20)
    const records = await read(
      [...asked, CHILD].map((bsn) => keyOf(bsn)),
      undefined,
      source,
    )

    expect(codes(records)).toEqual([...Array(20).fill('read'), 'REGISTRY_UNAVAILABLE'])
  })
})
