/**
 * How many there will turn out to be, of what is told late.
 *
 * A registry tells what happened after a delay. From what it told before, and when, it is estimated which part of a day has
 * been told by now; the counts of recent days are raised by it, and are provisional until nearly all is there.
 *
 * @module
 */

import { normalQuantile } from './quantile.ts'

/** Something that happened, and when the registry wrote it down. */
export interface Told {
  readonly at: string
  readonly recordedAt: string
}

export interface Nowcast {
  /** As told by now. */
  readonly told: number
  /** As it is expected to become; with an interval of 95 %. */
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  /** The part that is thought to have been told. */
  readonly completeness: number
  /** Less than 99 % is thought to have been told. */
  readonly provisional: boolean
}

const DAY = 86_400_000
const COMPLETE = 0.99
/** What comes later than a year counts as told. */
const LATEST = 365

/** For a day, the part of what happened then that has been told; counted from all that was told by `asOf`. */
export function completenessOf(told: readonly Told[], asOf: string): (day: string) => number {
  const today = dayOf(asOf)
  const delays = told.flatMap(({ at, recordedAt }) => {
    const [happened, written] = [dayOf(at), dayOf(recordedAt)]
    return written > today ? [] : [{ delay: clamp(written - happened), room: today - happened }]
  })
  const part = partsTold(delays)
  return (day) => part[clamp(today - dayOf(day))] ?? 1
}

/**
 * By reverse hazards: of what was told within d days, of days so long ago that d days have passed, how much came on the last
 * of them. So recent days, of which only the quick part is known, do not make the registry look quicker than it is.
 */
function partsTold(delays: readonly { delay: number; room: number }[]): readonly number[] {
  const on = new Array<number>(LATEST + 1).fill(0)
  for (const { delay } of delays) on[delay] = (on[delay] ?? 0) + 1
  const tooRecent = new Array<number>(LATEST + 2).fill(0)
  for (const { room } of delays)
    if (room <= LATEST) tooRecent[room + 1] = (tooRecent[room + 1] ?? 0) + 1
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

/** Of a period, day by day: a period is as complete as the days in it. */
export function nowcast(
  days: readonly { readonly day: string; readonly told: number }[],
  completeness: (day: string) => number,
): Nowcast {
  const told = days.reduce((sum, day) => sum + day.told, 0)
  const part = days.reduce((sum, { day }) => sum + completeness(day), 0) / Math.max(1, days.length)
  if (part >= COMPLETE)
    return {
      told,
      estimate: told,
      lower: told,
      upper: told,
      completeness: part,
      provisional: false,
    }
  const estimate = part > 0 ? told / part : told
  // What is missing is a draw as well: of a negative binomial, were the part known.
  const spread =
    normalQuantile(0.975) * (Math.sqrt(Math.max(told, 1) * (1 - part)) / Math.max(part, 0.01))
  return {
    told,
    estimate,
    lower: Math.max(told, estimate - spread),
    upper: estimate + spread,
    completeness: part,
    provisional: true,
  }
}

function dayOf(moment: string): number {
  return Math.floor(Date.parse(moment) / DAY)
}

function clamp(days: number): number {
  return Math.min(LATEST, Math.max(0, days))
}
