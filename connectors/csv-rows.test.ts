import { describe, expect, test } from 'vitest'
import { bsn, day, oneOf, upTo } from './csv-cells.ts'
import { openRows, readList, readOptional, readRequired, readText } from './csv-rows.ts'

async function* whole(text: string) {
  yield Buffer.from(text)
}

/** Every row of a list with the columns `a` and `b`. */
async function rowsOf(text: string, ...agreed: Agreed) {
  const rows: unknown[] = []
  const open = (heading: readonly string[]) => openRows(heading, ['a', 'b'], ...agreed)
  for await (const { line, cells } of readList(whole(text), open)) rows.push([line, cells])
  return rows
}
type Agreed = [] | [Parameters<typeof openRows<'a' | 'b'>>[2]]

describe('a list', () => {
  test('becomes rows by the names of its columns, with the line that one sees', async () => {
    expect(await rowsOf('b; a\r\n2; 1 \r\n\r\n;x')).toEqual([
      [2, { a: '1', b: '2' }],
      [4, { a: 'x', b: '' }],
    ])
  })

  test('takes what stands between quotation marks as it is', async () => {
    expect(await rowsOf('a;b\n"1;2";"say ""x"""\n"";')).toEqual([
      [2, { a: '1;2', b: 'say "x"' }],
      [3, { a: '', b: '' }],
    ])
  })

  test.each([
    ['', 1, 'a', 'heading'],
    ['\n\n', 1, 'a', 'heading'],
    ['a;c\n', 1, 'b', 'heading'],
    ['a;b;a\n', 1, 'a', 'heading'],
    ['a;b;c\n', 1, 'column 3', 'unknown-column'],
    ['a;b\n1\n', 2, '', 'cell-count'],
    ['a;b\n1;2;3\n', 2, '', 'cell-count'],
    ['a;b\n1;"2\n', 2, '', 'quoting'],
    ['a;b\n1;2"2\n', 2, '', 'quoting'],
  ])('MUST be refused as %j, with where and why', async (text, line, path, rule) => {
    await expect(rowsOf(text)).rejects.toMatchObject({ problem: { line, path, rule } })
  })

  test('that is public may have other columns, and a column under its former name', async () => {
    const agreed = { others: 'ignored', formerly: { b: 'was' } } as const
    expect(await rowsOf('x;was;a\n0;2;1', agreed)).toEqual([[2, { a: '1', b: '2' }]])
    await expect(rowsOf('b;was;a\n0;2;1', agreed)).rejects.toMatchObject({
      problem: { path: 'b', rule: 'heading' },
    })
  })
})

describe('a cell', () => {
  const row = { line: 7, cells: { none: '', day: '29-02-2024', bsn: '999990019', word: 'JA' } }

  test('is read by what it may hold; an empty one is null', () => {
    expect(readRequired(row, 'day', day)).toBe('2024-02-29')
    expect(readRequired(row, 'bsn', bsn).reveal()).toBe('999990019')
    expect(readRequired(row, 'word', oneOf({ Ja: false }))).toBe(false)
    expect(readRequired(row, 'word', upTo(2))).toBe('JA')
    expect(readText(row, 'word')).toBe('JA')
    expect(readOptional(row, 'none', day)).toBeNull()
    expect(() => readText(row, 'none')).toThrow('The cell is empty.')
  })

  test.each([
    ['none', day, 'required'],
    ['word', day, 'date'],
    ['word', bsn, 'elfproef'],
    ['word', oneOf({ constructor: 1 }), 'code'],
    ['day', upTo(9), 'length'],
  ] as const)(
    'MUST be refused when %s holds something else, without its value',
    (column, kind, rule) => {
      const read = () => readRequired<typeof column, unknown>(row, column, kind)
      expect(read).toThrow(
        expect.objectContaining({
          problem: expect.objectContaining({ line: 7, path: column, rule }),
        }),
      )
    },
  )
})
