import type { Bundle } from 'fhir/r3.js'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import type { FhirResource } from './birth-care.ts'
import { BSN } from './birth-care-codes.ts'
import { findLoadedBirthCare, loadBirthCare } from './fhir-index.ts'
import { type BirthCareServer, serveBirthCare } from './fhir-server.ts'
import {
  bornChild,
  familyWith,
  numberedFamily,
  ongoingPregnancy,
  pregnancyOf,
} from './fixture-births.ts'
import type { Family } from './population.ts'

const MOTHER = '999990020'
const ANNA = '999990019'
const BRAM = '999990032'

/** A child with BSN, twins of whom one has none here, and one on its way. */
const BIG_FAMILY: Family = familyWith([
  pregnancyOf([bornChild({ bsn: ANNA, birthDate: '2021-05-01' })], { id: 'first' }),
  pregnancyOf(
    [
      bornChild({ bsn: BRAM }, { multiple: true }),
      {
        ...bornChild({ bsn: '999990044' }, { multiple: true, at: '2023-03-14T00:40:00+01:00' }),
        rank: 2,
        quirks: ['no-bsn-in-birth-care'],
      },
    ],
    { id: 'second' },
  ),
  ongoingPregnancy(),
])

const EVERYTHING: readonly (readonly [string, string])[] = [
  ...['EpisodeOfCare', 'Condition', 'Encounter', 'Observation', 'Procedure', 'RelatedPerson'].map(
    (type) => ['_revinclude', `${type}:patient`] as const,
  ),
  ['_revinclude', 'BodySite:patient'],
  ['_revinclude:recurse', 'Procedure:part-of'],
  ['_include:recurse', 'Procedure:patient'],
  ['_revinclude:recurse', 'Observation:patient'],
]

const WHOLE_FAMILY = [
  ...EVERYTHING,
  ['_include:recurse', 'Procedure:part-of'],
  ['_revinclude:recurse', 'Procedure:patient'],
] as const

let database: TestDatabase
let server: BirthCareServer

beforeAll(async () => {
  database = await makeDatabase()
  server = await serveBirthCare({ databaseUrl: database.url, port: 0, host: '127.0.0.1' })
})

afterAll(async () => {
  await server.close()
  await database.drop()
})

describe('a registry without its population', () => {
  test('MUST NOT answer from half a load', async () => {
    expect(await status('/Patient')).toBe(503)

    await expect(
      loadBirthCare({ databaseUrl: database.url, families: breaksOff() }),
    ).rejects.toThrow('half')

    expect(await status('/Patient')).toBe(503)
  })

  test('answers as soon as it is loaded, and again after a second load', async () => {
    const progress: number[] = []
    const load = () =>
      loadBirthCare({
        databaseUrl: database.url,
        families: population(),
        onProgress: (count) => progress.push(count),
      })
    const resources = await load()

    expect(resources).toBeGreaterThan(4000)
    expect(progress.at(-1)).toBe(151)
    expect(await load()).toBe(resources)
    const pool = new pg.Pool({ connectionString: database.url })
    expect(await findLoadedBirthCare(pool)).toEqual({ families: 151, resources })
    await pool.end()
    expect(await status('/Patient')).toBe(200)
  })
})

describe('one search for a whole family', () => {
  test('a mother brings her children, also the one without BSN, and all that is known of them', async () => {
    const bundle = await post('Patient', [['identifier', `${BSN}|${MOTHER}`], ...EVERYTHING])

    expect(matches(bundle).map(({ id }) => id)).toHaveLength(1)
    const count = tally(bundle)
    expect(count).toMatchObject({
      Patient: 4,
      EpisodeOfCare: 3,
      Condition: 3,
      BodySite: 4,
      Encounter: 10,
    })
    // Per pregnancy that ended one ultrasound and one delivery; three births.
    expect(count.Procedure).toBe(7)
    const weights = resources(bundle, 'Observation').filter(({ code }) =>
      code.coding?.some((coding) => coding.code === '8339-4'),
    )
    expect(weights).toHaveLength(3)
    expect(new Set(weights.map(({ subject }) => subject?.reference)).size).toBe(3)
  })

  test('a child brings its birth, its mother and the other children', async () => {
    const bundle = await post('Patient', [['identifier', `${BSN}|${ANNA}`], ...WHOLE_FAMILY])

    expect(tally(bundle)).toMatchObject({ Patient: 4, RelatedPerson: 1, Procedure: 7 })
  })

  test('several people are asked for at once, and who is unknown is not there', async () => {
    const asked = [ANNA, BRAM, '999999990'].map((bsn) => `${BSN}|${bsn}`).join(',')
    const bundle = await post('Patient', [['identifier', asked]])

    expect(matches(bundle)).toHaveLength(2)
  })

  test('includes nothing twice, and nothing of other families', async () => {
    const bundle = await post('Patient', [['identifier', `${BSN}|${MOTHER}`], ...WHOLE_FAMILY])
    const keys = (bundle.entry ?? []).map(({ fullUrl }) => fullUrl)

    expect(new Set(keys).size).toBe(keys.length)
    expect(tally(bundle).Patient).toBe(4)
  })

  test('without recurse, an inclusion goes one step', async () => {
    const bundle = await post('Patient', [
      ['identifier', `${BSN}|${MOTHER}`],
      ['_revinclude', 'Procedure:patient'],
      ['_revinclude', 'Procedure:part-of'],
    ])

    // Three ultrasounds are hers in two pregnancies; births are her children's.
    expect(tally(bundle)).toEqual({ Patient: 1, Procedure: 4 })
  })
})

describe('searching', () => {
  test.each([
    ['Patient', 'family', 'özde', 304],
    ['Patient', 'family', 'OZDEMIR', 304],
    ['Patient', 'family:exact', 'ozde', 0],
    ['Patient', 'gender', 'male', 0],
    ['Patient', 'birthdate', '2021-05-01', 1],
    ['Patient', 'birthdate', 'lt2021', 151],
    ['Patient', 'birthdate', 'ge2023-03-14', 152],
    ['Patient', 'birthdate', '2021-05', 1],
    ['EpisodeOfCare', 'type', 'http://snomed.info/sct|364320009', 153],
    ['EpisodeOfCare', 'identifier', 'second', 1],
    ['EpisodeOfCare', 'status', 'active', 1],
    ['Condition', 'code', '118185001', 153],
    ['Condition', 'code', 'http://loinc.org|118185001', 0],
    ['Observation', 'code', '8339-4,9274-2', 306],
    ['Encounter', 'class', 'HH', 152],
    ['Encounter', 'date', 'gt2026-09-01', 1],
    ['Procedure', 'date', '2023-03-14', 152],
    ['Organization', 'name', 'verlos', 1],
  ])('%s by %s=%s finds %i', async (type, name, value, count) => {
    const bundle = await get(`/${type}?${new URLSearchParams({ [name]: value, _count: '1000' })}`)

    expect(bundle.link?.map(({ relation }) => relation)).toEqual(['self'])
    expect(bundle.entry?.length ?? 0).toBe(count)
  })

  test('by reference, with and without the type, finds what it says of a fetus with its mother', async () => {
    const [woman] = matches(await post('Patient', [['identifier', `${BSN}|${MOTHER}`]]))
    const id = woman?.id ?? ''
    const lengths = await Promise.all(
      [`patient=${id}`, `patient=Patient/${id}`, `subject=${id}`, `subject:Patient=${id}`].map(
        async (query) => (await get(`/Observation?${query}&_count=1000`)).entry?.length,
      ),
    )

    expect(new Set(lengths).size).toBe(1)
    expect(lengths[0]).toBeGreaterThan(20)
    expect((await get(`/BodySite?patient=${id}`)).entry).toHaveLength(4)
    expect((await get(`/Patient?_id=${id},nobody`)).entry).toHaveLength(1)
  })

  test('two criteria both hold', async () => {
    const bundle = await get('/Observation?code=57036006&date=2023-03-14&_count=1000')

    expect(bundle.entry).toHaveLength(152)
  })

  test('a day is a Dutch day: who was born at twenty past midnight was not born the day before', async () => {
    expect((await get('/Procedure?code=3950001&date=2023-03-13')).entry).toBeUndefined()
    expect((await get('/Procedure?code=3950001&date=2021-05-01')).entry).toHaveLength(1)
  })

  test('includes what is pointed at', async () => {
    const bundle = await get(
      '/EpisodeOfCare?identifier=second&_include=EpisodeOfCare:condition&_include=EpisodeOfCare:organization',
    )

    expect(tally(bundle)).toEqual({ EpisodeOfCare: 1, Condition: 1, Organization: 1 })
  })

  test('reads one resource', async () => {
    const [found] = matches(await get('/EpisodeOfCare?identifier=second'))

    expect(await get(`/EpisodeOfCare/${found?.id}`)).toEqual(found)
    expect(await status('/EpisodeOfCare/nobody')).toBe(404)
  })
})

describe('an answer in pages', () => {
  test('is complete, and without doubles', async () => {
    const asked: [string, string][] = [
      ['code', '8339-4'],
      ['_count', '40'],
    ]
    const ids: (string | undefined)[] = []
    let pages = 0
    for (let page = await post('Observation', asked); ; pages += 1) {
      ids.push(...matches(page).map(({ id }) => id))
      const next = nextOf(page)
      if (next === undefined) break
      page = await get(new URL(next).href.slice(server.url.length))
    }

    expect(pages).toBe(3)
    expect(ids).toHaveLength(153)
    expect(new Set(ids).size).toBe(153)
  })

  test('MUST NOT show in a link what was searched for', async () => {
    const asked = [MOTHER, ANNA, BRAM].map((bsn) => `${BSN}|${bsn}`).join(',')
    const bundle = await post('Patient', [
      ['identifier', asked],
      ['_count', '1'],
    ])

    expect(nextOf(bundle)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/Patient\?_cursor=[\w-]{24}$/)
    expect(JSON.stringify(bundle.link)).not.toMatch(/9999\d{5}/)
  })

  test('is gone where the link was invented, or changed', async () => {
    const next = nextOf(await post('Patient', [['_count', '1']])) ?? ''
    const path = next.slice(server.url.length)

    expect(await status(path)).toBe(200)
    expect(await status(path.replace('/Patient', '/Observation'))).toBe(410)
    expect(await status(`${path}&gender=male`)).toBe(400)
    expect(await status('/Patient?_cursor=invented')).toBe(410)
  })
})

describe('what is refused', () => {
  test.each([
    ['an unknown parameter', '/Patient?colour=blue', 400],
    ['a parameter of another type', '/BodySite?code=83418008', 400],
    ['an unknown modifier', '/Patient?family:contains=x', 400],
    ['a chain', '/Observation?patient.identifier=1', 400],
    ['an empty value', '/Patient?family=', 400],
    ['no date', '/Patient?birthdate=yesterday', 400],
    ['31 February', '/Patient?birthdate=2023-02-31', 400],
    ['a count that is none', '/Patient?_count=0', 400],
    ['an inclusion of nothing', '/Patient?_revinclude=Observation:code', 400],
    ['XML', '/Patient?_format=xml', 400],
    ['an unknown type', '/Medication', 404],
    ['a deeper path', '/Patient/1/_history', 404],
  ])('%s', async (_, path, expected) => {
    const response = await fetch(server.url + path)

    expect(response.status).toBe(expected)
    expect(response.headers.get('content-type')).toContain('application/fhir+json')
    expect(await response.json()).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error' }],
    })
  })

  test('MUST NOT take a BSN in a URL, nor repeat it', async () => {
    const response = await fetch(`${server.url}/Patient?identifier=${BSN}|${MOTHER}`)

    expect(response.status).toBe(400)
    expect(await response.text()).not.toContain(MOTHER)
  })

  test('a search that is no form, a form that is too long, and writing', async () => {
    const send = async (path: string, init: RequestInit) =>
      (await fetch(server.url + path, init)).status
    const form = { 'content-type': 'application/x-www-form-urlencoded' }

    expect(await send('/Patient/_search', { method: 'POST', body: 'x' })).toBe(415)
    expect(
      await send('/Patient/_search', {
        method: 'POST',
        headers: form,
        body: `family=${'x'.repeat(1_100_000)}`,
      }),
    ).toBe(413)
    expect(await send('/Patient', { method: 'POST', headers: form, body: '' })).toBe(405)
    expect(await send('/Patient/1', { method: 'DELETE' })).toBe(405)
  })
})

test('tells what it can, in FHIR 3.0.2', async () => {
  const response = await fetch(`${server.url}/metadata`)
  const { rest, ...statement } = (await response.json()) as {
    fhirVersion: string
    rest: { resource: { type: string; searchParam: { name: string }[] }[] }[]
  }

  expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '3.0.2' })
  expect(rest[0]?.resource.find(({ type }) => type === 'Encounter')?.searchParam).toEqual([
    { name: '_id', type: 'token' },
    { name: 'patient', type: 'reference' },
    { name: 'subject', type: 'reference' },
    { name: 'episodeofcare', type: 'reference' },
    { name: 'date', type: 'date' },
    { name: 'class', type: 'token' },
  ])
})

function* population(): Generator<Family> {
  yield BIG_FAMILY
  for (let number = 1001; number <= 1150; number++) yield numberedFamily(number)
}

function* breaksOff(): Generator<Family> {
  for (let number = 1; number <= 200; number++) yield numberedFamily(number)
  throw new Error('half')
}

async function status(path: string): Promise<number> {
  const response = await fetch(server.url + path)
  await response.arrayBuffer()
  return response.status
}

async function get(path: string): Promise<Bundle> {
  const response = await fetch(server.url + path)
  return (await response.json()) as Bundle
}

async function post(type: string, asked: readonly (readonly [string, string])[]): Promise<Bundle> {
  const response = await fetch(`${server.url}/${type}/_search`, {
    method: 'POST',
    body: new URLSearchParams(asked.map(([key, value]): [string, string] => [key, value])),
  })
  return (await response.json()) as Bundle
}

function matches({ entry = [] }: Bundle) {
  return entry.flatMap(({ resource, search }) =>
    search?.mode === 'match' && resource !== undefined ? [resource] : [],
  )
}

function resources<T extends FhirResource['resourceType']>({ entry = [] }: Bundle, type: T) {
  return entry.flatMap(({ resource }) =>
    resource?.resourceType === type ? [resource as Extract<FhirResource, { resourceType: T }>] : [],
  )
}

function tally({ entry = [] }: Bundle): Record<string, number> {
  const count: Record<string, number> = {}
  for (const { resource } of entry) {
    const type = resource?.resourceType ?? ''
    count[type] = (count[type] ?? 0) + 1
  }
  return count
}

function nextOf({ link = [] }: Bundle): string | undefined {
  return link.find(({ relation }) => relation === 'next')?.url
}
