import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Fhir, type FhirResource, openFhir } from '../../connectors/fhir.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { loadBirthCare } from '../../sandbox/fhir-index.ts'
import { type BirthCareServer, serveBirthCare } from '../../sandbox/fhir-server.ts'
import { bornChild, familyWith, pregnancyOf, stillbornChild } from '../../sandbox/fixture-births.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { fhirGeboortezorg } from './fhir-geboortezorg.ts'
import { type FixtureRegistry, serveFixtures } from './fixture-registry.ts'
import { describeBirthCareSource, keyOf, TOWN } from './source.contract.ts'
import type { BirthCareKey, BirthCareRecord, BirthCareSource } from './source.ts'

const never = new AbortController().signal

describe('on a server that sends all that it has', () => {
  let registry: FixtureRegistry
  let fhir: Fhir
  let source: BirthCareSource

  beforeAll(async () => {
    registry = await serveFixtures()
    fhir = openFhir({ registry: 'birth-care-test', url: registry.url, timeoutMs: 5000 })
    source = fhirGeboortezorg({ registry: 'birth-care-test', fhir })
  })

  afterAll(async () => {
    await fhir.close()
    await registry.close()
  })

  describeBirthCareSource('fhir-geboortezorg', () => source)

  async function formOf(parts: readonly (keyof BirthCareRecord)[]) {
    const before = registry.asked.length
    const keys = [TOWN.anna, TOWN.bram, TOWN.cato].map(keyOf)
    await source({ keys, parts: new Set(parts), signal: never })
    const asked = registry.asked.slice(before)
    expect(asked.map(({ target }) => target)).toEqual(['POST /Patient/_search'])
    return [...(asked[0]?.form ?? [])].map(([name, value]) => `${name}=${value}`)
  }

  test('MUST ask once for all children and mothers of a batch, and never in a URL', async () => {
    const form = await formOf(['birth', 'pregnancy'])
    const bsn = (digits: string) => `http://fhir.nl/fhir/NamingSystem/bsn|${digits}`
    const { anna, bram, cato } = TOWN
    const people = [anna, bram, cato].flatMap((child) => [bsn(child.bsn), bsn(child.mother)])
    expect(form[0]).toBe(`identifier=${people.join(',')}`)
  })

  test('MUST NOT read visits or conditions for a birth, nor the measurements of a child for a pregnancy', async () => {
    const birth = await formOf(['birth'])
    const pregnancy = await formOf(['pregnancy'])
    const ofPregnancy = ['_revinclude=Condition:patient', '_revinclude=Encounter:patient']
    const ofBirth = ['_revinclude:recurse=Observation:patient']
    expect(birth).toEqual(expect.arrayContaining(ofBirth))
    expect(birth).not.toEqual(expect.arrayContaining([expect.stringContaining('Encounter')]))
    expect(birth).not.toEqual(expect.arrayContaining([expect.stringContaining('Condition')]))
    expect(pregnancy).toEqual(expect.arrayContaining(ofPregnancy))
    expect(pregnancy).not.toEqual(expect.arrayContaining(ofBirth))
  })
})

describe('on a server that sends what was asked, and no more', () => {
  const MOTHER = '999990020'
  const LISA = '999922208'
  const MILAN = '999922221'
  const NOOR = '999922233'
  let database: TestDatabase
  let server: BirthCareServer
  let fhir: Fhir
  let received: readonly FhirResource[]
  let source: BirthCareSource

  beforeAll(async () => {
    database = await makeDatabase()
    const family = familyWith([
      pregnancyOf([bornChild({ bsn: LISA, birthDate: '2021-05-01' })], {
        id: 'first',
        lastMenstrualPeriod: '2020-07-25',
        dueDate: '2021-05-01',
        endDate: '2021-05-01',
        delivery: { at: '2021-05-01T00:10:00+02:00', place: 'hospital' },
      }),
      pregnancyOf(
        [
          bornChild({ bsn: MILAN }, { multiple: true }),
          {
            ...bornChild({ bsn: NOOR }, { multiple: true, at: '2023-03-14T00:40:00+01:00' }),
            rank: 2,
            quirks: ['no-bsn-in-birth-care'],
          },
          { ...stillbornChild({ multiple: true, weightGrams: 900 }), rank: 3 },
        ],
        { id: 'second' },
      ),
    ])
    await loadBirthCare({ databaseUrl: database.url, families: [family] })
    server = await serveBirthCare({ databaseUrl: database.url, port: 0, host: '127.0.0.1' })
    fhir = openFhir({ registry: 'birth-care-test', url: server.url, timeoutMs: 10_000 })
    const search: Fhir['search'] = async (...asked) => {
      received = await fhir.search(...asked)
      return received
    }
    source = fhirGeboortezorg({ registry: 'birth-care-test', fhir: { ...fhir, search } })
  })

  afterAll(async () => {
    await fhir.close()
    await server.close()
    await database.drop()
  })

  const ask = (
    children: readonly Pick<BirthCareKey, 'bsn' | 'birthDate'>[],
    mothers: readonly string[] = [MOTHER],
    parts: readonly (keyof BirthCareRecord)[] = ['birth', 'pregnancy'],
  ) =>
    source({
      keys: children.map((child) => ({ ...child, records: [], mothers: mothers.map(toBsn) })),
      parts: new Set(parts),
      signal: never,
    })

  const lisa = { bsn: toBsn(LISA), birthDate: '2021-05-01' }
  const milan = { bsn: toBsn(MILAN), birthDate: '2023-03-14' }
  const noor = { bsn: toBsn(NOOR), birthDate: '2023-03-14' }

  test('each child has its own birth and its own pregnancy', async () => {
    expect(await ask([lisa, milan])).toMatchObject([
      {
        pregnancy: { dueDate: '2021-05-01', multiple: false, outcome: 'LIVE_BIRTH' },
        birth: {
          date: '2021-05-01',
          at: '2021-04-30T23:20:00.000Z',
          weightGrams: 3400,
          apgar5: 9,
          mode: 'SPONTANEOUS',
          place: 'HOSPITAL',
          rank: 1,
          multiple: false,
        },
      },
      {
        pregnancy: {
          dueDate: '2023-03-16',
          firstVisit: '2022-08-02',
          firstVisitGestationalAgeDays: 54, // by the due date; the practice counted 56
          multiple: true,
        },
        // A third child was stillborn, and has a rank of its own that nobody recorded.
        birth: { gestationalAgeDays: 279, rank: null, multiple: true, place: 'HOME' },
      },
    ])
  })

  test('a twin without a BSN is who remains, when its sibling has one', async () => {
    expect(await ask([noor], [MOTHER], ['birth'])).toMatchObject([
      { birth: { at: '2023-03-13T23:40:00.000Z', weightGrams: 3400, outcome: 'LIVE_BIRTH' } },
    ])
  })

  test('a birth is found whole when only the birth is asked', async () => {
    const [whole] = await ask([lisa])
    const [birth] = await ask([lisa], [MOTHER], ['birth'])
    expect(whole).toMatchObject(birth ?? {})
    expect(received.map(({ resourceType }) => resourceType)).not.toContain('Encounter')
  })

  test('MUST NOT receive anything of a birth mother who is not a mother any more', async () => {
    expect(await ask([lisa], [])).toMatchObject([{ pregnancy: null, birth: { weightGrams: 3400 } }])
    const subjects = new Set(received.map(subjectOf))
    expect(subjects.size).toBe(1)
  })
})

function toBsn(digits: string): Bsn {
  const bsn = Bsn.parse(digits)
  if (bsn === undefined) throw new Error('not a BSN')
  return bsn
}

function subjectOf({ resourceType, id, subject, patient }: FhirResource): unknown {
  if (resourceType === 'Patient') return `Patient/${id}`
  return ((subject ?? patient) as { reference?: unknown } | undefined)?.reference
}
