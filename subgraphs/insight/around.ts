/**
 * Before, during and after an event: what was counted, beside what its own past let expect.
 *
 * Nothing here knows what is counted, or of whom.
 *
 * @module
 */

import { dayBefore, daysBetween, moveDay } from './days.ts'
import { type Model, modelOf, type SeriesPoint, type SeriesUnit } from './expected.ts'
import { studentQuantile } from './quantile.ts'

/** From the first day to the last, that one included. */
export interface Window {
  readonly from: string
  readonly until: string
}

export interface Total {
  readonly count: number
  readonly denominator: number
  /** Null where there was nothing to count it out of. */
  readonly value: number | null
}

/** What is null could not be told: the past is too short, or what is counted was never there. */
export interface Compared extends Total {
  readonly expected: number | null
  /** What was counted, over what was expected; with an interval of 95 %. */
  readonly ratio: number | null
  readonly ratioLower: number | null
  readonly ratioUpper: number | null
}

export interface Around {
  /** The year before the event. */
  readonly before: Total
  readonly during: Compared
  /** The half year after the event, or as much of it as there is. */
  readonly after: Compared
}

export const AROUND_METHOD =
  'Expected: a log-linear model of the periods before the event with a yearly wave and a trend, as far as they are long enough (Farrington 1996); interval of 95 % with the scatter of that past.'

/** The year before an event, the event, and the half year after it. */
export function windowsAround(event: Window): Readonly<Record<keyof Around, Window>> {
  const dayAfter = moveDay(event.until, 1)
  return {
    before: { from: moveDay(event.from, -365), until: dayBefore(event.from) },
    during: event,
    after: { from: dayAfter, until: moveDay(dayAfter, AFTER_DAYS) },
  }
}

const AFTER_DAYS = 183
const CONFIDENCE = 0.975

/** A period that says when it ends: the first day that is not in it. */
export interface SpannedPoint extends SeriesPoint {
  readonly until?: string
}

/**
 * Periods in order; weeks or months. Where there is a gap, they say when they end. One that is only partly within the event is left out: in it, before and
 * during cannot be told apart.
 */
export function compareAround(
  points: readonly SpannedPoint[],
  event: Window,
  unit: SeriesUnit,
): Around {
  const spans = points.map((point, at) => ({
    point,
    last: dayBefore(point.until ?? points[at + 1]?.from ?? endOfLast(points)),
  }))
  const within = ({ from, until }: Window) =>
    spans.flatMap(({ point, last }) => (point.from >= from && last <= until ? [point] : []))
  const { before, during, after } = windowsAround(event)
  const model = modelOf(within({ from: '', until: before.until }), unit)
  return {
    before: total(within(before)),
    during: compared(within(during), model),
    after: compared(within(after), model),
  }
}

function compared(points: readonly SeriesPoint[], model: Model | null): Compared {
  const own = total(points)
  const none = { expected: null, ratio: null, ratioLower: null, ratioUpper: null }
  if (model === null || own.denominator === 0) return { ...own, ...none }
  const { expected, variance, logVariance } = model.predict(points)
  // What never was has no logarithm.
  const counted = Math.max(own.count, 0.5)
  const spread = Math.sqrt(variance / (expected * counted) + logVariance)
  const reach = Math.exp(studentQuantile(CONFIDENCE, model.freedom) * spread)
  const ratio = counted / expected
  return {
    ...own,
    expected,
    ratio: own.count / expected,
    ratioLower: ratio / reach,
    ratioUpper: ratio * reach,
  }
}

function total(points: readonly SeriesPoint[]): Total {
  const count = points.reduce((sum, point) => sum + point.count, 0)
  const denominator = points.reduce((sum, point) => sum + point.denominator, 0)
  return { count, denominator, value: denominator > 0 ? count / denominator : null }
}

/** The last period is as long as the one before it. */
function endOfLast(points: readonly SeriesPoint[]): string {
  const [before, last] = [points.at(-2)?.from, points.at(-1)?.from]
  if (before === undefined || last === undefined) return '9999-12-31'
  return moveDay(last, daysBetween(before, last))
}
