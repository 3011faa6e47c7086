import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeIn } from '../../connectors/delivery-file.ts'
import { type DeliveryStore, openDeliveryStore } from '../../connectors/delivery-store.ts'
import { GraphError } from '../../schema/errors.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { ada, hl7, type KernsetFacts } from './fixtures/kernsets.ts'
import { readPerinedKernset } from './perined-kernset.ts'
import { perinedPregnancies } from './perined-kernset-feed.ts'
import { indexOf } from './perined-kernset-records.ts'
import { perinedKernset } from './perined-kernset-source.ts'
import { keyOf, TOWN } from './source.contract.ts'
import type { BirthCareKey, BirthCareRecord, BirthCareSource } from './source.ts'

const never = new AbortController().signal
const KEY = new Uint8Array(64).fill(7)
const PERINED = { registry: 'perined-waterdam', storeKey: KEY }
const BOTH = ['pregnancy', 'birth'] as const

let database: TestDatabase
let folder: string
let store: DeliveryStore
let source: BirthCareSource
/** What was asked of the store. */
let asked: string[] = []

beforeAll(async () => {
  database = await makeDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-perined-'))
  store = await openDeliveryStore({ url: database.url, schema: 'birth_care_deliveries' })
  const watched: Pick<DeliveryStore, 'current' | 'byKey'> = {
    current: (registry, kind, subjects, signal) => {
      asked.push(`current ${kind}`)
      return store.current(registry, kind, subjects, signal)
    },
    byKey: (registry, kind, keys, signal) => {
      asked.push(`byKey ${kind}`)
      return store.byKey(registry, kind, keys, signal)
    },
  }
  source = perinedKernset({ ...PERINED, store: watched })
  for (const text of DELIVERIES) await deliver(text)
}, 60_000)

afterAll(async () => {
  await store.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

let files = 0
async function deliver(text: string) {
  files += 1
  const file = path.join(folder, `${files}.xml`)
  await writeFile(file, text)
  const read = readPerinedKernset(PERINED)
  const taken = await takeIn({ file, store, format: 'perined-kernset', read, ...PERINED }, never)
  expect(taken.status).toBe('accepted')
}

const uuid = (n: number) => `a0000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const ANNA: KernsetFacts = {
  ...{ dossier: uuid(1), mother: TOWN.anna.mother, lvr: '1504', made: '2024-02-01T10:00:00' },
  ...{ from: '2023-08-09', dueDate: '2024-03-18', gravidity: 2, parity: 0 },
  visits: [{ date: '2023-08-09', smoking: '5' }],
}
const ANNA_BORN: KernsetFacts = {
  ...{ dossier: uuid(1), mother: TOWN.anna.mother, lvr: '0110', made: '2024-04-01T10:00:00' },
  ...{ from: '2024-02-01', dueDate: '2024-03-20', end: '1', childrenBorn: 1, bloodLoss: 400 },
  children: [
    {
      ...{ bsn: TOWN.anna.bsn, rank: 1, bornAt: '2024-03-14T04:12:00', grams: 3410, apgar5: 9 },
      ...{ place: '22232009', mode: '3311000146109', anomaly: 'false' },
    },
  ],
}
const child = (n: number, facts: KernsetFacts['children'], more: Partial<KernsetFacts>) =>
  ({
    ...{ dossier: uuid(n), lvr: '0110', made: '2024-06-01T10:00:00', from: '2023-01-01', end: '1' },
    children: facts ?? [],
    ...more,
  }) satisfies KernsetFacts

const DELIVERIES = [
  // The later of the two comes first, and in the other form.
  hl7(ANNA_BORN),
  ada(ANNA),
  ada({ ...ANNA, dossier: uuid(2), dueDate: '2023-09-15', end: '3', visits: [] }),
  hl7(
    child(
      3,
      [
        { rank: 1, bornAt: '2023-07-04T21:40:00', grams: 2500 },
        { rank: 2, bornAt: '2023-07-04T21:55:00', grams: 900, died: 'true', phase: '237361005' },
      ],
      { mother: TOWN.bram.mother, dueDate: '2023-08-01', childrenBorn: 2 },
    ),
  ),
  ada(
    child(
      4,
      [
        { rank: 1, bornAt: '2022-05-30T06:00:00' },
        { rank: 2, bornAt: '2022-05-30T06:20:00' },
      ],
      { mother: TOWN.dirk.mother, dueDate: '2022-06-20' },
    ),
  ),
  ada(
    child(
      5,
      [
        { rank: 1, bsn: TOWN.felix.bsn, bornAt: '2022-05-30T06:00:00', grams: 2200 },
        { rank: 2, bsn: TOWN.fay.bsn, bornAt: '2022-05-30T06:20:00', grams: 2100 },
      ],
      { mother: TOWN.fay.mother, dueDate: '2022-06-20', childrenBorn: 2 },
    ),
  ),
  ada(child(6, [], { mother: TOWN.hana.mother, dueDate: '2024-07-10', end: 'NI' })),
  // Without a BSN of the mother.
  ada(child(7, [{ bsn: TOWN.cato.bsn, rank: 1, bornAt: '2022-02-02', grams: 3000 }], {})),
]

type Name = keyof typeof TOWN

const askKeys = (keys: readonly BirthCareKey[], parts: readonly (keyof BirthCareRecord)[] = BOTH) =>
  source({ keys, parts: new Set(parts), signal: never })
const ask = (names: readonly Name[], parts: readonly (keyof BirthCareRecord)[] = BOTH) =>
  askKeys(
    names.map((name) => keyOf(TOWN[name])),
    parts,
  )

describe('deliveries to Perined, as a BirthCareSource', () => {
  test('tell the pregnancy and the birth, each fact once, the latest', async () => {
    expect(await ask(['anna'])).toMatchObject([
      {
        pregnancy: {
          ...{ dueDate: '2024-03-20', gravidity: 2, parity: 0, outcome: 'LIVE_BIRTH' },
          ...{ firstVisit: '2023-08-09', firstVisitGestationalAgeDays: 56, multiple: false },
          tobaccoUse: { code: '8517006', label: 'Ex-smoker' },
        },
        birth: {
          ...{ date: '2024-03-14', at: '2024-03-14T03:12:00.000Z', gestationalAgeDays: 274 },
          ...{ preterm: false, weightGrams: 3410, lengthMillimetres: null, apgar5: 9, rank: 1 },
          ...{ mode: 'ASSISTED_VAGINAL', place: 'HOSPITAL', outcome: 'LIVE_BIRTH' },
          delivery: { date: '2024-03-14', childrenBorn: 1 },
        },
      },
    ])
  })

  test('tell what has no field of its own with its number and official name', async () => {
    const [anna] = await ask(['anna'])
    expect(anna).toMatchObject({
      pregnancy: {
        observations: expect.arrayContaining([
          expect.objectContaining({
            ...{ number: '20640', name: 'hoeveelheid_bloedverlies', value: '400', unit: 'ml' },
          }),
          // Of the midwife, who told another day than the hospital.
          expect.objectContaining({ number: '82160', value: '2024-03-18' }),
        ]),
      },
      birth: {
        observations: [
          expect.objectContaining({ name: 'congenitale_afwijkingenq', value: 'false' }),
        ],
      },
    })
  })

  test('MUST tell nothing of the woman herself by way of a child, nor anybody’s number', async () => {
    const text = JSON.stringify(await ask(['anna', 'fay']))
    expect(text).not.toMatch(/burgerservicenummer|dossiernummer|partusnummer|bsn_kind/)
    expect(text).not.toContain(indexOf(KEY, keyOf(TOWN.anna).bsn))
  })

  test('MUST read nothing of the mother when only a birth is asked', async () => {
    asked = []
    const [anna] = await ask(['anna'], ['birth'])
    expect(Object.keys(anna ?? {})).toEqual(['birth'])
    expect(asked.some((question) => question.includes('pregnancy'))).toBe(false)
    expect(Object.keys((await ask(['anna'], ['pregnancy']))[0] ?? {})).toEqual(['pregnancy'])
  })

  test('MUST ask the store the same, however many children are asked', async () => {
    asked = []
    await ask(['anna'])
    const one = asked.length
    asked = []
    await ask(['anna', 'fay', 'felix', 'bram', 'hana', 'anna'])
    expect(asked.length).toBe(one)
  })

  test('MUST answer in the order of the keys, and null for who is not there', async () => {
    const answers = await ask(['fay', 'gijs', 'felix', 'fay'], ['birth'])
    expect(answers).toMatchObject([
      { birth: { weightGrams: 2100, rank: 2 } },
      null,
      { birth: { weightGrams: 2200, rank: 1 } },
      { birth: { weightGrams: 2100, rank: 2 } },
    ])
  })

  test('MUST NOT take another pregnancy of the mother for that of the child', async () => {
    expect(await ask(['annasSister', 'nobody'])).toEqual([null, null])
  })

  test('MUST NOT give a child the weight or the death of its stillborn sibling', async () => {
    expect(await ask(['bram'])).toMatchObject([
      {
        pregnancy: { multiple: true, outcome: 'LIVE_BIRTH' },
        birth: { weightGrams: 2500, rank: 1, perinatalDeath: null, multiple: true },
      },
    ])
  })

  test('MUST NOT guess which one of twins without a BSN the child is', async () => {
    const [dirk, anna] = await ask(['dirk', 'anna'])
    expect(dirk instanceof GraphError && dirk.code).toBe('RECORD_UNCERTAIN')
    expect(anna).toMatchObject({ birth: { weightGrams: 3410 } })
  })

  test('MUST NOT take a child with another BSN for the child', async () => {
    expect(await ask(['stranger'], ['birth'])).toEqual([{ birth: null }])
  })

  test('find a pregnancy by its due date, where no birth was told', async () => {
    expect(await ask(['hana'])).toMatchObject([
      { birth: null, pregnancy: { dueDate: '2024-07-10', outcome: 'UNKNOWN' } },
    ])
  })

  test('MUST NOT show what was recorded of a woman who is not a mother by birth', async () => {
    const { bsn, birthDate } = keyOf(TOWN.anna)
    const answers = await askKeys([
      { bsn, birthDate, records: [], mothers: [] },
      { bsn, birthDate, records: [], mothers: keyOf(TOWN.cato).mothers },
    ])
    const own = { weightGrams: 3410, mode: null, place: null, delivery: null, observations: [] }
    expect(answers).toMatchObject(Array(2).fill({ pregnancy: null, birth: own }))
  })

  test('tell a birth by the child’s own number where that of the mother is not known', async () => {
    expect(await ask(['cato'])).toMatchObject([{ pregnancy: null, birth: { weightGrams: 3000 } }])
  })

  test('find nobody without a BSN by a year of birth alone', async () => {
    const { bsn, mothers } = keyOf(TOWN.bram)
    expect(await askKeys([{ bsn, records: [], mothers, birthDate: '2023' }])).toEqual([null])
  })

  test('MUST fail for that child only, when its record cannot be read', async () => {
    const broken = async function* () {
      const subject = indexOf(KEY, keyOf(TOWN.gijs).bsn)
      yield { line: 1, kind: 'child', subject, logicalKey: 'broken', body: {} }
      yield { line: 1, kind: 'birth', subject: 'x', logicalKey: 'broken', body: { elements: 7 } }
    }
    const delivery = {
      ...PERINED,
      format: 'perined-kernset',
      fileName: 'x',
      sha256: 'a'.repeat(64),
    }
    await store.append(delivery, broken, never)
    const [gijs, anna] = await ask(['gijs', 'anna'], ['birth'])
    expect(gijs instanceof GraphError && gijs.code).toBe('REGISTRY_MALFORMED')
    expect(anna).toMatchObject({ birth: { weightGrams: 3410 } })
  })

  test('MUST keep nobody’s number in the store', async () => {
    const all = JSON.stringify(await store.since(PERINED.registry, '0', 1000, never))
    for (const { bsn, mother } of Object.values(TOWN)) {
      expect(all).not.toContain(bsn)
      expect(all).not.toContain(mother)
    }
    expect(all).not.toContain(uuid(1))
  })
})

describe('the pregnancies that were delivered', () => {
  test('are offered for linking, of whom by blind indexes, and read by the key of their child', async () => {
    const told = await Array.fromAsync(perinedPregnancies({ ...PERINED, store }, never))
    const { bsn, mothers } = keyOf(TOWN.anna)
    const anna = told.filter(({ fetuses }) =>
      fetuses.some(({ child }) => child.index === indexOf(KEY, bsn)),
    )
    const [mother] = mothers

    expect(new Set(anna.map(({ key }) => key)).size).toBe(1)
    expect(anna[0]).toMatchObject({
      mother: { bsn: null, index: mother && indexOf(KEY, mother) },
      dueDate: '2024-03-20',
      endedOn: '2024-03-14',
      outcome: 'LIVE_BIRTH',
      fetuses: [{ id: '1', rank: 1, outcome: 'LIVE_BIRTH', weightGrams: 3410 }],
    })
    expect(told.every(({ fetuses }) => fetuses.length > 0)).toBe(true)
    const records = [anna[0]?.fetuses[0]?.key ?? '']
    const [read] = await source({
      keys: [{ bsn: null, mothers: [], birthDate: null, records }],
      parts: new Set(BOTH),
      signal: never,
    })
    expect(read).toMatchObject({
      birth: { date: '2024-03-14', weightGrams: 3410 },
      pregnancy: { dueDate: '2024-03-20' },
    })
  })
})
