import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgres, type PostgresSource, type Statement } from '../../connectors/postgres.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { recordKeyOf } from '../../privacy/record-key.ts'
import { generate } from '../../sandbox/generate.ts'
import { toJgzRows } from '../../sandbox/jgz.ts'
import { loadJgz } from '../../sandbox/jgz-database.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import type { LinkableRecord } from '../linkable.ts'
import { jgzExtract } from './jgz-extract.ts'
import { jgzExtractLinkables } from './jgz-extract-linkables.ts'

/** More than a page, and many without a number. */
const FAMILIES = [...generate({ seed: 4, children: 700 })]
const SLIPS = { withoutBsn: 0.2, misspelt: 0.1, formerAddress: 0.1 }
const READER = { role: `jgz_${randomBytes(4).toString('hex')}`, password: 'read-only' }
const ROWS = FAMILIES.map((family) => toJgzRows(family, SLIPS))
const CLIENTS = ROWS.flatMap(({ client }) => client)
const BIRTHS = new Map(ROWS.flatMap(({ geboorte }) => geboorte).map((row) => [row.client_id, row]))
const PARENTS = Map.groupBy(
  ROWS.flatMap(({ ouder }) => ouder),
  ({ client_id }) => client_id,
)
const SIZES: Readonly<Record<string, number>> = { eenling: 1, tweeling: 2, drieling: 3 }
const never = new AbortController().signal

let database: TestDatabase
let postgres: PostgresSource
let offered: readonly LinkableRecord[]
const asked: Statement[] = []
const watched: Pick<PostgresSource, 'rows'> = {
  rows(statement, signal) {
    asked.push(statement)
    return postgres.rows(statement, signal)
  },
}

beforeAll(async () => {
  database = await makeDatabase()
  await loadJgz({
    databaseUrl: database.url,
    readerRole: READER.role,
    readerPassword: READER.password,
    families: FAMILIES,
    slips: SLIPS,
  })
  const { role: username, password } = READER
  const url = Object.assign(new URL(database.url), { username, password }).href
  postgres = openPostgres({ registry: 'jgz', url, statementTimeoutMs: 5000 })
  offered = await Array.fromAsync(
    jgzExtractLinkables({ registry: 'jgz', postgres: watched }, never),
  )
})
afterAll(async () => {
  await postgres?.close()
  await database?.ask(`drop owned by ${READER.role}; drop role ${READER.role}`)
  await database?.drop()
})

describe('an extract offers for linking', () => {
  test('every dossier once, page by page, as it was written', () => {
    const expected = CLIENTS.map((row): LinkableRecord => {
      const birth = BIRTHS.get(row.client_id)
      const mothers = PARENTS.get(row.client_id)?.filter((one) => one.bds_0062 === '02') ?? []
      const [mother] = mothers
      return {
        registry: 'jgz',
        key: String(row.client_id),
        bsn: row.bds_0007 as string | null,
        familyName: row.bds_0002 as string | null,
        prefix: row.bds_0001 as string | null,
        givenNames: row.bds_0006 as string | null,
        birthDate: row.bds_0020 as string | null,
        sex: row.bds_0019 === '1' ? 'male' : 'female',
        postcode: row.bds_0697 ? null : (row.bds_0016 as string | null),
        houseNumber: row.bds_0697 || row.bds_0012 === null ? null : String(row.bds_0012),
        mother: mother?.bds_0655
          ? {
              bsn: mother.bds_0655 as string,
              familyName: null,
              prefix: null,
              birthDate: mother.bds_0063 as string | null,
            }
          : null,
        rank: birth?.bds_0109 as number | null,
        bornTogether: SIZES[String(birth?.bds_0108)] ?? null,
      }
    })
    const byKey = (a: LinkableRecord, b: LinkableRecord) => (a.key < b.key ? -1 : 1)

    expect(offered.length).toBeGreaterThan(500)
    expect(offered.toSorted(byKey)).toEqual(expected.toSorted(byKey))
    expect(offered.some(({ bsn }) => bsn === null)).toBe(true)
    expect(offered.some(({ mother }) => mother !== null)).toBe(true)
    expect(asked.length).toBeGreaterThan(1)
  })

  test('MUST NOT tell the street, the phone or anything that was found of a child', () => {
    expect(new Set(asked.map(({ text }) => text)).size).toBe(1)
    expect(asked[0]?.text).not.toMatch(/bds_0011|bds_0013|bds_0493|contactmoment|observatie|vaccin/)
  })

  test('nothing more once nobody listens', async () => {
    asked.length = 0
    for await (const _ of jgzExtractLinkables({ registry: 'jgz', postgres: watched }, never)) break
    expect(asked).toHaveLength(1)
    const gone = jgzExtractLinkables({ registry: 'jgz', postgres }, AbortSignal.abort())
    await expect(gone.next()).rejects.toMatchObject({ code: 'REGISTRY_TIMEOUT' })
  })
})

describe('a dossier is read', () => {
  const parts = new Set(['care', 'newborn'] as const)
  const ask = (...keys: readonly ReturnType<typeof recordKeyOf>[]) =>
    jgzExtract({ registry: 'jgz', postgres: watched })({ keys, parts, signal: never })

  test('by its own number as by BSN, all of a batch in one question', async () => {
    const some = offered.filter(({ bsn }) => bsn !== null).slice(0, 20)
    const byNumber = some.map(({ key }) => recordKeyOf({ records: [key] }))
    const byBsn = some.map(({ bsn }) => recordKeyOf({ bsn: Bsn.parse(bsn ?? '') ?? null }))
    asked.length = 0
    const told = await ask(...byNumber, ...byBsn)

    expect(asked).toHaveLength(1)
    expect(told.filter((one) => one === null || one instanceof Error)).toEqual([])
    expect(told.slice(0, 20)).toEqual(told.slice(20))
  })

  test('without a BSN, by its own number, and by nothing else', async () => {
    const unnamed = offered.filter(({ bsn }) => bsn === null).slice(0, 20)
    const told = await ask(...unnamed.map(({ key }) => recordKeyOf({ records: [key] })))

    expect(told).toHaveLength(20)
    expect(told.filter((one) => one === null || one instanceof Error)).toEqual([])
    expect(await ask(recordKeyOf({ records: ['no such dossier'] }), recordKeyOf({}))).toEqual([
      null,
      null,
    ])
  })

  test('once, when number and BSN lead to the same; MUST NOT choose when they do not', async () => {
    const [one, other] = offered.filter(({ bsn }) => bsn !== null)
    const bsn = Bsn.parse(one?.bsn ?? '') ?? null
    const [same, two] = await ask(
      recordKeyOf({ bsn, records: [one?.key ?? ''] }),
      recordKeyOf({ bsn, records: [other?.key ?? ''] }),
    )
    expect(same).toMatchObject({ care: expect.anything() })
    expect(two).toMatchObject({ code: 'RECORD_UNCERTAIN' })
  })
})
