import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Fhir, openFhir } from '../../connectors/fhir.ts'
import { loadBirthCare } from '../../sandbox/fhir-index.ts'
import { type BirthCareServer, serveBirthCare } from '../../sandbox/fhir-server.ts'
import { generate } from '../../sandbox/generate.ts'
import type { Child, Pregnancy } from '../../sandbox/population.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import type { RegisteredFetus, RegisteredPregnancy } from '../pregnancies.ts'
import { fhirPregnancies } from './fhir-feed.ts'
import { fhirGeboortezorg } from './fhir-geboortezorg.ts'
import type { BirthCareRecord } from './source.ts'

const REGISTRY = 'birth-care-test'
const never = new AbortController().signal
const families = [...generate({ seed: 20_200_921, children: 300 })]

let database: TestDatabase
let server: BirthCareServer
let fhir: Fhir
let told: readonly RegisteredPregnancy[]

beforeAll(async () => {
  database = await makeDatabase()
  await loadBirthCare({ databaseUrl: database.url, families })
  server = await serveBirthCare({ databaseUrl: database.url, port: 0, host: '127.0.0.1' })
  fhir = openFhir({ registry: REGISTRY, url: server.url, timeoutMs: 30_000, entryLimit: 50_000 })
  told = await Array.fromAsync(fhirPregnancies({ registry: REGISTRY, fhir }, never))
})

afterAll(async () => {
  await fhir.close()
  await server.close()
  await database.drop()
})

const isKnown = ({ quirks }: Child) => !quirks.includes('unknown-to-birth-care')

describe('the pregnancies of a registry', () => {
  test('MUST be told each once, with the mother, the due date and every child', () => {
    const truth = families.flatMap(({ mother, pregnancies }) =>
      pregnancies
        .filter(({ children }) => children.some(isKnown))
        .map((pregnancy) => ({
          mother: mother.bsn,
          dueDate: pregnancy.dueDate,
          endedOn: isUnheard(pregnancy) ? null : pregnancy.endDate,
          outcome: outcomeOf(pregnancy),
          fetuses: pregnancy.children.map((child) => factsOf(pregnancy, child)).sort(inOrder),
        })),
    )
    const found = told.map(({ mother, dueDate, endedOn, outcome, fetuses }) => ({
      mother: mother.bsn,
      dueDate,
      endedOn,
      outcome,
      fetuses: fetuses.map(toFacts).sort(inOrder),
    }))

    expect(truth.length).toBeGreaterThan(300)
    expect(new Set(told.map(({ key }) => key)).size).toBe(told.length)
    expect(found.map((one) => JSON.stringify(one)).sort()).toEqual(
      truth.map((one) => JSON.stringify(one)).sort(),
    )
  })

  test('who is not born is read by its key: the pregnancy, and no birth', async () => {
    const unborn = told.filter(({ outcome }) => outcome === 'ONGOING')
    const records = await read(unborn.flatMap(({ fetuses }) => fetuses))

    expect(unborn.length).toBeGreaterThan(20)
    for (const [i, { dueDate }] of unborn.flatMap((one) => one.fetuses.map(() => one)).entries()) {
      expect(records[i]).toMatchObject({ birth: null, pregnancy: { dueDate, outcome: 'ONGOING' } })
    }
  })

  test('who was born is read by the same key, each of twins its own', async () => {
    const twins = told.filter(({ fetuses }) => fetuses.filter(isBorn).length > 1)
    const fetuses = twins.flatMap(({ fetuses }) => fetuses)
    const records = await read(fetuses)

    expect(twins.length).toBeGreaterThan(1)
    expect(records.map((record) => record?.birth?.at)).toEqual(fetuses.map(({ bornAt }) => bornAt))
    expect(records.map((record) => record?.birth?.weightGrams)).toEqual(
      fetuses.map(({ weightGrams }) => weightGrams),
    )
  })

  test('a key that is not one, or of a pregnancy that is gone, finds nobody', async () => {
    const [{ fetuses = [] } = {}] = told
    const [women, pregnancy, fetus] = JSON.parse(fetuses[0]?.key ?? '')
    const keys = ['', 'x', '[]', '[["Patient/x"],"y","z"]']
    const moved = [JSON.stringify([women, 'gone', fetus]), JSON.stringify([women, pregnancy, 'x'])]

    expect(await read([...keys, ...moved].map((key) => ({ key })))).toEqual(
      [...keys, ...moved].map(() => null),
    )
  })
})

function isBorn({ bornOn }: RegisteredFetus): boolean {
  return bornOn !== null
}

async function read(fetuses: readonly { readonly key: string }[]) {
  const answers = await fhirGeboortezorg({ registry: REGISTRY, fhir })({
    keys: fetuses.map(({ key }) => ({ bsn: null, mothers: [], birthDate: null, records: [key] })),
    parts: new Set(['birth', 'pregnancy'] as const),
    signal: never,
  })
  return answers as readonly (Partial<BirthCareRecord> | null)[]
}

/** Born elsewhere: the registry takes the pregnancy for one that goes on. */
function isUnheard({ children }: Pregnancy): boolean {
  return children.some(({ quirks }) => quirks.includes('born-elsewhere'))
}

function outcomeOf(pregnancy: Pregnancy): string {
  const { outcome, children } = pregnancy
  if (outcome === 'ongoing' || isUnheard(pregnancy)) return 'ONGOING'
  if (outcome === 'ectopic') return 'MISCARRIAGE'
  if (outcome !== 'birth') return outcome.toUpperCase()
  return children.some(({ person }) => person !== null) ? 'LIVE_BIRTH' : 'STILLBIRTH'
}

function factsOf(pregnancy: Pregnancy, { person, birth, rank, quirks }: Child) {
  if (birth === null || isUnheard(pregnancy)) return { outcome: outcomeOf(pregnancy) }
  if (person === null) return { outcome: 'STILLBIRTH' }
  return {
    outcome: 'LIVE_BIRTH',
    bsn: quirks.includes('no-bsn-in-birth-care') ? null : person.bsn,
    bornAt: new Date(birth.at).toISOString(),
    // A stillborn twin has no birth of its own on record, and then nobody says who was first.
    rank: pregnancy.children.every(({ person }) => person !== null) ? rank : null,
    sex: birth.sex,
    weightGrams: birth.weightGrams,
    givenNames: person.name.given,
  }
}

function toFacts({ outcome, child, bornAt, rank, sex, weightGrams, givenNames }: RegisteredFetus) {
  if (bornAt === null) return { outcome }
  return { outcome, bsn: child.bsn, bornAt, rank, sex, weightGrams, givenNames }
}

function inOrder(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}
