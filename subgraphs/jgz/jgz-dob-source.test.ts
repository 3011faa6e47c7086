import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DeliveryStore, openDeliveryStore } from '../../connectors/delivery-store.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
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
import { jgzDob } from './jgz-dob-source.ts'
import { unseal } from './kept.ts'
import { ANNA, describeJgzSource, PARTS, TOWN } from './source.contract.ts'
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
  const watched: Pick<DeliveryStore, 'current'> = {
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
  const [own] = await source({ keys: [bsnOf('anna')], parts: new Set(PARTS), signal: never })
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

function bsnOf(child: keyof typeof TOWN): Bsn {
  return Bsn.parse(TOWN[child]) ?? expect.fail()
}

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
    await source({ keys: [bsnOf('anna')], parts: new Set(['vve']), signal: never })
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
      keys: [Bsn.parse(BSN) ?? expect.fail()],
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
