import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { loadBrp, serveBrp } from './brp-server.ts'
import { childWith, familyOf, MOTHER, RESIDENCE } from './fixture-family.ts'
import type { Family } from './population.ts'

const CHILD = '999990019'
const SECRET = '999990081'
const DEAD = '999990093'
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
const FAMILIES: readonly Family[] = [
  familyOf([childWith({})]),
  familyOf([childWith({ person: { bsn: SECRET } })], {
    number: 1,
    mother: { ...MOTHER, bsn: '999990056' },
    residences: [{ ...RESIDENCE, postcode: '9998AB', houseLetter: null }],
    circumstances: { ...familyOf([]).circumstances, secretAddress: true },
  }),
  familyOf([childWith({ person: { bsn: DEAD, deathDate: '2023-03-20' } })], {
    number: 2,
    mother: { ...MOTHER, bsn: '999990068' },
    residences: [{ ...RESIDENCE, municipality: { code: '9998', name: 'Oeverzande' } }],
  }),
  familyOf(
    TWELVE.map((bsn) =>
      childWith({
        person: {
          bsn,
          name: { given: bsn, initials: '', prefix: null, family: 'Talrijk' },
        },
      }),
    ),
    { number: 3, mother: { ...MOTHER, bsn: null } },
  ),
]

let database: TestDatabase
let register: Awaited<ReturnType<typeof serveBrp>>
let loaded: number

beforeAll(async () => {
  database = await makeDatabase()
  loaded = await loadBrp({ databaseUrl: database.url, families: FAMILIES })
  register = await serveBrp({ databaseUrl: database.url, port: 0, host: '127.0.0.1' })
})

afterAll(async () => {
  await register?.close()
  await database?.drop()
})

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: Record<string, unknown>
  readonly persons: readonly Record<string, unknown>[]
}

async function ask(body: unknown, init: RequestInit = {}, url = register.url): Promise<Answer> {
  const response = await fetch(`${url}/personen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  })
  const answer = (await response.json()) as Record<string, unknown>
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: answer,
    persons: (answer.personen ?? []) as Record<string, unknown>[],
  }
}

function byNumber(fields: unknown, numbers: unknown = [CHILD], more: object = {}) {
  return ask({
    type: 'RaadpleegMetBurgerservicenummer',
    burgerservicenummer: numbers,
    fields,
    ...more,
  })
}

function byName(more: object) {
  return ask({
    type: 'ZoekMetGeslachtsnaamEnGeboortedatum',
    geboortedatum: '2023-03-14',
    fields: ['burgerservicenummer'],
    ...more,
  })
}

function byHome(more: object) {
  return ask({ type: 'ZoekMetPostcodeEnHuisnummer', fields: ['burgerservicenummer'], ...more })
}

describe('asking by number', () => {
  test('answers each person once, in the order asked', async () => {
    const { status, type, body } = await byNumber(
      ['burgerservicenummer'],
      [MOTHER.bsn, CHILD, '999990305', CHILD],
    )

    expect(status).toBe(200)
    expect(type).toBe('application/json; charset=utf-8')
    expect(body).toEqual({
      type: 'RaadpleegMetBurgerservicenummer',
      personen: [{ burgerservicenummer: MOTHER.bsn }, { burgerservicenummer: CHILD }],
    })
  })

  test('MUST answer with the fields that were asked, and no others', async () => {
    const { persons } = await byNumber([
      'naam.voornamen',
      'geboorte.datum.jaar',
      'ouders.burgerservicenummer',
      'verblijfplaats.verblijfadres.postcode',
      'gemeenteVanInschrijving.code',
    ])

    expect(persons).toEqual([
      {
        naam: { voornamen: 'Zoë' },
        geboorte: {
          datum: { type: 'Datum', datum: '2023-03-14', langFormaat: '14 maart 2023' },
        },
        gemeenteVanInschrijving: { code: '9999', omschrijving: 'Waterdam' },
        verblijfplaats: { type: 'Adres', verblijfadres: { postcode: '9999XA' } },
        ouders: [{ burgerservicenummer: MOTHER.bsn }],
      },
    ])
  })

  test('delivers a parent of whom nothing that was asked is known', async () => {
    const { persons } = await byNumber(['naam.adellijkeTitelPredicaat', 'ouders.naam.voorvoegsel'])

    expect(persons).toEqual([{ ouders: [{}] }])
  })

  test('MUST deliver secrecy unasked, whatever was asked', async () => {
    const { persons } = await byNumber(['geslacht'], [SECRET])

    expect(persons).toEqual([
      { geslacht: { code: 'V', omschrijving: 'vrouw' }, geheimhoudingPersoonsgegevens: true },
    ])
  })

  test('delivers unasked that a record is no longer kept up', async () => {
    const { persons } = await byNumber(['geslacht.code'], [DEAD])

    expect(persons).toMatchObject([
      { opschortingBijhouding: { reden: { code: 'O', omschrijving: 'overlijden' } } },
    ])
  })

  test('delivers custody whole, whichever part was asked', async () => {
    const { persons } = await byNumber(['gezag.type'])

    expect(persons).toMatchObject([
      {
        gezag: [
          {
            type: 'EenhoofdigOuderlijkGezag',
            minderjarige: { burgerservicenummer: CHILD, leeftijd: 3 },
            ouder: { burgerservicenummer: MOTHER.bsn },
          },
        ],
      },
    ])
  })

  test('answers nobody who is registered in another municipality than the one named', async () => {
    const here = { gemeenteVanInschrijving: '9999' }
    const { persons } = await byNumber(['burgerservicenummer'], [CHILD, DEAD], here)

    expect(persons).toEqual([{ burgerservicenummer: CHILD }])
  })
})

describe('searching', () => {
  test.each(['Berg*', 'berg*', 'BER*', 'bérg*'])('finds a name by %s', async (geslachtsnaam) => {
    const { persons } = await byName({ geslachtsnaam, gemeenteVanInschrijving: '9999' })

    expect(persons).toContainEqual({ burgerservicenummer: CHILD })
  })

  test('does not take half a name for a whole one', async () => {
    expect((await byName({ geslachtsnaam: 'Talr' })).persons).toEqual([])
  })

  test.each([
    [{ voornamen: 'zo*' }, 1],
    [{ voornamen: 'zoe' }, 1],
    [{ voorvoegsel: 'VAN DER' }, 1],
    [{ geslacht: 'v' }, 1],
    [{ geslacht: 'M' }, 0],
    [{ voornamen: 'Anders' }, 0],
    [{ gemeenteVanInschrijving: '9998' }, 0],
  ])('narrows by %j', async (narrower, found) => {
    const { persons } = await byName({ geslachtsnaam: 'ber*', ...narrower })

    expect(persons.filter(({ burgerservicenummer }) => burgerservicenummer === CHILD)).toHaveLength(
      found,
    )
  })

  test('finds the dead only when told to', async () => {
    const dead = { geslachtsnaam: 'ber*', gemeenteVanInschrijving: '9998' }

    expect((await byName(dead)).persons).toEqual([])
    expect((await byName({ ...dead, inclusiefOverledenPersonen: true })).persons).toMatchObject([
      { burgerservicenummer: DEAD },
    ])
  })

  test('MUST refuse a search that finds more than ten', async () => {
    const { status, body } = await byName({ geslachtsnaam: 'Talrijk' })

    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'tooManyResults', title: 'Teveel zoekresultaten.' })
    expect(body).not.toHaveProperty('personen')
  })

  test.each([
    [{ postcode: '9998 ab', huisnummer: 12 }, 2],
    [{ postcode: '9998AB', huisnummer: '12' }, 2],
    [{ postcode: '9998AB', huisnummer: 12, geboortedatum: '2023-03-14' }, 1],
    [{ postcode: '9998AB', huisnummer: 12, huisletter: 'B' }, 0],
    [{ postcode: '9998AB', huisnummer: 13 }, 0],
  ])('finds who lives at %j', async (home, found) => {
    expect((await byHome(home)).persons).toHaveLength(found)
  })
})

describe('a question that is wrong', () => {
  test.each([
    ['geheimhoudingPersoonsgegevens', 'Parameter bevat een niet toegestane veldnaam.'],
    ['opschortingBijhouding.reden', 'Parameter bevat een niet toegestane veldnaam.'],
    ['rni', 'Parameter bevat een niet toegestane veldnaam.'],
    ['verificatie', 'Parameter bevat een niet toegestane veldnaam.'],
    ['ouders.inOnderzoek', 'Parameter bevat een niet toegestane veldnaam.'],
    ['anummer', 'Parameter bevat een niet bestaande veldnaam.'],
    ['naam.constructor', 'Parameter bevat een niet bestaande veldnaam.'],
    ['a*nummer', 'Waarde voldoet niet aan patroon ^[a-zA-Z0-9\\._]{1,200}$.'],
  ])('MUST be refused when it names the field %s', async (field, reason) => {
    const { status, type, body } = await byNumber(['naam', field])

    expect(status).toBe(400)
    expect(type).toBe('application/problem+json')
    expect(body).toMatchObject({
      title: 'Een of meerdere parameters zijn niet correct.',
      detail: 'De foutieve parameter(s) zijn: fields[1].',
      code: 'paramsValidation',
      instance: '/haalcentraal/api/brp/personen',
      invalidParams: [{ name: 'fields[1]', reason }],
    })
  })

  test.each([
    ['number', 'array', () => byNumber(['naam'], CHILD)],
    ['no numbers', 'minItems', () => byNumber(['naam'], [])],
    ['21 numbers', 'maxItems', () => byNumber(['naam'], Array(21).fill(CHILD))],
    ['half a number', 'pattern', () => byNumber(['naam'], ['12345678'])],
    ['no fields', 'minItems', () => byNumber([])],
    ['131 fields', 'maxItems', () => byNumber(Array(131).fill('naam'))],
    ['another question', 'unknownParam', () => byNumber(['naam'], [CHILD], { voornamen: 'A' })],
    ['no type', 'required', () => ask({ fields: ['naam'] })],
    ['an unknown type', 'value', () => ask({ type: 'toString', fields: ['naam'] })],
    ['a short name', 'pattern', () => byName({ geslachtsnaam: 'be*' })],
    ['no date', 'date', () => byName({ geslachtsnaam: 'Berg', geboortedatum: '2023-02-30' })],
    ['no house', 'integer', () => byHome({ postcode: '9999XA', huisnummer: 'x' })],
    [
      'more than a search tells',
      'fields',
      () => byName({ geslachtsnaam: 'B', fields: ['ouders'] }),
    ],
  ])('is told of %s', async (_what, code, question) => {
    const { status, body } = await question()

    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'paramsValidation', invalidParams: [{ code }] })
  })

  test('is told of everything that misses', async () => {
    const { body } = await ask({
      type: 'ZoekMetGeslachtsnaamEnGeboortedatum',
      geslachtsnaam: '',
      fields: ['naam'],
    })

    expect(body).toMatchObject({
      title: 'Minimale combinatie van parameters moet worden opgegeven.',
      detail: 'De foutieve parameter(s) zijn: geboortedatum, geslachtsnaam.',
      code: 'paramsCombination',
      invalidParams: [
        { code: 'required', name: 'geboortedatum', reason: 'Parameter is verplicht.' },
        { code: 'required', name: 'geslachtsnaam', reason: 'Parameter is verplicht.' },
      ],
    })
  })

  test('MUST NOT be repeated in the answer', async () => {
    const { status, body } = await ask({
      type: 'RaadpleegMetBurgerservicenummer',
      burgerservicenummer: ['99999001'],
      'Zoë van der Berg': CHILD,
      fields: ['naam'],
    })

    expect(status).toBe(400)
    expect(JSON.stringify(body)).not.toMatch(/99999001|Zoë/)
  })
})

describe('a request that is wrong', () => {
  const good = {
    type: 'RaadpleegMetBurgerservicenummer',
    burgerservicenummer: [CHILD],
    fields: ['geslacht'],
  }

  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('is refused for %s', async (method) => {
    const { status, body } = await ask('', { method, body: null })

    expect(status).toBe(405)
    expect(body).toMatchObject({ code: 'methodNotAllowed' })
  })

  test.each(['application/xml', 'text/csv', 'application/json; charset=cp1252', '*/*'])(
    'is refused when it sends %s',
    async (type) => {
      const { status, body } = await ask(good, { headers: { 'content-type': type } })

      expect(status).toBe(415)
      expect(body).toMatchObject({ code: 'unsupportedMediaType' })
    },
  )

  test('is refused when it wants something else than JSON', async () => {
    const { status, body } = await ask(good, { headers: { accept: 'application/xml' } })

    expect(status).toBe(406)
    expect(body).toMatchObject({ code: 'notAcceptable' })
  })

  test('is refused for another address', async () => {
    const { status, body } = await ask(good, {}, `${register.url}/elders`)

    expect(status).toBe(404)
    expect(body).toMatchObject({ code: 'notFound' })
  })

  test.each(['{', '[]', 'null', '"tekst"'])('is refused for the body %s', async (body) => {
    expect(await ask(body)).toMatchObject({ status: 400, body: { code: 'paramsValidation' } })
  })

  test('MUST carry the key, where one is set', async () => {
    const locked = await serveBrp({
      databaseUrl: database.url,
      port: 0,
      host: '127.0.0.1',
      apiKey: 'sleutel',
    })
    const withKey = (key: string) => ({
      headers: { 'content-type': 'application/json', 'x-api-key': key },
    })
    try {
      const refused = await ask(good, withKey('ander'), locked.url)

      expect(refused).toMatchObject({ status: 401, body: { code: 'authentication' } })
      expect(refused.persons).toEqual([])
      expect(await ask(good, {}, locked.url)).toMatchObject({ status: 401 })
      expect(await ask(good, withKey('sleutel'), locked.url)).toMatchObject({ status: 200 })
    } finally {
      await locked.close()
    }
  })
})

describe('loading', () => {
  test('counts the persons, and marks that they are all there', async () => {
    const [marker] = await database.ask('select aantal from brp.lading')

    expect(loaded).toBe(3 + 3 + TWELVE.length)
    expect(marker).toEqual({ aantal: loaded })
  })

  test('MUST keep the old register when the new one fails half-way', async () => {
    const own = await makeDatabase()
    function* failing() {
      yield* FAMILIES
      throw new Error('The stream broke.')
    }
    try {
      await loadBrp({ databaseUrl: own.url, families: FAMILIES })

      await expect(loadBrp({ databaseUrl: own.url, families: failing() })).rejects.toThrow(
        'The stream broke.',
      )
      expect(await own.ask('select count(*)::int from brp.persoon')).toEqual([{ count: loaded }])
    } finally {
      await own.drop()
    }
  })

  test('MUST NOT quote a person when two have one number', async () => {
    const own = await makeDatabase()
    const twice = loadBrp({ databaseUrl: own.url, families: [...FAMILIES, ...FAMILIES] })
    try {
      await expect(twice).rejects.toThrow(
        /^The schema brp could not be loaded \(SQLSTATE 23505\)\.$/,
      )
    } finally {
      await own.drop()
    }
  })

  test('says that it cannot answer before anything was loaded', async () => {
    const own = await makeDatabase()
    const empty = await serveBrp({ databaseUrl: own.url, port: 0, host: '127.0.0.1' })
    try {
      const answer = await ask(
        { type: 'RaadpleegMetBurgerservicenummer', burgerservicenummer: [CHILD], fields: ['naam'] },
        {},
        empty.url,
      )

      expect(answer).toMatchObject({ status: 503, body: { code: 'sourceUnavailable' } })
    } finally {
      await empty.close()
      await own.drop()
    }
  })
})
