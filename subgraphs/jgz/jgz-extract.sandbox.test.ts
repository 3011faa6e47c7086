import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgres, type PostgresSource } from '../../connectors/postgres.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { recordKeyOf } from '../../privacy/record-key.ts'
import { generate } from '../../sandbox/generate.ts'
import { loadJgz } from '../../sandbox/jgz-database.ts'
import type { Child, JgzRecord as Lived } from '../../sandbox/population.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { CONFIDENTIAL } from './codes.ts'
import { DEVELOPMENT_ELEMENTS } from './development-elements.ts'
import { jgzExtract } from './jgz-extract.ts'
import { openExtractHealth } from './jgz-extract-run.ts'
import { PARTS } from './source.contract.ts'
import type { JgzRecord } from './source.ts'

const READER = { role: `jgz_${randomBytes(4).toString('hex')}`, password: 'read-only' }
const FAMILIES = [...generate({ seed: 9, children: 150 })]
const LIVED: ReadonlyMap<string, Lived> = new Map(
  FAMILIES.flatMap(({ pregnancies }) => pregnancies)
    .flatMap(({ children }) => children)
    .flatMap((child: Child) => {
      const { person, jgz, quirks } = child
      const isByBsn = person?.bsn && jgz && !quirks.includes('no-bsn-in-jgz')
      return isByBsn ? [[person.bsn, jgz] as const] : []
    }),
)
let database: TestDatabase
let postgres: PostgresSource
const read = new Map<string, JgzRecord>()

beforeAll(async () => {
  database = await makeDatabase()
  await loadJgz({
    databaseUrl: database.url,
    readerRole: READER.role,
    readerPassword: READER.password,
    families: FAMILIES,
    slips: { withoutBsn: 0, misspelt: 0, formerAddress: 0 },
  })
  const { role: username, password } = READER
  const url = Object.assign(new URL(database.url), { username, password }).href
  postgres = openPostgres({ registry: 'jgz', url, statementTimeoutMs: 5000 })

  const bsns = [...LIVED.keys()]
  const records = await jgzExtract({ registry: 'jgz', postgres })({
    keys: bsns.map((bsn) => recordKeyOf({ bsn: Bsn.parse(bsn) ?? null })),
    parts: new Set(PARTS),
    signal: AbortSignal.timeout(10_000),
  })
  for (const [i, record] of records.entries()) read.set(bsns[i] ?? '', record as JgzRecord)
})
afterAll(async () => {
  await postgres?.close()
  await database?.ask(`drop owned by ${READER.role}; drop role ${READER.role}`)
  await database?.drop()
})

describe('the run of an extract', () => {
  test('is what the extract says, asked once in a while', async () => {
    const signal = AbortSignal.timeout(10_000)
    const health = openExtractHealth(postgres)
    const made = await database.ask('select voltooid_op from jgz_extract.lading')
    expect((await health(signal)).upToDateTo).toEqual(made[0]?.voltooid_op)
    await database.ask(`update jgz_extract.lading set voltooid_op = '2026-01-01'`)
    expect((await health(signal)).upToDateTo).toEqual(made[0]?.voltooid_op)
    const asked = await openExtractHealth(postgres)(signal)
    expect(asked.upToDateTo).toEqual(new Date('2026-01-01'))
  })

  test('is when it answered, where it does not say', async () => {
    const signal = AbortSignal.timeout(10_000)
    await database.ask('alter table jgz_extract.lading rename to lading_elders')
    const before = Date.now()
    await postgres.rows({ name: '', text: 'select 1', values: [] }, signal)
    const { state, upToDateTo } = await openExtractHealth(postgres)(signal)
    expect(state).toBe('up')
    expect(upToDateTo?.getTime()).toBeGreaterThanOrEqual(before)
  })
})

describe('the extract of the sandbox, read as its one reader may', () => {
  test('has every child that lived there, and each can be read', () => {
    expect(read.size).toBeGreaterThan(100)
    for (const record of read.values())
      expect(Object.keys(record ?? {}).sort()).toEqual([...PARTS].sort())
  })

  test('tells each child’s contacts as they were, and what lies ahead as planned', () => {
    expectEach(
      ({ contacts }) => contacts.map(({ id, date, status }) => [id, date, status === 'PLANNED']),
      ({ contacts }) =>
        contacts
          .filter(({ activity }) => !CONFIDENTIAL.W0188.some((code) => code === activity))
          .map(({ id, date, status }) => [id, date, status === null]),
    )
    const contacts = [...read.values()].flatMap((record) => record.contacts)
    for (const contact of contacts) {
      expect(contact).not.toMatchObject({ status: null })
      expect(contact).not.toMatchObject({ form: null })
      expect(contact).not.toMatchObject({ activityLabel: null })
    }
    expect(new Set(contacts.map(({ status }) => status)).size).toBeGreaterThan(2)
  })

  test('tells each child’s growth as it was measured', () => {
    expectEach(
      ({ growth }) =>
        growth.map((at) => [
          at.measuredOn,
          at.lengthMillimetres,
          at.weightGrams,
          at.headCircumferenceMillimetres,
        ]),
      ({ contacts }) =>
        contacts.flatMap(({ date, observations }) => {
          const [length, weight, head] = [235, 245, 252].map((n) => {
            const found = observations.find(({ element }) => element === n)
            return found ? Number(found.value) : null
          })
          return length || weight || head ? [[date, length, weight, head]] : []
        }),
    )
  })

  test('tells each child’s vaccinations, those that were refused among them', () => {
    expectEach(
      ({ vaccinations }) =>
        vaccinations.map((v) => [v.date, v.vaccineCode, v.dose, v.given, v.refusalCode]),
      ({ vaccinations }) =>
        vaccinations.map((v) => [v.date, v.vaccine, v.dose, v.refusal === null, v.refusal]),
    )
    const vaccinations = [...read.values()].flatMap((record) => record.vaccinations)
    expect(vaccinations.some(({ given }) => !given)).toBe(true)
    expect(vaccinations.every(({ vaccineLabel }) => vaccineLabel !== null)).toBe(true)
  })

  test('tells each child’s development, with a meaning to every code', () => {
    expectEach(
      ({ development }) => development.map(({ element, value }) => `${element} ${value}`).sort(),
      ({ contacts }) =>
        contacts
          .flatMap(({ observations }) => observations)
          .filter(({ element }) => DEVELOPMENT_ELEMENTS.has(element))
          .map(({ element, value }) => `${element} ${value}`)
          .sort(),
    )
    const development = [...read.values()].flatMap((record) => record.development)
    expect(development.filter(({ valueLabel }) => valueLabel === null)).toEqual([])
    expect(development.some(({ result }) => result === 'REPORTED_BY_PARENT')).toBe(true)
  })

  test('tells each child’s referrals and VVE', () => {
    const secret = new Set<string>(CONFIDENTIAL.W0619)
    expectEach(
      ({ referrals, vve }) => [
        ...referrals.map((r) => [r.date, r.indicationCode, r.toCode, r.vve]),
        vve && [vve.recordedOn, vve.takesPart, vve.reasonNotCode],
      ],
      ({ referrals, vve }) => [
        ...referrals
          .filter(({ to, indication }) => to !== '06' && !secret.has(indication))
          .map((r) => [r.date, r.indication, r.to, r.to === '11']),
        vve && [vve.recordedOn, vve.takesPart, vve.takesPart ? null : vve.reasonNot],
      ],
    )
    expect([...read.values()].some(({ vve }) => vve !== null)).toBe(true)
  })
})

/** Compares two ways to tell the same, child by child. */
function expectEach(told: (record: JgzRecord) => unknown, lived: (record: Lived) => unknown): void {
  for (const [bsn, record] of LIVED) {
    const answer = read.get(bsn)
    expect(answer && told(answer)).toEqual(lived(record))
  }
}
