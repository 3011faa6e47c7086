import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { tableAsked } from './csv-table.ts'
import { toNdjson } from './ndjson.ts'
import { toParquet } from './parquet.ts'
import { formatAsked } from './table-format.ts'

const SCHEMA = buildSchema(`
  type Query { series: Series }
  type Series { title: String!  points: [Point!]! }
  type Point { period: String!  value: Float  count: Count!  provisional: Boolean! }
  type Count { value: Int  shown: String! }
`)
const QUERY = '{ series { title points { period value provisional count { value shown } } } }'
const VALUE = {
  title: "Seen, 'or' not",
  points: [
    { period: '2020-02', value: 0.93, provisional: false, count: { value: 41, shown: '41' } },
    { period: '2020-03', value: null, provisional: true, count: { value: null, shown: '<10' } },
  ],
}
const ROWS = [
  ["Seen, 'or' not", '2020-02', 0.93, false, 41, '41'],
  ["Seen, 'or' not", '2020-03', null, true, null, '<10'],
]
const NAMES = [
  ...['title', 'points.period', 'points.value', 'points.provisional'],
  ...['points.count.value', 'points.count.shown'],
]

function table() {
  const place = tableAsked(SCHEMA, { query: QUERY })
  if (!place) throw new Error('the query is wrong')
  return place
}

test('lines of JSON have the columns of the CSV, also where nothing is told', () => {
  const lines = toNdjson(VALUE, table()).trimEnd().split('\n')
  expect(lines.map((line) => Object.entries(JSON.parse(line)))).toEqual(
    ROWS.map((row) => row.map((cell, i) => [NAMES[i], cell])),
  )
})

test('Parquet has them with the types of the schema, also of a table without rows', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kindlijn-test-'))
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const read = async (value: object) => {
    await writeFile(join(folder, 'one.parquet'), await toParquet(value, table()))
    return connection.runAndReadAll(`select * from '${join(folder, 'one.parquet')}'`)
  }
  const full = await read(VALUE)
  expect(full.columnNames()).toEqual(NAMES)
  expect(full.columnTypes().map(String)).toEqual([
    ...['VARCHAR', 'VARCHAR', 'DOUBLE', 'BOOLEAN', 'INTEGER', 'VARCHAR'],
  ])
  expect(full.getRows()).toEqual(ROWS)
  expect((await read({ title: 'none', points: [] })).columnNames()).toEqual(NAMES)
  instance.closeSync()
  await rm(folder, { recursive: true })
})

test('MUST leave no file behind', async () => {
  const made = async () =>
    (await readdir(tmpdir())).filter((name) => name.startsWith('kindlijn-parquet-'))
  const before = await made()
  await toParquet(VALUE, table())
  expect(await made()).toEqual(before)
})

test.each([
  ['text/csv', ['text/csv', []]],
  ['Text/CSV; charset=utf-8', ['text/csv', ['charset=utf-8']]],
  ['text/csv;decimal=comma', ['text/csv', ['decimal=comma']]],
  ['application/x-ndjson', ['application/x-ndjson', []]],
  ['application/vnd.apache.parquet', ['application/vnd.apache.parquet', []]],
  ['application/json, text/csv', undefined],
  ['*/*', undefined],
  [undefined, undefined],
])('Accept: %s', (accept, asked) => {
  const found = formatAsked(accept)
  expect(found && [found.format.type, found.parameters]).toEqual(asked)
})
