import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fhir, openFhir } from '../../connectors/fhir.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { loadBirthCare } from '../../sandbox/fhir-index.ts'
import { type BirthCareServer, serveBirthCare } from '../../sandbox/fhir-server.ts'
import { generate } from '../../sandbox/generate.ts'
import type { Child, Family, Pregnancy } from '../../sandbox/population.ts'
import { GraphError } from '../../schema/errors.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { fhirGeboortezorg } from './fhir-geboortezorg.ts'
import type { BirthCareKey, BirthCareRecord } from './source.ts'

interface Born {
  readonly pregnancy: Pregnancy
  readonly child: Child
  readonly key: BirthCareKey
}

const families = [...generate({ seed: 11, children: 300 })]
const children = families.flatMap((family) =>
  family.pregnancies.flatMap((pregnancy) =>
    pregnancy.children.flatMap((child) => toBorn(family, pregnancy, child)),
  ),
)

let database: TestDatabase
let server: BirthCareServer
let fhir: Fhir

beforeAll(async () => {
  database = await makeDatabase()
  await loadBirthCare({ databaseUrl: database.url, families })
  server = await serveBirthCare({ databaseUrl: database.url, port: 0, host: '127.0.0.1' })
  fhir = openFhir({
    registry: 'birth-care-test',
    url: server.url,
    timeoutMs: 30_000,
    entryLimit: 50_000,
  })
})

afterAll(async () => {
  await fhir.close()
  await server.close()
  await database.drop()
})

test('every child of a population has its own birth and pregnancy, or none where none was recorded', async () => {
  const answers = await fhirGeboortezorg({ registry: 'birth-care-test', fhir })({
    keys: children.map(({ key }) => key),
    parts: new Set(['birth', 'pregnancy'] as const),
    signal: new AbortController().signal,
  })
  expect(children.length).toBeGreaterThan(250)
  expect(answers.map(toFacts)).toEqual(children.map(factsOf))
  expect(answers.filter((answer) => answer === null).length).toBeGreaterThan(0)
})

/** Adoptions apart: there the mother by birth is not in the key, and her record not in the answer. */
function toBorn({ mother }: Family, pregnancy: Pregnancy, child: Child): Born[] {
  const { person, custody } = child
  const bsn = Bsn.parse(person?.bsn ?? '')
  const mothers = [Bsn.parse(mother.bsn ?? '') ?? []].flat()
  if (person === null || bsn === undefined || custody?.kind === 'adoption') return []
  return [{ pregnancy, child, key: { bsn, records: [], mothers, birthDate: person.birthDate } }]
}

function factsOf({ pregnancy, child: { birth, person, quirks } }: Born) {
  if (birth === null || quirks.includes('unknown-to-birth-care')) return null
  const { dueDate, lastMenstrualPeriod, gravidity, parity } = pregnancy
  const told = [dueDate, lastMenstrualPeriod, gravidity, parity]
  if (quirks.includes('born-elsewhere')) return [...told, 'ONGOING', ...Array(10).fill(undefined)]
  // Two of one mother and one day, and no number to tell them apart by: neither is shown.
  const unnumbered = pregnancy.children.filter((one) => one.quirks.includes('no-bsn-in-birth-care'))
  if (quirks.includes('no-bsn-in-birth-care') && unnumbered.length > 1) return 'RECORD_UNCERTAIN'
  return [
    ...told,
    'LIVE_BIRTH',
    person?.birthDate,
    new Date(birth.at).toISOString(),
    birth.gestationalAgeDays,
    birth.weightGrams,
    birth.lengthMillimetres,
    birth.headCircumferenceMillimetres,
    ...birth.apgar,
    birth.multiple,
  ]
}

function toFacts(answer: Partial<BirthCareRecord> | null | Error) {
  if (answer instanceof GraphError) return answer.code
  if (answer === null || answer instanceof Error) return answer
  const { pregnancy, birth } = answer
  return [
    pregnancy?.dueDate,
    pregnancy?.lastMenstrualPeriod,
    pregnancy?.gravidity,
    pregnancy?.parity,
    pregnancy?.outcome,
    birth?.date,
    birth?.at,
    birth?.gestationalAgeDays,
    birth?.weightGrams,
    birth?.lengthMillimetres,
    birth?.headCircumferenceMillimetres,
    birth?.apgar1,
    birth?.apgar5,
    birth?.apgar10,
    birth?.multiple,
  ]
}
