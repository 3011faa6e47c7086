/**
 * One line of a delivered list, and what its cells may hold.
 *
 * @module
 */

import { type Rule, refuse } from './refusal.ts'

export interface ListRow<C extends string> {
  readonly line: number
  readonly cells: Readonly<Record<C, string>>
}

/** Columns are found by their names, in whatever order; one more may be somebody's data. */
export function openRows<C extends string>(
  heading: readonly string[],
  columns: readonly C[],
): (line: number, cells: readonly string[]) => ListRow<C> {
  const names = heading.map((name) => name.trim())
  const places = columns.map((column) => {
    const place = names.indexOf(column)
    if (place < 0 || place !== names.lastIndexOf(column)) refuse(1, column, 'heading')
    return [column, place] as const
  })
  const agreed = new Set<string>(columns)
  const other = names.findIndex((name) => !agreed.has(name))
  if (other >= 0) refuse(1, `column ${other + 1}`, 'unknown-column')

  return (line, cells) => {
    if (cells.length !== names.length) refuse(line, '', 'cell-count')
    const named = places.map(([column, place]) => [column, (cells[place] ?? '').trim()])
    return { line, cells: Object.fromEntries(named) as Record<C, string> }
  }
}

/** Undefined stands for what the rule does not allow; an empty cell is null. */
export function readOptional<C extends string, T>(
  { line, cells }: ListRow<C>,
  column: C,
  rule: Rule,
  parse: (cell: string) => T | undefined,
): T | null {
  if (cells[column] === '') return null
  return parse(cells[column]) ?? refuse(line, column, rule)
}

export function readRequired<C extends string, T>(
  row: ListRow<C>,
  column: C,
  rule: Rule,
  parse: (cell: string) => T | undefined,
): T {
  return readOptional(row, column, rule, parse) ?? refuse(row.line, column, 'required')
}

/** `01-09-2026` → `2026-09-01`. */
export function toDay(cell: string): string | undefined {
  const [, day, month, year] = /^(\d{2})-(\d{2})-(\d{4})$/.exec(cell) ?? []
  if (year === undefined) return undefined
  const iso = `${year}-${month}-${day}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined
}

/** One of the words of a table; capitals make no difference. */
export function oneOf<T>(table: Readonly<Record<string, T>>): (cell: string) => T | undefined {
  const words = new Map(Object.entries(table).map(([word, value]) => [word.toLowerCase(), value]))
  return (cell) => words.get(cell.toLowerCase())
}

/** So many characters at most. */
export function upTo(most: number): (cell: string) => string | undefined {
  return (cell) => (cell.length <= most ? cell : undefined)
}
