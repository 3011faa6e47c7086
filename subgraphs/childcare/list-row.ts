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

interface Heading<C extends string> {
  readonly cells: readonly string[]
  /** By our name, the names under which a list may have the column. */
  readonly columns: Readonly<Record<C, readonly string[]>>
  /** What a list holds beside them: it may be somebody's data, unless the list is public. */
  readonly others: 'ignored' | 'refused'
}

/** Columns are found by their names, in whatever order. */
export function openRows<C extends string>({
  cells: heading,
  columns,
  others,
}: Heading<C>): (line: number, cells: readonly string[]) => ListRow<C> {
  const names = heading.map((name) => name.trim())
  const places = Object.entries<readonly string[]>(columns).map(([column, known]) => {
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

export function toMonth(cell: string): string | undefined {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(cell) ? cell : undefined
}

/** `16,5` → 16.5, from nought to so much. */
export function toNumber(most: number): (cell: string) => number | undefined {
  return (cell) => {
    const number = /^\d{1,6}(,\d{1,6})?$/.test(cell) ? Number(cell.replace(',', '.')) : Number.NaN
    return number <= most ? number : undefined
  }
}

export function toCount(cell: string): number | undefined {
  return /^\d{1,6}$/.test(cell) ? Number(cell) : undefined
}

/** One of the words of a table; capitals make no difference. */
export function oneOf<T>(table: Readonly<Record<string, T>>): (cell: string) => T | undefined {
  const words = new Map(Object.entries(table))
  return (cell) => words.get(cell.toLowerCase())
}

export const toYesNo = oneOf({ ja: true, nee: false })

export function toLrkId(cell: string): string | undefined {
  return /^\d{1,12}$/.test(cell) ? cell : undefined
}
