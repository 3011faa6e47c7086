import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeliveryReader } from '../../connectors/deliveries.ts'
import { takeIn } from '../../connectors/delivery-file.ts'
import { type DeliveryStore, openDeliveryStore } from '../../connectors/delivery-store.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { readChildcareCsv } from './childcare-csv.ts'
import { MELDCODE_COLUMNS, WAITING_COLUMNS } from './childcare-csv-columns.ts'
import { deliveredChildcare, deliveredLocations } from './delivered-childcare.ts'
import { readLrk } from './lrk.ts'
import { describeChildcareSource, toKey } from './source.contract.ts'
import { indexOfChild } from './subject-index.ts'

const never = new AbortController().signal
const KEY = new Uint8Array(64).fill(7)
const CONTRACTS =
  'bsn;lrk_id;contract_nummer;contract_start;contract_eind;uren_per_week;ve_groep;ve_uren_per_week;financiering;doelgroepindicatie;indicatie_datum;indicatie_door;reden_einde'
const HOURS = 'bsn;lrk_id;contract_nummer;maand;geplande_uren;aanwezige_uren'
const ANNA = '999990019'
const BRAM = '999990020'
const CATO = '999990032'

let database: TestDatabase
let folder: string
let store: DeliveryStore
/** What was asked of the store. */
const asked: string[] = []

beforeAll(async () => {
  database = await makeDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-childcare-'))
  store = await openDeliveryStore({ url: database.url, schema: 'childcare_deliveries' })
  await deliver('town', [
    CONTRACTS,
    `${ANNA};999000001;2;01-09-2025;14-03-2027;16;ja;16;KOT;ja;02-06-2025;JGZ;vier-jaar`,
    `${ANNA};999000001;1;01-03-2024;;22;nee;0;KOT;nee;;;`,
    `${BRAM};999000002;1;15-01-2026;;11;nee;;eigen;nee;;;`,
  ])
  await deliver('town', [
    HOURS,
    `${ANNA};999000001;1;2025-09;10,1;9`,
    `${ANNA};999000001;2;2025-09;20,2;`,
    `${ANNA};999000001;1;2024-03;88,5;80,25`,
  ])
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
  await database.drop()
})

let files = 0
async function deliver(
  registry: string,
  lines: readonly string[],
  read: DeliveryReader = readChildcareCsv({ registry, storeKey: KEY }),
) {
  files += 1
  const file = path.join(folder, `${files}.csv`)
  await writeFile(file, lines.join('\r\n'))
  const taken = await takeIn({ file, store, registry, format: 'test', read }, never)
  expect(taken).toMatchObject({ status: 'accepted' })
}

function bsn(digits: string): Bsn {
  const parsed = Bsn.parse(digits)
  if (!parsed) throw new Error('The digits are those of a BSN.')
  return parsed
}

function providers(registry = 'town') {
  const spied = {
    current: (...question: Parameters<DeliveryStore['current']>) => {
      asked.push(`current ${question[1]}`)
      return store.current(...question)
    },
    byKey: (...question: Parameters<DeliveryStore['byKey']>) => {
      asked.push(`byKey ${question[1]}`)
      return store.byKey(...question)
    },
  }
  return deliveredChildcare({ registry, store: spied }, KEY)
}

async function enrolmentsOf(registry: string, ...digits: readonly string[]) {
  const parts = new Set(['enrolments'] as const)
  const records = await providers(registry)({
    keys: digits.map(bsn).map(toKey),
    parts,
    signal: never,
  })
  return records.map((record) => (record instanceof Error ? record : (record?.enrolments ?? null)))
}

describeChildcareSource('what was delivered', () => ({
  source: providers(),
  anna: bsn(ANNA),
  bram: bsn(BRAM),
  cato: bsn(CATO),
}))

describe('what was delivered', () => {
  test('is read once for all children, and only the lists that are asked', async () => {
    asked.length = 0
    const keys = [ANNA, BRAM, CATO].map(bsn).map(toKey)
    await providers()({ keys, parts: new Set(['attendance']), signal: never })
    expect(asked).toEqual(['current hours', 'byKey hours'])

    asked.length = 0
    await providers()({ keys, parts: new Set(['enrolments', 'attendance']), signal: never })
    expect(asked.toSorted()).toEqual([
      'byKey contract',
      'byKey hours',
      'current contract',
      'current hours',
    ])
  })

  test('adds up the hours of a month; not known in part is not known', async () => {
    const parts = new Set(['attendance'] as const)
    const [record] = await providers()({ keys: [toKey(bsn(ANNA))], parts, signal: never })

    expect(record).toEqual({
      attendance: [
        { month: '2024-03', plannedHours: 88.5, attendedHours: 80.25 },
        { month: '2025-09', plannedHours: 30.3, attendedHours: null },
      ],
    })
  })

  test('is as it was told last; when a day was first told stays known', async () => {
    const told = (end: string, hours: string) => [
      CONTRACTS,
      `${ANNA};999000001;9;01-03-2025;${end};${hours};nee;;KOT;nee;;;`,
    ]
    await deliver('changes', told('', '22'))
    await deliver('changes', told('31-01-2026', '22'))
    await deliver('changes', told('31-01-2026', '33'))
    const [enrolments] = await enrolmentsOf('changes', ANNA)
    const times = await database.ask(
      `select recorded_at from childcare_deliveries.record where registry = 'changes' order by id`,
    )
    const [first, second, third] = times.map(({ recorded_at }) =>
      (recorded_at as Date).toISOString(),
    )

    expect(enrolments).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{22}$/),
        lrkId: '999000001',
        from: '2025-03-01',
        to: '2026-01-31',
        endReason: null,
        hoursPerWeek: 33,
        vveGroup: false,
        vveHoursPerWeek: null,
        financing: 'KINDEROPVANGTOESLAG',
        indication: null,
        emergency: null,
        emergencyGround: null,
        recordedAt: third,
        fromRecordedAt: first,
        toRecordedAt: second,
      },
    ])
  })

  test('replaces the hours of a month that are told again', async () => {
    const hours = (attended: string) => [HOURS, `${ANNA};999000001;1;2025-03;20;${attended}`]
    await deliver('again', hours('8'))
    await deliver('again', hours('16,5'))
    const parts = new Set(['attendance'] as const)

    expect(await providers('again')({ keys: [toKey(bsn(ANNA))], parts, signal: never })).toEqual([
      { attendance: [{ month: '2025-03', plannedHours: 20, attendedHours: 16.5 }] },
    ])
  })

  test('MUST leave a child whose BSN stood there by mistake, once the right one is told', async () => {
    const contract = (digits: string) => [
      CONTRACTS,
      `${digits};999000001;5;01-03-2025;;22;nee;;KOT;nee;;;`,
    ]
    await deliver('mistake', contract(ANNA))
    expect(await enrolmentsOf('mistake', ANNA, BRAM)).toEqual([[expect.anything()], null])

    await deliver('mistake', contract(BRAM))
    expect(await enrolmentsOf('mistake', ANNA, BRAM)).toEqual([null, [expect.anything()]])
  })

  test('without a BSN is nobody’s until the BSN is told, and stays that child’s', async () => {
    const contract = (digits: string, hours: number) => [
      CONTRACTS,
      `${digits};999000001;6;01-03-2025;;${hours};nee;;KOT;nee;;;`,
    ]
    await deliver('newborn', contract('', 11))
    expect(await enrolmentsOf('newborn', ANNA)).toEqual([null])

    await deliver('newborn', contract(ANNA, 22))
    await deliver('newborn', contract('', 33))
    expect(await enrolmentsOf('newborn', ANNA)).toEqual([
      [expect.objectContaining({ hoursPerWeek: 33 })],
    ])
  })

  test('of one child that cannot be read is an error for that child alone', async () => {
    const subject = indexOfChild(KEY, bsn(ANNA))
    async function* unreadable() {
      yield { line: 2, kind: 'contract', subject, logicalKey: 'x 1', body: { from: '30-02-2025' } }
    }
    await deliver('old', ['an older version'], unreadable)
    await deliver('old', [CONTRACTS, `${BRAM};1;1;01-03-2025;;22;nee;;KOT;nee;;;`])
    const [anna, bram] = await enrolmentsOf('old', ANNA, BRAM)

    expect(anna).toMatchObject({ code: 'REGISTRY_MALFORMED', extensions: { registry: 'old' } })
    expect(bram).toHaveLength(1)
  })

  test('tells months of VVE with their days, and none of a group that is not for it', async () => {
    await deliver('vve', [
      CONTRACTS,
      `${ANNA};999000001;1;01-09-2025;;16;ja;16;KOT;nee;;;`,
      `${ANNA};999000001;2;01-09-2025;;16;nee;;KOT;nee;;;`,
    ])
    await deliver('vve', [
      `${HOURS};dagen`,
      `${ANNA};999000001;1;2025-09;66;60,5;12`,
      `${ANNA};999000001;1;2025-10;66;60;`,
      `${ANNA};999000001;2;2025-09;20;20;4`,
    ])
    asked.length = 0
    const parts = new Set(['vveMonths'] as const)

    expect(await providers('vve')({ keys: [toKey(bsn(ANNA))], parts, signal: never })).toEqual([
      {
        vveMonths: [
          { month: '2025-09', attendedHours: 60.5, attendedDays: 12 },
          { month: '2025-10', attendedHours: 60, attendedDays: null },
        ],
      },
    ])
    expect(asked.toSorted()).toEqual([
      'byKey contract',
      'byKey hours',
      'current contract',
      'current hours',
    ])
  })

  test('tells who waits and which steps were taken, and reads either only when it is asked', async () => {
    const waiting = WAITING_COLUMNS.join(';')
    await deliver('more', [waiting, `${ANNA};999000001;W1;01-02-2025;01-09-2025;16,5;`])
    await deliver('more', [waiting, `${ANNA};999000001;W1;01-02-2025;01-09-2025;16,5;01-09-2025`])
    await deliver('more', [
      MELDCODE_COLUMNS.join(';'),
      `${ANNA};999000001;M1;01-02-2025;;08-02-2025;;`,
    ])
    const keys = [toKey(bsn(ANNA)), toKey(bsn(BRAM))]
    asked.length = 0
    const told = await providers('more')({ keys, parts: new Set(['waiting']), signal: never })
    expect(asked).toEqual(['current waiting', 'byKey waiting'])
    expect(told).toEqual([
      {
        waiting: [
          {
            lrkId: '999000001',
            since: '2025-02-01',
            wantedFrom: '2025-09-01',
            hoursPerWeek: 16.5,
            until: '2025-09-01',
          },
        ],
      },
      null,
    ])

    const steps = await providers('more')({ keys, parts: new Set(['meldcode']), signal: never })
    expect(steps).toEqual([
      {
        meldcode: [
          {
            signalsOn: '2025-02-01',
            consultedOn: null,
            talkedOn: '2025-02-08',
            weighedOn: null,
            decidedOn: null,
          },
        ],
      },
      null,
    ])
  })

  test('MUST NOT hold a BSN anywhere in the database', async () => {
    const rows = await database.ask(`
      select row_to_json(r)::text as text from childcare_deliveries.record r
      union all select row_to_json(d)::text from childcare_deliveries.delivery d`)

    expect(rows.length).toBeGreaterThan(10)
    expect(JSON.stringify(rows)).not.toMatch(/9999900\d\d/)
  })
})

test('locations are those of the last export, and null for a number that is not in it', async () => {
  const heading =
    'lrk_id;type_oko;actuele_naam_oko;aantal_kindplaatsen;ve;status;opvanglocatie_postcode;opvanglocatie_woonplaats;cbs_code'
  const export_ = (status: string) => [
    heading,
    `999000001;KDV;De Otter;48;Ja;${status};9999XA;Waterdam;9999`,
  ]
  await deliver('lrk', export_('Ingeschreven'), readLrk)
  await deliver('lrk', export_('Uitgeschreven'), readLrk)
  const locations = deliveredLocations({ registry: 'lrk', store })

  expect(await locations(['999000009', '999000001'], never)).toMatchObject([
    null,
    {
      lrkId: '999000001',
      name: 'De Otter',
      kind: 'KDV',
      places: 48,
      vve: true,
      registered: false,
      municipality: '9999',
      city: 'Waterdam',
      postcode: '9999XA',
    },
  ])
})
