import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeliveryReader } from '../../connectors/deliveries.ts'
import { takeIn } from '../../connectors/delivery-file.ts'
import { type DeliveryStore, openDeliveryStore } from '../../connectors/delivery-store.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { recordKeyOf } from '../../privacy/record-key.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { deliveredLinkables } from '../delivered-linkables.ts'
import { deliveredAllocations } from './delivered-allocations.ts'
import type { BodyKind } from './delivered-bodies.ts'
import { deliveredCases, subjectOf } from './delivered-cases.ts'
import { message, set, without } from './fixtures/messages.ts'
import { readIjw } from './ijw.ts'
import { describeAllocationSource, describeCaseSource, TOWN } from './source.contract.ts'
import type { AllocationSource, CaseRecord, CaseSource } from './source.ts'
import { indexOfChild } from './subject-index.ts'
import { readWijkteamCsv } from './wijkteam-csv.ts'

const never = new AbortController().signal
const KEY = new Uint8Array(64).fill(7)
const HELP = { registry: 'youth-help-waterdam', storeKey: KEY }
const TEAMS = { registry: 'wijkteam-waterdam', storeKey: KEY }

let database: TestDatabase
let folder: string
let store: DeliveryStore
let allocations: AllocationSource
let cases: CaseSource
/** What was asked of the store. */
const asked: string[] = []

beforeAll(async () => {
  database = await makeDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'kindlijn-social-domain-'))
  store = await openDeliveryStore({ url: database.url, schema: 'social_domain_deliveries' })
  const watched: Pick<DeliveryStore, 'current' | 'byKey'> = {
    current: (registry, kind, subjects, signal) => {
      asked.push(`current ${registry} ${kind} ${subjects.length}`)
      return store.current(registry, kind, subjects, signal)
    },
    byKey: (registry, kind, keys, signal) => {
      asked.push(`byKey ${registry} ${kind} ${keys.length}`)
      return store.byKey(registry, kind, keys, signal)
    },
  }
  allocations = deliveredAllocations({ ...HELP, store: watched })
  cases = deliveredCases({ ...TEAMS, store: watched })

  const help = (text: string) => deliver(HELP.registry, text, readIjw(HELP))
  // The later of the two comes first, and the start and the stop before both.
  await help(message('JW307'))
  await help(message('JW305'))
  await help(
    message(
      'JW301',
      set('Dagtekening', '2026-06-02'),
      set('Toewijzingsdatum', '2026-06-01'),
      set('Einddatum', '2027-03-31'),
    ),
  )
  await help(message('JW301'))
  // Of another child, and of nobody: a start of the same allocation with another product.
  const bram = [set('Bsn', TOWN.bram), set('ToewijzingNummer', '5001')] as const
  const one = [
    /<jw301:ToegewezenProduct>\s*<jw301:ToewijzingNummer>4002[\s\S]*?Product>\s*(?=<\/jw301:Toegewezen)/,
    '',
  ] as const
  await help(message('JW301', ...bram, one))
  await help(message('JW305', ...bram))
  await help(
    message(
      'JW301',
      ...bram,
      one,
      set('Toewijzingsdatum', '2026-03-05'),
      set('Einddatum', '2026-03-09'),
      [/(<\/jw301:Einddatum>)/, '$1<jw301:RedenWijziging>13</jw301:RedenWijziging>'],
    ),
  )

  const teams = (text: string) => deliver(TEAMS.registry, text, readWijkteamCsv(TEAMS))
  const list = await readFile(new URL('./fixtures/wijkteam.csv', import.meta.url), 'utf8')
  // At first a case of Anna was written down as one of Bram, and was still open.
  await teams(list.replace(`WT-1;${TOWN.anna}`, `WT-1;${TOWN.bram}`).replace('30-06-2025', ''))
  await teams(list)

  await leaveUnreadable(HELP.registry, 'youth-help')
  await leaveUnreadable(TEAMS.registry, 'case')
})
afterAll(async () => {
  await store?.close()
  await rm(folder, { recursive: true })
  await database?.drop()
})

let files = 0
async function deliver(registry: string, text: string, read: DeliveryReader): Promise<void> {
  files += 1
  const file = path.join(folder, `${files}.txt`)
  await writeFile(file, text)
  const taken = await takeIn({ file, store, registry, format: 'f', read }, never)
  expect(taken.status).toBe('accepted')
}

/** As another version of ours could have written it. */
async function leaveUnreadable(registry: string, kind: BodyKind): Promise<void> {
  const dirk = Bsn.parse(TOWN.dirk)
  if (!dirk) throw new Error('This is no BSN.')
  const record = { line: 1, kind, subject: indexOfChild(KEY, dirk), logicalKey: 'x' }
  const sha256 = '0'.repeat(64)
  await store.append(
    { registry, format: 'f', fileName: 'f', sha256 },
    async function* () {
      yield { ...record, body: { told: 'something', openedOn: '2026-02-31' } }
    },
    never,
  )
}

describeAllocationSource('delivered iJw messages', () => allocations)
describeCaseSource('a delivered list of cases', () => cases)

describe('what was delivered', () => {
  const keys = ['anna', 'bram', 'cato'] as const
  const bsns = () => keys.map((child) => recordKeyOf({ bsn: Bsn.parse(TOWN[child]) ?? null }))

  test('MUST be asked once for all children, and only what was asked', async () => {
    asked.length = 0
    await allocations({ keys: bsns(), parts: new Set(['allocations']), signal: never })
    // How messages were received can come without a child; those of one header are one here.
    expect(asked).toEqual([
      'current youth-help-waterdam youth-help 3',
      'byKey youth-help-waterdam youth-help 4',
    ])

    asked.length = 0
    await cases({ keys: bsns(), parts: new Set(['cases']), signal: never })
    expect(asked).toEqual(['current wijkteam-waterdam case 3', 'byKey wijkteam-waterdam case 2'])

    asked.length = 0
    await cases({ keys: bsns(), parts: new Set(), signal: never })
    expect(asked).toEqual([])
  })

  test('MUST NOT stand in the store with who it is about', async () => {
    const rows = await database.ask('select * from social_domain_deliveries.record')
    expect(rows.length).toBeGreaterThan(10)
    const text = JSON.stringify(rows)
    for (const bsn of Object.values(TOWN)) expect(text).not.toContain(bsn)
    expect(text).not.toMatch(/Anna|Moeder|Straat|2024-02-29|4001|WT-/)
  })

  test('says since when a case is known to be closed', async () => {
    const [record] = await cases({ keys: bsns(), parts: new Set(['cases']), signal: never })
    const [closed, open] = (record as CaseRecord).cases
    expect(closed?.closedRecordedAt).toBe(closed?.recordedAt)
    expect(String(closed?.openedRecordedAt) < String(closed?.closedRecordedAt)).toBe(true)
    expect(open).toMatchObject({ closedOn: null, closedRecordedAt: null })
  })

  test('MUST be nobody’s under another key', async () => {
    const other = { ...HELP, storeKey: new Uint8Array(64).fill(8) }
    const source = deliveredAllocations({ ...other, store })
    expect(await source({ keys: bsns(), parts: new Set(['allocations']), signal: never })).toEqual([
      null,
      null,
      null,
    ])
  })

  test('MUST be taken in whole or not at all', async () => {
    const before = await database.ask('select count(*) from social_domain_deliveries.record')
    const file = path.join(folder, 'half.xml')
    await writeFile(file, message('JW301', [/(4002[\s\S]*)<jw301:Ingangsdatum>.*/, '$1']))
    const taken = await takeIn({ file, store, ...HELP, format: 'f', read: readIjw(HELP) }, never)
    expect(taken).toMatchObject({ status: 'refused', problem: { rule: 'missing' } })
    expect(await database.ask('select count(*) from social_domain_deliveries.record')).toEqual(
      before,
    )
    await writeFile(file, message('JW305', without('Begindatum')))
    expect(
      await takeIn({ file, store, ...HELP, format: 'f', read: readIjw(HELP) }, never),
    ).toMatchObject({ status: 'refused', problem: { rule: 'missing' } })
  })
})

describe('linking is offered', () => {
  const feed = (of: typeof HELP, kind: string) =>
    Array.fromAsync(deliveredLinkables({ ...of, store, kinds: [kind], subjectOf }, never))

  test('who a message is about: number, name, birth date and sex, and nobody around the child', async () => {
    const told = await feed(HELP, 'youth-help')
    expect(told.map(({ bsn }) => bsn).sort()).toEqual([TOWN.anna, TOWN.bram].sort())
    expect(told.find(({ bsn }) => bsn === TOWN.anna)).toEqual({
      registry: HELP.registry,
      key: expect.stringMatching(/^[\w-]{43}$/),
      bsn: TOWN.anna,
      familyName: 'Achternaam-van-Anna',
      prefix: null,
      givenNames: 'Anna',
      birthDate: '2024-02-29',
      sex: 'female',
      postcode: null,
      houseNumber: null,
      mother: null,
      rank: null,
      bornTogether: null,
    })
    const keys = told.map(({ key }) => recordKeyOf({ records: [key] }))
    const read = (asked: readonly ReturnType<typeof recordKeyOf>[]) =>
      allocations({ keys: asked, parts: new Set(['allocations']), signal: never })
    const byBsn = told.map(({ bsn }) => recordKeyOf({ bsn: Bsn.parse(bsn ?? '') ?? null }))
    expect(await read(keys)).toEqual(await read(byBsn))
  })

  test('a case without a BSN, by the name in the list; and it is read by its key', async () => {
    await deliver(
      TEAMS.registry,
      [
        'casus;bsn;aanmelddatum;afsluitdatum;aanmelder;regie;hulpvorm;team;achternaam;voornamen;geboortedatum',
        'WT-8;;01-06-2026;;JGZ;gezin;01;Team Haven;Jansen;Zoë;14-03-2023',
        '',
      ].join('\n'),
      readWijkteamCsv(TEAMS),
    )
    const told = await feed(TEAMS, 'case')
    const unnamed = told.filter(({ bsn }) => bsn === null)
    expect(unnamed).toMatchObject([
      { familyName: 'Jansen', givenNames: 'Zoë', birthDate: '2023-03-14', sex: null },
    ])
    expect(told.filter(({ bsn }) => bsn !== null)).toMatchObject([{ bsn: TOWN.anna }])
    const keys = [...unnamed, ...told].map(({ key }) => recordKeyOf({ records: [key] }))
    const [own] = await cases({ keys, parts: new Set(['cases']), signal: never })
    expect(own).toMatchObject({ cases: [{ openedOn: '2026-06-01', team: 'Team Haven' }] })
  })

  test('under seal: MUST NOT open with another key', async () => {
    const rows = await database.ask('select * from social_domain_deliveries.record')
    expect(JSON.stringify(rows)).not.toMatch(/Jansen|Zoë|Anna|2023-03-14|2024-02-29/)
    const other = { ...HELP, storeKey: new Uint8Array(64).fill(8) }
    await expect(feed(other, 'youth-help')).rejects.toMatchObject({ code: 'REGISTRY_MALFORMED' })
  })
})
