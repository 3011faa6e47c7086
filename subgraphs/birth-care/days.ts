/**
 * Calendar days as text (`2024-03-14`), counted in UTC.
 *
 * @module
 */

/** From the first day of the last menstrual period to the due date. */
export const TERM_DAYS = 280

const DAY_MS = 86_400_000

export function isDay(text: string | null): text is string {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** How many days `later` comes after `day`; negative when it is before. */
export function daysBetween(day: string, later: string): number {
  return Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY_MS)
}

/** How far a pregnancy with this due date was on a day; null on a day that is not in it. */
export function gestationalAgeOn(day: string, dueDate: string | null): number | null {
  if (dueDate === null) return null
  const days = TERM_DAYS - daysBetween(day, dueDate)
  return days >= 0 && days < 330 ? days : null
}
