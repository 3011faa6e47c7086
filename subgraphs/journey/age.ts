/**
 * Days and ages, as calendar days in text (`2024-03-14`).
 *
 * @module
 */

const DAY_MS = 86_400_000

/** As a schedule writes it. */
export type Age =
  | { readonly days: number }
  | { readonly weeks: number }
  | { readonly months: number }

/** The day on which a child is so old; in a month that does not have the day, its last. */
export function dayAtAge(birthDate: string, age: Age): string {
  if ('months' in age) return addMonths(birthDate, age.months)
  return addDays(birthDate, 'weeks' in age ? age.weeks * 7 : age.days)
}

export function addDays(day: string, days: number): string {
  return toDay(toNumber(day) + days)
}

export function daysBetween(day: string, later: string): number {
  return toNumber(later) - toNumber(day)
}

/** Whole months between two days. */
export function monthsBetween(day: string, later: string): number {
  const [year = 0, month = 0, of = 0] = day.split('-').map(Number)
  const [laterYear = 0, laterMonth = 0, laterOf = 0] = later.split('-').map(Number)
  return (laterYear - year) * 12 + laterMonth - month - (laterOf < of ? 1 : 0)
}

/** Of a date that is known in part the last day that it may be: whoever may be younger is expected later. */
export function latestOf(date: string): string {
  if (date.length === 10) return date
  return date.length === 7 ? addDays(addMonths(`${date}-01`, 1), -1) : `${date}-12-31`
}

function addMonths(day: string, months: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  const of = Number(day.slice(8))
  const first = numberOfMonth(month)
  return toDay(Math.min(first + of, numberOfMonth(month + 1)) - 1)
}

/** There are few days and they are asked for all the time: each is reckoned once. */
const DAYS = new Map<number, string>()
const NUMBERS = new Map<string, number>()
const MONTHS = new Map<number, number>()

/** Days since 1970. */
export function toNumber(day: string): number {
  return remembered(NUMBERS, day, () => Date.parse(`${day}T00:00:00Z`) / DAY_MS)
}

export function toDay(number: number): string {
  return remembered(DAYS, number, () => new Date(number * DAY_MS).toISOString().slice(0, 10))
}

/** Of the first day of a month, counted from the year 0. */
function numberOfMonth(month: number): number {
  return remembered(MONTHS, month, () => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS)
}

const MOST = 100_000

function remembered<K, V>(known: Map<K, V>, key: K, reckon: () => V): V {
  const found = known.get(key)
  if (found !== undefined) return found
  const value = reckon()
  if (known.size < MOST) known.set(key, value)
  return value
}
