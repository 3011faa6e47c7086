/**
 * Days as text, and arithmetic with them.
 *
 * @module
 */

import { dayOf, iso } from '../../sandbox/days.ts'

/** The last day is not in it. */
export interface Period {
  readonly from: string
  readonly until: string
}

export function addDays(day: string, days: number): string {
  return iso(dayOf(day) + days)
}

/** The same day of another month, or its last one. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  const moved = new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)))
  return moved.toISOString().slice(0, 10)
}

export function daysBetween(one: string, other: string): number {
  return dayOf(other) - dayOf(one)
}

/** Full months, as an age is told. */
export function monthsBetween(one: string, other: string): number {
  const [y1 = 0, m1 = 0, d1 = 0] = one.split('-').map(Number)
  const [y2 = 0, m2 = 0, d2 = 0] = other.split('-').map(Number)
  return (y2 - y1) * 12 + m2 - m1 - Number(d2 < d1)
}

export function isIn(day: string, { from, until }: Period): boolean {
  return day >= from && day < until
}
