import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeliveryReader } from '../connectors/deliveries.ts'
import { type DeliveryStore, openDeliveryStore } from '../connectors/delivery-store.ts'
import { Bsn } from '../privacy/bsn.ts'
import { recordKeyOf } from '../privacy/record-key.ts'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { readChildcareCsv } from './childcare/childcare-csv.ts'
import { deliveredChildcare } from './childcare/delivered-childcare.ts'
import { subjectOf } from './childcare/delivered-childcare-mapping.ts'
import { deliveredLinkables } from './delivered-linkables.ts'
import type { LinkableRecord } from './linkable.ts'

const KEY = new Uint8Array(64).fill(7)
const never = new AbortController().signal
const ANNA = '999990019'
const HEADING =
  'bsn;lrk_id;contract_nummer;contract_start;contract_eind;uren_per_week;ve_groep;ve_uren_per_week;financiering;doelgroepindicatie;indicatie_datum;indicatie_door;reden_einde;achternaam;voorvoegsel;voornamen;geboortedatum;geslacht;postcode;huisnummer'
const HOURS = 'bsn;lrk_id;contract_nummer;maand;geplande_uren;aanwezige_uren'
const MELDCODE = 'bsn;lrk_id;meldcode_nummer;stap_1;stap_2;stap_3;stap_4;stap_5'

let database: TestDatabase
let store: DeliveryStore
const asked: string[] = []

beforeAll(async () => {
  database = await makeDatabase()
  store = await openDeliveryStore({ url: database.url, schema: 'childcare_deliveries' })
})
afterAll(async () => {
  await store?.close()
  await database?.drop()
})

async function deliver(registry: string, ...lines: readonly string[]) {
  const text = lines.join('\n')
  const sha256 = createHash('sha256').update(text).digest('hex')
  const read: DeliveryReader = readChildcareCsv({ registry, storeKey: KEY })
  async function* bytes() {
    yield Buffer.from(text)
  }
  const refuse = () => expect.fail('It refuses by itself.')
  const delivery = { registry, format: 'childcare-csv', fileName: 'x.csv', sha256 }
  await store.append(delivery, () => read(bytes(), refuse), never)
}

function contract(bsn: string, number: string, person = ';;;;;;') {
  return `${bsn};999000001;${number};01-03-2025;;16;nee;;KOT;nee;;;;${person}`
}

function offered(registry: string, signal = never): Promise<LinkableRecord[]> {
  const kinds = ['contract', 'waiting']
  const watched: DeliveryStore = {
    ...store,
    subjects(...question) {
      asked.push('subjects')
      return store.subjects(...question)
    },
  }
  const options = { registry, store: watched, storeKey: KEY, kinds, subjectOf }
  return Array.fromAsync(deliveredLinkables(options, signal))
}

async function read(registry: string, ...keys: readonly Parameters<typeof recordKeyOf>[0][]) {
  const source = deliveredChildcare({ registry, store }, KEY)
  const parts = new Set(['enrolments', 'attendance', 'meldcode'] as const)
  return source({ keys: keys.map(recordKeyOf), parts, signal: never })
}

describe('what was delivered', () => {
  test('is offered for linking: with a BSN that, without one who it is; and is read by its key', async () => {
    await deliver(
      'town',
      HEADING,
      contract(ANNA, '1'),
      contract('', '2', "Jansen;van 't;Zoë Maria;14-03-2023;v;9999 XA;12b"),
      contract('', '3'),
    )
    await deliver('town', HOURS, ';999000001;2;2025-03;10,5;', ';999000001;3;2025-03;8;')
    await deliver('town', MELDCODE, ';999000001;M-1;01-03-2025;;;;')
    const all = await offered('town')
    const anna = all.find(({ bsn }) => bsn === ANNA)
    const zoe = all.find(({ bsn }) => bsn === null)

    // Of the third contract, and of a step of the meldcode, nobody said whose it is.
    expect(all).toHaveLength(2)
    expect(anna).toMatchObject({ familyName: null, postcode: null })
    expect(zoe).toEqual({
      registry: 'town',
      key: expect.stringMatching(/^\.[\w-]{22}$/),
      bsn: null,
      familyName: 'Jansen',
      prefix: "van 't",
      givenNames: 'Zoë Maria',
      birthDate: '2023-03-14',
      sex: 'female',
      postcode: '9999 XA',
      houseNumber: '12b',
      mother: null,
      rank: null,
      bornTogether: null,
    })
    const bsn = Bsn.parse(ANNA) ?? null
    const told = await read(
      'town',
      { records: [zoe?.key ?? ''] },
      { bsn },
      { records: ['.no'] },
      {},
    )
    expect(told).toMatchObject([
      { enrolments: [{}], attendance: [{ month: '2025-03', plannedHours: 10.5 }] },
      { enrolments: [{}] },
      null,
      null,
    ])
    expect(told[0]).not.toHaveProperty('meldcode')
    expect(JSON.stringify(told)).not.toContain('person')
    const [same, both] = await read(
      'town',
      { records: [anna?.key ?? ''] },
      { bsn, records: [zoe?.key ?? '', anna?.key ?? ''] },
    )
    expect(same).toEqual(told[1])
    expect(both).toMatchObject({ enrolments: [{}, {}] })
  })

  test('under a BSN that was told later is offered and read by that alone', async () => {
    await deliver('later', HEADING, contract('', '1', 'Jansen;;Zoë;14-03-2023;v;;'))
    const [before] = await offered('later')
    await deliver('later', HEADING, contract(ANNA, '1'))

    // What was told of who it is stays with the contract.
    expect(await offered('later')).toEqual([
      expect.objectContaining({ bsn: ANNA, familyName: 'Jansen' }),
    ])
    const bsn = Bsn.parse(ANNA) ?? null
    expect(await read('later', { records: [before?.key ?? ''] }, { bsn })).toMatchObject([
      null,
      { enrolments: [{}] },
    ])
  })

  test('is offered page by page, each once and in the order of the store', async () => {
    const many = Array.from({ length: 450 }, (_, i) => contract('', `${i}`, `Nr ${i};;;;;;`))
    await deliver('many', HEADING, ...many)
    await deliver('many', HEADING, ...many.slice(0, 300), contract('', 'x', 'Nog een;;;;;;'))
    asked.length = 0
    const all = await offered('many')

    expect(new Set(all.map(({ key }) => key)).size).toBe(451)
    expect(all).toHaveLength(451)
    expect(new Set(all.map(({ familyName }) => familyName)).size).toBe(451)
    expect(asked).toHaveLength(4)
  })

  test('MUST stop when it is told to', async () => {
    await expect(offered('many', AbortSignal.abort())).rejects.toMatchObject({
      code: 'REGISTRY_TIMEOUT',
    })
  })

  test('MUST be under seal in the store', async () => {
    const rows = await database.ask('select * from childcare_deliveries.record')
    expect(rows.length).toBeGreaterThan(750)
    expect(JSON.stringify(rows)).not.toMatch(/Jansen|Zoë|9999 ?XA|2023-03-14|99999\d{4}|Nr \d/)
  })
})
