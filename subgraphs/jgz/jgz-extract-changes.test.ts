import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgres, type PostgresSource } from '../../connectors/postgres.ts'
import { makeDatabase, type TestDatabase } from '../../test/database.ts'
import { jgzExtractChanges } from './jgz-extract-changes.ts'

const { signal } = new AbortController()
let database: TestDatabase
let postgres: PostgresSource
let asked = 0

beforeAll(async () => {
  database = await makeDatabase()
  const file = new URL('./fixtures/jgz-extract.sql', import.meta.url)
  await database.ask(await readFile(file, 'utf8'))
  postgres = openPostgres({ registry: 'jgz', url: database.url, statementTimeoutMs: 5000 })
})
afterAll(async () => {
  await postgres?.close()
  await database?.drop()
})

/** As a process has it that began this moment: it knows nothing but the cursor. */
function began() {
  return jgzExtractChanges({
    postgres: {
      rows: (statement, until) => {
        asked += 1
        return postgres.rows(statement, until)
      },
    },
  })
}

const contact = (id: string, dossier: string, at: string) =>
  database.ask(
    `insert into jgz_extract.contactmoment (id, client_id, datum, gepland, vastgelegd_op)
     values ($1, $2, '2026-08-01', false, $3)`,
    [id, dossier, at],
  )

describe('what is new in an extract', () => {
  test('is nothing at first, and then whose dossiers something was written down in', async () => {
    const { next, ...first } = await began()(undefined, signal)
    expect(first).toEqual({ records: [], bsns: [], done: true, isAnew: false })
    expect(await began()(next, signal)).toMatchObject({ records: [], next })

    await contact('N-1', 'D2', '2027-01-01 10:00:00.000001+01')
    await contact('N-2', 'D7', '2027-01-01 10:00:00.000002+01')
    await contact('N-3', 'D2', '2027-01-01 10:00:00.000002+01')
    asked = 0
    const found = await began()(next, signal)

    expect(found.records.toSorted()).toEqual(['D2', 'D7'])
    expect(found.bsns).toEqual(['999911016'])
    expect(asked).toBe(2)
    expect(await began()(found.next, signal)).toMatchObject({ records: [], bsns: [] })
  })

  test('MUST be everything where the extract was made anew, or so much that it cannot be told apart', async () => {
    await database.ask('create table jgz_extract.lading (voltooid_op timestamptz)')
    await database.ask(`insert into jgz_extract.lading values ('2027-02-01 01:00Z')`)
    const { next } = await began()(undefined, signal)
    await database.ask(`update jgz_extract.lading set voltooid_op = '2027-02-02 01:00Z'`)
    const anew = await began()(next, signal)

    expect(anew).toMatchObject({ isAnew: true, records: [] })
    expect(await began()(anew.next, signal)).toMatchObject({ isAnew: false, records: [] })

    await database.ask(`
      insert into jgz_extract.client (client_id) select 'M-' || i from generate_series(1, 5000) i;
      insert into jgz_extract.contactmoment (id, client_id, datum, gepland, vastgelegd_op)
        select 'M-' || i, 'M-' || i, '2026-08-01', false, '2027-03-01' from generate_series(1, 5000) i`)
    expect(await began()(anew.next, signal)).toMatchObject({ isAnew: true, records: [] })
  })
})
