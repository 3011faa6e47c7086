import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgres, type PostgresSource, type Statement } from '../../connectors/postgres.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { type RecordKey, recordKeyOf } from '../../privacy/record-key.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { WITHHELD, type WithheldKind, withheldAs } from './bds-withheld.ts'
import { jgzExtract } from './jgz-extract.ts'
import { OBSERVATION_ELEMENTS, statementFor, TABLES } from './jgz-extract-statement.ts'
import { ANNA, describeJgzSource, PARTS, TOWN } from './source.contract.ts'
import type { JgzSource } from './source.ts'

const READER = { role: `jgz_${randomBytes(4).toString('hex')}`, password: 'p%40ss word' }
const never = new AbortController().signal
let database: TestDatabase
let postgres: PostgresSource
let source: JgzSource
const asked: Statement[] = []
type Told = keyof typeof TABLES
/** An extract has no consents. */
const TOLD = PARTS.filter((part): part is Told => part !== 'consents')

beforeAll(async () => {
  database = await makeDatabase()
  const file = new URL('./fixtures/jgz-extract.sql', import.meta.url)
  await database.ask(await readFile(file, 'utf8'))
  await database.ask(`create role ${READER.role} login password '${READER.password}'`)
  await database.ask(`grant usage on schema jgz_extract to ${READER.role}`)
  await grant(TOLD)

  const url = Object.assign(new URL(database.url), {
    username: READER.role,
    password: encodeURIComponent(READER.password),
  }).href
  postgres = openPostgres({ registry: 'jgz-waterdam', url, statementTimeoutMs: 5000 })
  const watched: Pick<PostgresSource, 'rows'> = {
    rows(statement, signal) {
      asked.push(statement)
      return postgres.rows(statement, signal)
    },
  }
  source = jgzExtract({ registry: 'jgz-waterdam', postgres: watched })
})

afterAll(async () => {
  await postgres?.close()
  await database.ask(`drop owned by ${READER.role}; drop role ${READER.role}`)
  await database.drop()
})

describeJgzSource('an extract in PostgreSQL', () => source)

describe('an extract in PostgreSQL', () => {
  test('MUST answer for all children and all parts in one question', async () => {
    asked.length = 0
    const records = await source({ keys: many(200), parts: new Set(PARTS), signal: never })
    expect(records).toHaveLength(200)
    expect(records[0]).toEqual(ANNA)
    expect(records.filter((record) => record !== null)).toHaveLength(4)
    expect(asked).toHaveLength(1)
  })

  test.each(TOLD)(
    'MUST NOT touch another table or column than it needs, when it is asked for %s',
    async (part) => {
      await grant([part])
      try {
        const records = await source({ keys: many(1), parts: new Set([part]), signal: never })
        expect(records).toEqual([{ [part]: ANNA[part] }])

        const others = TOLD.filter((other) => TABLES[other].table !== TABLES[part].table)
        for (const other of others) {
          const refused = source({ keys: many(1), parts: new Set([part, other]), signal: never })
          await expect(refused).rejects.toMatchObject({ code: 'REGISTRY_REFUSED' })
        }
      } finally {
        await grant(TOLD)
      }
    },
  )

  test('MUST NOT put a value into the text of a question, however many are asked', () => {
    const all = statementFor(new Set(PARTS), { bsns: Object.values(TOWN), dossiers: [] })
    const one = statementFor(new Set([...PARTS].reverse()), {
      bsns: ['999911065'],
      dossiers: ['C-1'],
    })
    expect(one.text).toBe(all.text)
    expect(one.name).toBe(all.name)
    expect(all.text).not.toMatch(/\d{5}/)
    expect(all.values[0]).toEqual(Object.values(TOWN))
    // PostgreSQL cuts a name there, and takes two statements for one.
    expect(all.name.length).toBeLessThanOrEqual(63)
  })

  test('MUST NOT ask for what is withheld', () => {
    for (const kind of Object.keys(WITHHELD) as WithheldKind[]) {
      const asked = OBSERVATION_ELEMENTS.filter((element) => withheldAs(element) === kind)
      expect(asked, kind).toEqual([])
    }
    expect(OBSERVATION_ELEMENTS).toContain(514)
    for (const secret of [7, 70, 348, 481, 482, 655, 827, 1326, 1568, 1569, 1576, 1600]) {
      expect(OBSERVATION_ELEMENTS).not.toContain(secret)
    }
  })

  test('asks as the registry allows: a column that is not granted is a refusal', async () => {
    await expect(
      postgres.rows(
        { name: '', text: 'select bds_0493 from jgz_extract.client', values: [] },
        never,
      ),
    ).rejects.toMatchObject({ code: 'REGISTRY_REFUSED' })
  })
})

/** Anna first, then the others of the town, then strangers. */
function many(count: number): RecordKey[] {
  const bsns = Object.values(TOWN).flatMap((bsn) => Bsn.parse(bsn) ?? [])
  for (let n = 999_912_000; bsns.length < count; n++)
    bsns.push(...[Bsn.parse(String(n))].filter((bsn) => bsn !== undefined))
  return bsns.slice(0, count).map((bsn) => recordKeyOf({ bsn }))
}

async function grant(parts: readonly Told[]): Promise<void> {
  const columns = parts.map((part) => {
    const { table, columns } = TABLES[part]
    // Whether an observation was made in a consultation about safety, its contact says.
    const contact =
      table === 'observatie'
        ? `grant select (id, bds_0494) on jgz_extract.contactmoment to ${READER.role};`
        : ''
    return `${contact} grant select (client_id, ${columns.join(', ')}) on jgz_extract.${table} to ${READER.role};`
  })
  await database.ask(`
    revoke all on all tables in schema jgz_extract from ${READER.role};
    ${Object.values(TABLES)
      .map(
        ({ table, columns }) =>
          `revoke all (${columns.join(', ')}) on jgz_extract.${table} from ${READER.role};`,
      )
      .join('\n')}
    grant select (client_id, bds_0007) on jgz_extract.client to ${READER.role};
    ${columns.join('\n')}`)
}
