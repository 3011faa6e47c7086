import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DeliveryStore, openDeliveryStore } from '../../connectors/delivery-store.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { recordKeyOf } from '../../privacy/record-key.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { deliveredLinkables } from '../delivered-linkables.ts'
import { ANNAS_DOSSIER } from './fixtures/annas-dossier.ts'
import {
  type ContactSpec,
  dossierMessage,
  type MessageSpec,
  observation,
  pq,
  vaccination,
} from './fixtures/dossier-message.ts'
import { readJgzDob } from './jgz-dob.ts'
import { jgzDob, whoseDossier } from './jgz-dob-source.ts'
import { unseal } from './kept.ts'
import { ANNA, describeJgzSource, keyOf, PARTS, TOWN } from './source.contract.ts'
import type { JgzPart, JgzRecord, JgzSource } from './source.ts'

const KEY = new Uint8Array(64).fill(7)
const REGISTRY = 'jgz-dossiers'
const never = new AbortController().signal
let database: TestDatabase
let store: DeliveryStore
let source: JgzSource
let anna: JgzRecord
const asked: string[] = []

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}

function take(message: string, registry = REGISTRY) {
  const read = readJgzDob({ registry, storeKey: KEY })
  const sha256 = createHash('sha256').update(message).digest('hex')
  const delivery = { registry, format: 'jgz-dob', fileName: 'a.xml', sha256 }
  const refuse = () => expect.fail()
  return store.append(delivery, () => read(once(message), refuse), never)
}

beforeAll(async () => {
  database = await makeDatabase()
  store = await openDeliveryStore({ url: database.url, schema: 'jgz_deliveries' })
  const watched: Pick<DeliveryStore, 'current' | 'byKey'> = {
    ...store,
    current(registry, kind, subjects, signal) {
      asked.push(kind)
      return store.current(registry, kind, subjects, signal)
    },
  }
  source = jgzDob({ registry: REGISTRY, storeKey: KEY, store: watched })

  await take(ANNAS_DOSSIER)
  await take(dossierMessage({ bsn: TOWN.bram, dossier: 'B' }))
  await take(dossierMessage({ bsn: TOWN.dirk, dossier: 'D' }))
  await take(dossierMessage({ bsn: TOWN.eva, dossier: 'E-1', birth: '20240101' }))
  await take(dossierMessage({ bsn: TOWN.eva, dossier: 'E-2', birth: '20240202' }))
  // As another version of ours could have written it.
  const [own] = await source({ keys: [keyOf('anna')], parts: new Set(PARTS), signal: never })
  anna = own as JgzRecord
  await database.ask(
    `insert into jgz_deliveries.record
      (delivery_id, registry, line, kind, subject, logical_key, recorded_at, body)
     select delivery_id, registry, line, 'growth', subject, logical_key, recorded_at,
       body || '{"data": [{"measuredOn": "2026-04-02", "lengthMillimetres": "lang"}]}'
     from jgz_deliveries.record where kind = 'dossier' and id = (
       select max(id) from jgz_deliveries.record where kind = 'dossier' and subject = (
         select subject from jgz_deliveries.record where kind = 'dossier' order by id offset 2 limit 1))`,
  )
})
afterAll(async () => {
  await store?.close()
  await database?.drop()
})

describe('a dossier that was transferred', () => {
  test('tells what an extract tells, by numbers of its own and told at once', () => {
    const told = (record: JgzRecord) => ({
      ...record,
      contacts: record.contacts.map(({ id, recordedAt, ...one }) => one),
      vaccinations: record.vaccinations.map(({ id, recordedAt, dose, ...one }) => one),
      development: record.development.map(({ id, ...one }) => one),
      referrals: record.referrals.map(({ id, recordedAt, date, ...one }) => one),
      newborn: { ...record.newborn, recordedAt: null },
      heelPricks: record.heelPricks?.map(({ id, recordedAt, resultCode, ...one }) => one),
      observations: record.observations
        .filter(({ number }) => number === 149 || number === 514)
        .map(({ id, value, ...one }) => one),
      consents: null,
    })
    expect(told(anna)).toEqual(told(ANNA))
    expect(anna.consents).toMatchObject([
      { about: 'IMMUNISATION_PROGRAMME', allowed: true, date: '2024-03-20', sourceCode: '04' },
      { about: 'RESEARCH', allowed: false, date: '2024-03-21' },
    ])
    expect(anna.contacts.map(({ recordedAt }) => recordedAt)).toEqual(
      Array(4).fill('2026-04-02T13:15:00.000Z'),
    )
  })

  test('MUST NOT tell of a part what was not asked', async () => {
    asked.length = 0
    await source({ keys: [keyOf('anna')], parts: new Set(['vve']), signal: never })
    expect(asked).toEqual(['dossier', 'vve'])
  })

  test('MUST NOT leave in the store who it is about, or what is not served', async () => {
    const rows = await database.ask('select * from jgz_deliveries.record')
    const open = JSON.stringify(rows, (key, value) => (key === 'sealed' ? 'sealed' : value))
    const isIn = (text: string) => open.includes(text)
    expect(isIn('sealed')).toBe(true)
    expect(['9999110', 'Aalders', '2024-03-08', 'X-', 'SGVsbG8'].filter(isIn)).toEqual([])
    expect(rows.filter(({ kind }) => kind === 'documents')).toMatchObject([
      { body: { data: [{ kind: '01', mediaType: 'application/pdf', bytes: 12 }] } },
    ])
  })

  test('is kept whole: under seal, also what is not served', async () => {
    const rows = await database.ask(
      `select body->>'sealed' as sealed from jgz_deliveries.record where kind = 'withheld'`,
    )
    const kept = JSON.stringify(rows.map(({ sealed }) => unseal(KEY, String(sealed))))
    for (const text of ['X-Moeder', 'X-zorg', 'X-gedrag', 'Aalders', 'X-later', '999911065']) {
      expect(kept).toContain(text)
    }
    const other = new Uint8Array(64).fill(8)
    expect(() => unseal(other, String(rows[0]?.sealed))).toThrow()
  })
})

// What the contract tells of Anna comes out of the same message: it is compared with hers above.
describeJgzSource(
  'a dossier that was transferred',
  () => source,
  () => anna,
)

describe('two messages about one dossier', () => {
  const BSN = '999911077'
  const contact = (id: string, more: Partial<ContactSpec> = {}): ContactSpec => ({
    id,
    activity: '38',
    date: '20241003',
    ...more,
  })
  const weighing = (grams: number) => ({ observations: [observation(245, pq(grams, 'g'))] })
  let count = 0

  /** Each in a registry of its own, in this order. */
  async function tell(messages: readonly Partial<MessageSpec>[], parts: readonly JgzPart[]) {
    count += 1
    const registry = `r${count}`
    for (const [nth, spec] of messages.entries()) {
      await take(dossierMessage({ bsn: BSN, number: String(nth), ...spec }), registry)
    }
    const own = jgzDob({ registry, storeKey: KEY, store })
    const [record] = await own({
      keys: [recordKeyOf({ bsn: Bsn.parse(BSN) ?? null })],
      parts: new Set(parts),
      signal: never,
    })
    return record as JgzRecord
  }
  const FIRST = { sentAt: '20250101120000', contacts: [contact('1', weighing(9000)), contact('2')] }

  test('are one: what was corrected replaces what was wrong', async () => {
    const corrected = {
      sentAt: '20250201120000',
      contacts: [contact('1', weighing(8900)), contact('2')],
    }
    const { growth, contacts } = await tell([FIRST, corrected], ['growth', 'contacts'])
    expect(growth).toMatchObject([{ weightGrams: 8900 }])
    expect(contacts).toHaveLength(2)
    // It stands as it was told first.
    expect(contacts.map(({ recordedAt }) => recordedAt)).toEqual(
      Array(2).fill('2025-01-01T11:00:00.000Z'),
    )
  })

  test('withdraw what the newer one no longer holds', async () => {
    const second = { sentAt: '20250201120000', contacts: [contact('1')] }
    const { growth, contacts } = await tell([FIRST, second], ['growth', 'contacts'])
    expect(growth).toEqual([])
    expect(contacts).toHaveLength(1)
  })

  test('count by when they were sent, not by when they were delivered', async () => {
    const late = {
      sentAt: '20240601120000',
      contacts: [contact('1', weighing(7000)), contact('9')],
    }
    const { growth, contacts } = await tell([FIRST, late], ['growth', 'contacts'])
    expect(growth).toMatchObject([{ weightGrams: 9000 }])
    expect(contacts).toHaveLength(2)
  })

  test('tell of one vaccination once, also when it turns out to be refused', async () => {
    const given = { acts: [vaccination({ date: '20241003', vaccine: '11' })] }
    const refused = { acts: [vaccination({ date: '20241003', vaccine: '11', refusal: '2' })] }
    const { vaccinations } = await tell(
      [
        { sentAt: '20250101120000', contacts: [contact('1', given)] },
        { sentAt: '20250201120000', contacts: [contact('1', refused)] },
      ],
      ['vaccinations'],
    )
    expect(vaccinations).toMatchObject([
      { given: false, refusalLabel: 'Declined', recordedAt: '2025-02-01T11:00:00.000Z' },
    ])
  })

  test('of two organisations add up, and what was told last of one contact counts', async () => {
    const other = {
      dossier: 'D-2',
      sentAt: '20250301120000',
      contacts: [contact('2', weighing(9500)), contact('3')],
    }
    const { growth, contacts } = await tell([FIRST, other], ['growth', 'contacts'])
    expect(contacts).toHaveLength(3)
    expect(growth).toMatchObject([{ weightGrams: 9000 }, { weightGrams: 9500 }])
  })

  test('under one number, made anew, are two: what is gone from it is gone', async () => {
    const again = { number: '0', sentAt: FIRST.sentAt, contacts: [contact('1', weighing(9000))] }
    const { contacts } = await tell([{ ...FIRST, number: '0' }, again], ['contacts'])
    expect(contacts).toHaveLength(1)
  })

  test('taken in again change nothing', async () => {
    const twice = [FIRST, { ...FIRST, number: '0' }]
    expect(await tell(twice, ['contacts', 'growth'])).toEqual(
      await tell([FIRST], ['contacts', 'growth']).then((told) => ({
        ...told,
        contacts: told.contacts.map((one) => ({ ...one, id: expect.any(String) })),
      })),
    )
  })
})

describe('a dossier without a BSN', () => {
  const registry = 'unnamed'
  const weighed = { id: 'U-1', activity: '38', date: '20241003', observations: [] }
  const own = () => jgzDob({ registry, storeKey: KEY, store })
  const offered = () =>
    Array.fromAsync(
      deliveredLinkables(
        { registry, storeKey: KEY, store, kinds: ['dossier'], subjectOf: whoseDossier },
        never,
      ),
    )
  const readOf = (records: readonly string[], bsn: Bsn | null = null) =>
    own()({
      keys: [recordKeyOf({ bsn, records })],
      parts: new Set(['contacts'] as const),
      signal: never,
    })

  test('is taken in, offered for linking by who it is about, and read by its key', async () => {
    const person = `
      <administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>
      <multipleBirthOrderNumber value="2"/>
      <personalRelationship><code code="NMTH" codeSystem="2.16.840.1.113883.5.111"/>
        <relationshipHolder><id root="2.16.840.1.113883.2.4.6.3" extension="999911089"/>
          <name><prefix>van</prefix><family>Berg</family></name><birthTime value="19920506"/>
        </relationshipHolder></personalRelationship>`
    await take(dossierMessage({ bsn: null, dossier: 'U', person, contacts: [weighed] }), registry)
    const [record, ...others] = await offered()
    expect(others).toEqual([])
    expect(record).toEqual({
      registry,
      key: expect.stringMatching(/^\.[\w-]{22}$/),
      bsn: null,
      familyName: 'Aalders',
      prefix: null,
      givenNames: 'Anna',
      birthDate: '2024-03-08',
      sex: 'female',
      postcode: null,
      houseNumber: null,
      mother: { bsn: '999911089', familyName: 'Berg', prefix: 'van', birthDate: '1992-05-06' },
      rank: 2,
      bornTogether: null,
    })
    expect(await readOf([record?.key ?? ''])).toMatchObject([
      { contacts: [{ date: '2024-10-03' }] },
    ])
    expect(await readOf(['.another'])).toEqual([null])
  })

  test('that gets one later is found by that alone, and offered with it', async () => {
    const [before] = await offered()
    const bsn = Bsn.parse('999911077') ?? expect.fail()
    const named = { bsn: '999911077', dossier: 'U', sentAt: '20260501120000' }
    await take(dossierMessage({ ...named, contacts: [weighed] }), registry)

    expect(await offered()).toMatchObject([{ bsn: '999911077', familyName: 'Aalders' }])
    expect(await readOf([before?.key ?? ''])).toEqual([null])
    expect(await readOf([], bsn)).toMatchObject([{ contacts: [{}] }])
    // Also when whoever sends it forgets the number once.
    await take(
      dossierMessage({ bsn: null, dossier: 'U', sentAt: '20260601120000', contacts: [] }),
      registry,
    )
    expect(await offered()).toMatchObject([{ bsn: '999911077' }])
  })

  test('MUST be under seal in the store', async () => {
    const rows = await database.ask('select * from jgz_deliveries.record where registry = $1', [
      registry,
    ])
    expect(rows.length).toBeGreaterThan(3)
    expect(JSON.stringify(rows)).not.toMatch(/Aalders|Berg|9999110|1992|2024-03-08/)
  })
})
