import { readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeIn } from '../../connectors/delivery-file.ts'
import { type DeliveryStore, openDeliveryStore } from '../../connectors/delivery-store.ts'
import type { FhirResource } from '../../connectors/fhir.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { indexOfNumbered } from '../pregnancies.ts'
import { readFhirDelivered, toRecords } from './fhir-delivered.ts'
import { fhirDelivered } from './fhir-delivered-source.ts'
import { deliveredFhirPregnancies } from './fhir-feed.ts'
import { fhirGeboortezorg } from './fhir-geboortezorg.ts'
import { readFixture } from './fixture-registry.ts'
import { describeBirthCareSource, keyOf, TOWN } from './source.contract.ts'
import type { BirthCareSource } from './source.ts'

const never = new AbortController().signal
const FILES = { registry: 'midwives-test', storeKey: new Uint8Array(64).fill(5) }
const format = 'fhir-birth-care-files'

let database: TestDatabase
let folder: string
let store: DeliveryStore
let source: BirthCareSource
let files = 0

beforeAll(async () => {
  database = await makeDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-fhir-'))
  store = await openDeliveryStore({ url: database.url, schema: 'birth_care_deliveries' })
  const { registry } = FILES
  source = fhirGeboortezorg({ registry, fhir: fhirDelivered({ ...FILES, store }) })

  const names = readdirSync(new URL('./fixtures/', import.meta.url)).filter(isWhole)
  for (const resource of names.flatMap(readFixture)) await deliver(resource)
  // As an older version of ours, that did not look, could have taken it in.
  const gijs = readFixture('gijs.json').flatMap((resource) => [...toRecords(resource, FILES)])
  const delivery = { ...FILES, format, fileName: 'gijs', sha256: '0'.repeat(64) }
  await store.append(
    delivery,
    async function* () {
      yield* gijs
    },
    never,
  )
}, 60_000)

afterAll(async () => {
  await store.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

function isWhole(name: string): boolean {
  return name.endsWith('.json') && name !== 'gijs.json'
}

async function deliver(resource: FhirResource, expected = 'accepted') {
  files += 1
  const file = path.join(folder, `${files}.json`)
  await writeFile(file, JSON.stringify(resource))
  const read = readFhirDelivered(FILES)
  const taken = await takeIn({ ...FILES, file, store, format, read }, never)
  expect(taken.status).toBe(expected)
}

describeBirthCareSource('fhir-birth-care-files', () => source)

test('MUST NOT keep a BSN, a name, or an id that could hold one', async () => {
  const woman = {
    resourceType: 'Patient',
    id: 'Hanna-Jansen-999922014',
    text: { status: 'generated', div: '<div>Hanna Jansen</div>' },
    identifier: [
      { system: 'http://fhir.nl/fhir/NamingSystem/bsn', value: '999922014' },
      { system: 'urn:oid:1', value: 'Hanna' },
    ],
    name: [{ family: 'Jansen' }],
    address: [{ city: 'Waterdam' }],
  }
  const observation = {
    resourceType: 'Observation',
    code: { text: 'kept', coding: [{ system: 'x', code: 'y', display: 'kept too' }] },
    subject: { reference: `Patient/${woman.id}`, display: 'Hanna' },
    comment: 'BSN 999922014',
  }
  const stored = JSON.stringify([...toRecords(woman, FILES), ...toRecords(observation, FILES)])
  expect(stored).not.toMatch(/999922014|Hanna|Jansen|Waterdam/)
  expect(stored).toContain('kept too')
  expect(stored).toContain('"text":"kept"')

  const all = await store.since(FILES.registry, '0', 10_000, never)
  expect(all.length).toBeGreaterThan(200)
  expect(JSON.stringify(all)).not.toMatch(/9999\d{5}/)
})

test('a correction counts, and what was taken back does not', async () => {
  const [weight] = readFixture('twins-with-bsn.json').filter(({ id }) => id === 'weight-fay-2')
  if (!weight) throw new Error('no weight')
  const ask = async () => {
    const [felix] = await source({
      keys: [keyOf(TOWN.felix)],
      parts: new Set(['birth'] as const),
      signal: never,
    })
    return felix
  }
  await deliver({ ...weight, valueQuantity: { value: 2222, code: 'g' } })
  expect(await ask()).toMatchObject({ birth: { weightGrams: 2222 } })
  await deliver({ ...weight, status: 'entered-in-error' })
  expect(await ask()).toMatchObject({ birth: { weightGrams: null } })
})

test('a file that is wrong is put aside', async () => {
  await deliver({ resourceType: 'Patient', birthDate: '2024-02-31' }, 'refused')
  const identifier = [{ system: 'http://fhir.nl/fhir/NamingSystem/bsn', value: '123456789' }]
  await deliver({ resourceType: 'Patient', identifier }, 'refused')
})

test('every pregnancy is offered for linking, of whom by blind indexes, and is read by the key of its child', async () => {
  const fhir = fhirDelivered({ ...FILES, store })
  const told = await Array.fromAsync(deliveredFhirPregnancies({ ...FILES, store, fhir }, never))
  const { bsn, mothers } = keyOf(TOWN.anna)
  const [anna] = told.filter(({ fetuses }) =>
    fetuses.some(({ child }) => child.index === indexOfNumbered(FILES.storeKey, bsn)),
  )
  const [mother] = mothers

  expect(anna).toMatchObject({
    registry: FILES.registry,
    mother: { bsn: null, index: mother && indexOfNumbered(FILES.storeKey, mother) },
    dueDate: '2024-03-20',
    endedOn: '2024-03-14',
    outcome: 'LIVE_BIRTH',
    fetuses: [{ outcome: 'LIVE_BIRTH', bornOn: '2024-03-14', givenNames: null }],
  })
  expect(JSON.stringify(told)).not.toMatch(/(?<!\d)9999\d{5}(?!\d)/)
  const records = [anna?.fetuses[0]?.key ?? '']
  const [read] = await source({
    keys: [{ bsn: null, mothers: [], birthDate: null, records }],
    parts: new Set(['birth', 'pregnancy'] as const),
    signal: never,
  })
  expect(read).toMatchObject({
    birth: { date: '2024-03-14' },
    pregnancy: { dueDate: '2024-03-20' },
  })
})
