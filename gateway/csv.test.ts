import { parse as parseCsv } from 'csv-parse/sync'
import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'
import { tableAsked } from './csv-table.ts'

const SCHEMA = buildSchema(`
  type Query { children(ids: [ID!]): [Child]  child: Child }
  type Child { name: String  growth: [Growth!]  contacts: [Contact!]  weights: [Float!]  items: [Item!] alive: Boolean }
  type Growth { on: String  grams: Float  notes: [Note!] }
  type Note { text: String }
  type Contact { on: String }
  union Item = Contact | Note
`)

function csvOf(query: string, value: unknown, decimal: '.' | ',' = '.'): string {
  const table = tableAsked(SCHEMA, { query })
  if (!table) throw new Error('the query is wrong')
  return toCsv(value, table, { decimal })
}

test('a row for each element, a column for each leaf, by RFC 4180', () => {
  const value = [{ name: 'Anna, "de"\nVries', alive: true }, null, { name: null, alive: false }]

  expect(csvOf('{ children { name alive } }', value)).toBe(
    'name,alive\r\n"Anna, ""de""\nVries",true\r\n,\r\n,false\r\n',
  )
})

test('a list in a list becomes rows, and who has nothing in it keeps one', () => {
  const value = [
    { name: 'a', growth: [{ grams: 1, notes: [{ text: 'x' }, { text: 'y' }] }, { grams: 2.5 }] },
    { name: 'b', growth: [] },
    { name: 'c', growth: null },
  ]

  expect(csvOf('{ children { name growth { grams notes { text } } } }', value, ',')).toBe(
    [
      '\ufeffname;growth.grams;growth.notes.text',
      'a;1;x',
      'a;1;y',
      'a;2,5;',
      'b;;',
      'c;;',
      '',
    ].join('\r\n'),
  )
})

test('what is told under another name, in a fragment, of a union or as a list of numbers has its column', () => {
  const query = `query Q { children { called: name ...Rest items { ... on Contact { on } ... on Note { text } } } }
    fragment Rest on Child { alive @include(if: false) }`
  const value = [{ called: 'a', items: [{ on: '2024' }, { text: 'x' }] }]

  expect(csvOf(query, value)).toBe('called,alive,items.on,items.text\r\na,,2024,\r\na,,,x\r\n')
  expect(csvOf('{ child { weights } }', { weights: [1.5, 2] })).toBe('weights\r\n1.5\r\n2\r\n')
})

test('an empty list is a head without rows', () => {
  expect(csvOf('{ children { name } }', [])).toBe('name\r\n')
})

test.each([
  ['two fields at the root', '{ a: child { name } b: child { name } }'],
  ['two lists beside each other', '{ children { growth { on } contacts { on } } }'],
  [
    'two lists beside each other, by fragments',
    '{ children { ...A ...B } } fragment A on Child { growth { on } } fragment B on Child { weights }',
  ],
  ['no field of the graph', '{ __typename }'],
])('MUST be refused, and nothing asked: %s', (_what, query) => {
  expect(() => tableAsked(SCHEMA, { query })).toThrow(
    expect.objectContaining({ code: 'CSV_NOT_ONE_LIST' }),
  )
})

test.each([
  ['in a circle', '{ children { ...A } } fragment A on Child { ...A }'],
  [
    'a bomb',
    `{ children { ...F0 } } ${Array.from({ length: 20 }, (_, i) => `fragment F${i} on Child { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F20 on Child { name }`,
  ],
])('MUST end where fragments go %s', (_what, query) => {
  expect(() => tableAsked(SCHEMA, { query })).toThrow(
    expect.objectContaining({ code: 'QUERY_TOO_LARGE' }),
  )
})

test.each(['{ children {', 42, undefined, null])(
  'leaves it to others to say what is wrong with %j',
  (query) => {
    expect(tableAsked(SCHEMA, { query })).toBeUndefined()
  },
)

const FORMULAS = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']

test.each(FORMULAS)('MUST NOT be a formula in a spreadsheet: what begins with %j', (first) => {
  for (const text of [`${first}1+1`, `${first}HYPERLINK("http://x","y")`, `${first}\n,`, first]) {
    const [, [cell] = []] = parseCsv(csvOf('{ child { name } }', { name: text }))
    expect(cell).toBe(`'${text}`)
  }
})

/** Of a cell, in this country or another. */
const isFirst = (before: string | undefined) => before === undefined || ';,\r\n'.includes(before)

test('MUST be no formula, whatever the words; and what is none comes back as it was', () => {
  const words = fc.string({
    unit: fc.constantFrom(...FORMULAS, 'a', '"', ',', ';', '\n', ' ', "'", '1'),
  })
  fc.assert(
    fc.property(fc.array(words), (names) => {
      const csv = csvOf(
        '{ children { name alive } }',
        names.map((name) => ({ name, alive: true })),
      )
      const cells = parseCsv(csv)
        .slice(1)
        .map(([cell = '']) => cell)
      expect(cells).toEqual(
        names.map((name) =>
          [...name]
            .map((unit, i) => (isFirst(name[i - 1]) && FORMULAS.includes(unit) ? `'${unit}` : unit))
            .join(''),
        ),
      )
    }),
  )
})

test('a number below nought is a number', () => {
  const query = '{ children { growth { grams } } }'
  expect(csvOf(query, [{ growth: [{ grams: -1.5 }] }])).toBe('growth.grams\r\n-1.5\r\n')
})
