/**
 * How many there will turn out to be, of what is told late.
 *
 * A registry tells what happened after a delay. From what it told before, and how late, it is estimated which part of a day has
 * been told by now; the counts of recent days are raised by it, and are provisional until nearly all is there.
 *
 * @module
 */

import { normalQuantile } from './quantile.ts'

/** So many things that happened on a day, and that the registry wrote down so many days later. */
export interface Told {
  readonly at: string
  readonly delay: number
  readonly count: number
}

export interface Nowcast {
  /** What is told is expected to become this; with an interval of 95 %. */
  readonly value: number
  readonly lower: number
  readonly upper: number
  /** The part that is thought to have been told. */
  readonly completeness: number
}

const DAY = 86_400_000
/** What comes later than a year counts as told. */
const LATEST = 365

/** For a day, the part of what happened then that has been told; counted from all that was told by `asOf`. */
export function completenessOf(told: readonly Told[], asOf: string): (day: string) => number {
  const today = dayOf(asOf)
  const known = told.flatMap(({ at, delay, count }) => {
    const room = today - dayOf(at)
    return delay > room ? [] : [{ delay: clamp(delay), room, count }]
  })
  const part = partsTold(known)
  return (day) => part[clamp(today - dayOf(day))] ?? 1
}

/**
 * By reverse hazards: of what was told within d days, of days so long ago that d days have passed, how much came on the last
 * of them. So recent days, of which only the quick part is known, do not make the registry look quicker than it is.
 */
function partsTold(known: readonly (Omit<Told, 'at'> & { readonly room: number })[]) {
  const on = new Array<number>(LATEST + 1).fill(0)
  const tooRecent = new Array<number>(LATEST + 2).fill(0)
  for (const { delay, room, count } of known) {
    on[delay] = (on[delay] ?? 0) + count
    if (room <= LATEST) tooRecent[room + 1] = (tooRecent[room + 1] ?? 0) + count
  }
  const part = new Array<number>(LATEST + 1).fill(1)
  const within: number[] = []
  let [sum, recent] = [0, 0]
  for (let day = 0; day <= LATEST; day++) {
    sum += on[day] ?? 0
    recent += tooRecent[day] ?? 0
    within.push(sum - recent)
  }
  for (let day = LATEST; day > 0; day--) {
    const all = within[day] ?? 0
    const hazard = all > 0 ? (on[day] ?? 0) / all : 0
    part[day - 1] = (part[day] ?? 1) * (1 - Math.min(1, hazard))
  }
  return part
}

/**
 * Of a number that is told with such a standard deviation. Null where next to nothing was told yet: then the past alone would
 * speak.
 */
export function nowcast(told: number, completeness: number, deviation = 0): Nowcast | null {
  if (completeness < LEAST) return null
  const value = told / completeness
  // What is missing is a draw as well: of a negative binomial, were the part known.
  const missing = Math.max(told, 1) * (1 - completeness)
  const spread = (normalQuantile(0.975) * Math.sqrt(missing + deviation ** 2)) / completeness
  return { value, lower: Math.max(told, value - spread), upper: value + spread, completeness }
}

const LEAST = 0.1

function dayOf(moment: string): number {
  return Math.floor(Date.parse(moment) / DAY)
}

function clamp(days: number): number {
  return Math.min(LATEST, Math.max(0, days))
}
