/**
 * Days, weeks, months, quarters and years, and the grid on which all of them lie: that of days, so that whatever is told of
 * weeks is known to be told of the same days as what is told of months.
 *
 * @module
 */

import { registerEnumType } from 'type-graphql'
import type { GridValue } from '../../privacy/disclosure.ts'
import { DAY_MS, daysBetween } from './days.ts'
import type { Window } from './indicator.ts'

export const PeriodUnit = {
  DAY: 'DAY',
  WEEK: 'WEEK',
  MONTH: 'MONTH',
  QUARTER: 'QUARTER',
  YEAR: 'YEAR',
} as const
export type PeriodUnit = keyof typeof PeriodUnit

registerEnumType(PeriodUnit, {
  name: 'PeriodUnit',
  description: 'How long each period is.',
  valuesConfig: {
    DAY: {
      description:
        'What is small, as on a Sunday, is hidden, and one day more of its week; weeks and months are told as they are.',
    },
    WEEK: { description: 'From Monday (ISO 8601).' },
  },
})

export interface Period extends Window {
  /** `2020-03-16`, `2020-W12`, `2020-03`, `2020-Q1`, `2020`. */
  readonly label: string
}

/** The first day of a period, of any day in it. */
const FIRST_DAY: Readonly<Record<PeriodUnit, (day: Date) => Date>> = {
  DAY: (day) => day,
  WEEK: (day) => new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY_MS),
  MONTH: (day) => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1)),
  QUARTER: (day) =>
    new Date(Date.UTC(day.getUTCFullYear(), Math.floor(day.getUTCMonth() / 3) * 3, 1)),
  YEAR: (day) => new Date(Date.UTC(day.getUTCFullYear(), 0, 1)),
}

const LABEL: Readonly<Record<PeriodUnit, (first: Date) => string>> = {
  DAY: toText,
  WEEK: weekOf,
  MONTH: (first) => toText(first).slice(0, 7),
  QUARTER: (first) => `${first.getUTCFullYear()}-Q${first.getUTCMonth() / 3 + 1}`,
  YEAR: (first) => String(first.getUTCFullYear()),
}

/** A day of the next period. */
const NEXT: Readonly<Record<PeriodUnit, number>> = {
  ...{ DAY: 1, WEEK: 7, MONTH: 31, QUARTER: 93, YEAR: 366 },
}

/** Those that lie wholly in the window. */
export function periodsIn({ from, until }: Window, unit: PeriodUnit): readonly Period[] {
  const firstDay = FIRST_DAY[unit]
  const next = (first: Date) => firstDay(new Date(first.getTime() + NEXT[unit] * DAY_MS))
  let first = firstDay(new Date(from))
  if (toText(first) < from) first = next(first)
  const periods: Period[] = []
  for (let end = next(first); toText(end) <= until; end = next(first)) {
    periods.push({ label: LABEL[unit](first), from: toText(first), until: toText(end) })
    first = end
  }
  return periods
}

/** From the first day of one month to the last of another: `2020-03`, `2020-05`. */
export function windowOf(fromMonth: string, toMonth: string): Window {
  const last = new Date(`${toMonth}-01`)
  const after = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 1))
  return { from: `${fromMonth}-01`, until: toText(after) }
}

/** Of which all periods are made. */
export function daysOfYears(first: number, last: number): readonly string[] {
  const window = { from: `${first}-01-01`, until: `${last + 1}-01-01` }
  return periodsIn(window, 'DAY').map(({ from }) => from)
}

/** `days`: all that there are, in order. */
export function toGridValue({ label, from, until }: Period, days: readonly string[]): GridValue {
  const placeOf = (day: string) => Math.max(0, daysBetween(days[0] ?? day, day))
  return { label, leaves: days.slice(placeOf(from), placeOf(until)) }
}

/** In ISO 8601 the week belongs to the year of its Thursday. */
function weekOf(monday: Date): string {
  const thursday = new Date(monday.getTime() + 3 * DAY_MS)
  const year = thursday.getUTCFullYear()
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}

function toText(day: Date): string {
  return day.toISOString().slice(0, 10)
}
