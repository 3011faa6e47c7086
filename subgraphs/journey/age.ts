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
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

export function daysBetween(day: string, later: string): number {
  return Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY_MS)
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
  const [year = 0, month = 0, of = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(of, last))).toISOString().slice(0, 10)
}
