import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toCsvText } from './csv-text.ts'

const ROWS = [
  ['name', 'months', 'value', 'open'],
  ['Zoë; Ü', '3-5', 1234.5, true],
  ['a "quoted" word', '12-17', -0.25, false],
  ['two\nlines', '2026-01', null, true],
  [';=1+1;', '18-47', 7, false],
] as const

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindlijn-csv-'))
  file = join(folder, 'dutch.csv')
  await writeFile(file, toCsvText(ROWS, { decimal: ',' }))
})
afterAll(() => rm(folder, { recursive: true }))

test('with a decimal comma it is as a Dutch spreadsheet opens it: semicolons, and a mark that it is UTF-8', () => {
  const text = toCsvText(ROWS.slice(0, 2), { decimal: ',' })
  expect(text).toBe('\ufeffname;months;value;open\r\n"Zoë; Ü";3–5;1234,5;true\r\n')
  expect(toCsvText(ROWS.slice(0, 2), { decimal: '.' })).toBe(
    'name,months,value,open\r\nZoë; Ü,3-5,1234.5,true\r\n',
  )
})

test('DuckDB reads it back: numbers as numbers, words as they were', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const read = await connection.runAndReadAll(
    `FROM read_csv('${file}', delim = ';', decimal_separator = ',', quote = '"', escape = '"', new_line = '\\r\\n')`,
  )
  expect(read.columnNames()).toEqual(ROWS[0])
  expect(read.getRowsJson()).toEqual([
    ['Zoë; Ü', '3–5', 1234.5, true],
    ['a "quoted" word', '12–17', -0.25, false],
    ['two\nlines', '2026-01', null, true],
    [";'=1+1;", '18–47', 7, false],
  ])
  instance.closeSync()
})

const PYTHON = `
import csv, json, sys
with open(sys.argv[1], encoding='utf-8-sig', newline='') as file:
    print(json.dumps(list(csv.reader(file, delimiter=';'))))
`

test.skipIf(spawnSync('python3', ['--version']).status !== 0)('and so does Python', () => {
  const { stdout } = spawnSync('python3', ['-c', PYTHON, file], { encoding: 'utf8' })
  expect(JSON.parse(stdout)).toEqual([
    ['name', 'months', 'value', 'open'],
    ['Zoë; Ü', '3–5', '1234,5', 'true'],
    ['a "quoted" word', '12–17', '-0,25', 'false'],
    ['two\nlines', '2026-01', '', 'true'],
    [";'=1+1;", '18–47', '7', 'false'],
  ])
})

test.each(['.', ','] as const)(
  'MUST be no formula where cells are parted otherwise: %s',
  (decimal) => {
    for (const formula of ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
      for (const before of ['', ';', ',', 'a;', 'a,', '\n', '";', '"\n']) {
        const text = toCsvText([[`${before}${formula}1+1`]], { decimal })
        for (const cell of text.replace(/^\ufeff/, '').split(/[;,\n]|\r(?!1)/))
          expect(cell.replace(/^"+/, '')).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      }
    }
  },
)
