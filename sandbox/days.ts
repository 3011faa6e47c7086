/**
 * Days as numbers, so that a life is arithmetic; written as ISO dates only where it leaves.
 *
 * Day 0 is 1970-01-01. Texts are remembered: a million children share some forty thousand dates.
 *
 * @module
 */

import { type IsoDate, type IsoDateTime, REFERENCE_DATE } from './population.ts'

export type Day = number

const MILLISECONDS = 86_400_000
/** Earlier days than this are written without being remembered. */
const EARLIEST = -20_000
const texts: IsoDate[] = []

export function dayOf(date: IsoDate): Day {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / MILLISECONDS)
}

export function iso(day: Day): IsoDate {
  const place = day - EARLIEST
  const known = texts[place]
  if (known !== undefined) return known
  const text = new Date(day * MILLISECONDS).toISOString().slice(0, 10)
  if (place >= 0) texts[place] = text
  return text
}

export function yearOf(day: Day): number {
  return new Date(day * MILLISECONDS).getUTCFullYear()
}

/** Local time, with the offset that the Netherlands had on that day (to the day, not to the hour). */
export function isoAt(day: Day, minute: number): IsoDateTime {
  const hours = two(Math.floor(minute / 60))
  return `${iso(day)}T${hours}:${two(minute % 60)}:00${isSummer(day) ? '+02:00' : '+01:00'}`
}

/** Whole calendar years later; from 29 February it is 1 March. */
export function afterYears(day: Day, years: number): Day {
  const date = new Date(day * MILLISECONDS)
  return Math.round(
    Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate()) / MILLISECONDS,
  )
}

/** Monday to Friday, and not at Christmas or New Year: an appointment moves to the first day after. */
export function workday(day: Day): Day {
  let open = day
  for (;;) {
    const weekday = (open + 4) % 7
    if (weekday !== 0 && weekday !== 6 && !HOLIDAYS.has(open)) return open
    open++
  }
}

export interface Month {
  /** `YYYY-MM`. */
  readonly text: string
  readonly start: Day
  /** The first day of the next one. */
  readonly end: Day
}

/** The months that touch `[from, until)`. */
export function monthsBetween(from: Day, until: Day): readonly Month[] {
  if (from >= until) return []
  const first = monthNumber(from)
  return MONTHS.slice(first, monthNumber(until - 1) + 1)
}

function monthNumber(day: Day): number {
  const date = new Date(day * MILLISECONDS)
  return (date.getUTCFullYear() - FIRST_YEAR) * 12 + date.getUTCMonth()
}

const FIRST_YEAR = 2010
const MONTHS = Array.from({ length: 30 * 12 }, (_, number): Month => {
  const at = (month: number) => Date.UTC(FIRST_YEAR, month, 1) / MILLISECONDS
  return { text: iso(at(number)).slice(0, 7), start: at(number), end: at(number + 1) }
})

const HOLIDAYS: ReadonlySet<Day> = new Set(
  Array.from({ length: 20 }, (_, year) =>
    ['01-01', '12-25', '12-26'].map((date) => dayOf(`${FIRST_YEAR + year}-${date}`)),
  ).flat(),
)

export const TODAY: Day = dayOf(REFERENCE_DATE)
/** The first day on which a child of this population was born. */
export const WINDOW_START: Day = afterYears(TODAY, -5)

/** Summer time runs from the last Sunday of March to the last Sunday of October. */
function isSummer(day: Day): boolean {
  const year = iso(day).slice(0, 4)
  const bounds = summers.get(year) ?? summerOf(year)
  return day >= bounds[0] && day < bounds[1]
}

const summers = new Map<string, readonly [Day, Day]>()

function summerOf(year: string): readonly [Day, Day] {
  const lastSunday = (date: IsoDate) => dayOf(date) - ((dayOf(date) + 4) % 7)
  const bounds = [lastSunday(`${year}-03-31`), lastSunday(`${year}-10-31`)] as const
  summers.set(year, bounds)
  return bounds
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
