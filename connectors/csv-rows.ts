/**
 * Lists with a heading and semicolons: to rows by the names of their columns, one at a time.
 *
 * What was not agreed is refused, with its line and column: a list is somebody's data.
 *
 * @module
 */

import { DeliveryRefused, type Refuse, refuseBy } from './deliveries.ts'
import { readLines } from './text-lines.ts'

const RULES = {
  quoting:
    'A quotation mark is not closed, or stands inside a cell. Put the cell in quotation marks and double those in it.',
  heading:
    'The heading lacks this column, or has it twice. Send the list with the heading that was agreed.',
  'unknown-column': 'The heading has a column that was not agreed. Leave that column out.',
  'cell-count':
    'The line has more or fewer cells than the heading. Look for a semicolon in a cell.',
  required: 'The cell is empty. Fill it in.',
} as const
const refuse: Refuse<keyof typeof RULES> = refuseBy(RULES)

type Cells = readonly string[]
/** Of one line after the heading. */
export type ToRecord<R> = (line: number, cells: Cells) => R

/** Reads a list whose heading says what it is. Of an empty file the heading lacks every column. */
export async function* readList<R>(
  bytes: AsyncIterable<Buffer>,
  open: (heading: Cells) => ToRecord<R>,
  split: (text: string) => Cells | undefined = splitQuoted,
): AsyncGenerator<R> {
  let toRecord: ToRecord<R> | undefined
  for await (const { line, text } of readLines(bytes)) {
    if (text === '') continue
    const cells = split(text) ?? refuse(line, '', 'quoting')
    if (toRecord) yield toRecord(line, cells)
    else toRecord = open(cells)
  }
  if (!toRecord) open([])
}

const CELL = /(?:"((?:[^"]|"")*)"|([^";]*))(;|$)/y

/**
 * A cell with a semicolon or a quotation mark in it stands between quotation marks. No cell of ours has a line break, so
 * that a mark which is not closed is found on its own line, and does not swallow the rest of the file.
 */
function splitQuoted(text: string): Cells | undefined {
  const cells: string[] = []
  for (CELL.lastIndex = 0; ; ) {
    const [, quoted, plain = '', end] = CELL.exec(text) ?? []
    if (end === undefined) return undefined
    cells.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '') return cells
  }
}

export interface CsvRow<C extends string> {
  readonly line: number
  readonly cells: Readonly<Record<C, string>>
}

interface Agreed<C extends string> {
  /** What a list holds beside its columns: it may be somebody's data, unless the list is public. Default: refused. */
  readonly others?: 'ignored' | 'refused'
  /** The other name that a column has had. */
  readonly formerly?: Readonly<Partial<Record<C, string>>>
}

/** Columns are found by their names, in whatever order. */
export function openRows<C extends string>(
  heading: Cells,
  columns: readonly C[],
  { others = 'refused', formerly }: Agreed<C> = {},
): ToRecord<CsvRow<C>> {
  const names = heading.map((name) => name.trim())
  const places = columns.map((column) => {
    const known: Cells = [column, formerly?.[column] ?? column]
    const found = names.flatMap((name, place) => (known.includes(name) ? [place] : []))
    const [place] = found
    if (place === undefined || found.length > 1) refuse(1, column, 'heading')
    return [column, place] as const
  })
  if (others === 'refused') {
    const taken = new Set(places.map(([, place]) => place))
    const place = names.findIndex((_, index) => !taken.has(index))
    if (place >= 0) refuse(1, `column ${place + 1}`, 'unknown-column')
  }

  return (line, cells) => {
    if (cells.length !== names.length) refuse(line, '', 'cell-count')
    const named = places.map(([column, place]) => [column, (cells[place] ?? '').trim()])
    return { line, cells: Object.fromEntries(named) as Record<C, string> }
  }
}

/** What a cell may hold, and what is told of one that holds something else. */
export interface CellKind<T> {
  readonly rule: string
  readonly message: string
  /** Undefined stands for what the rule does not allow. */
  readonly parse: (cell: string) => T | undefined
}

/** An empty cell is null. */
export function readOptional<C extends string, T>(
  { line, cells }: CsvRow<C>,
  column: C,
  { parse, rule, message }: CellKind<T>,
): T | null {
  const cell = cells[column]
  if (cell === '') return null
  const value = parse(cell)
  if (value !== undefined) return value
  throw new DeliveryRefused({ line, path: column, rule, message })
}

export function readRequired<C extends string, T>(row: CsvRow<C>, column: C, kind: CellKind<T>): T {
  return readOptional(row, column, kind) ?? refuse(row.line, column, 'required')
}

/** Any text but none. */
export function readText<C extends string>({ line, cells }: CsvRow<C>, column: C): string {
  return cells[column] || refuse(line, column, 'required')
}
