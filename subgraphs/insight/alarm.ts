/**
 * When a series left what its own past let expect.
 *
 * Every period is looked at once it is over, alone and together with those before it, in both directions. All looks share one
 * budget of false alarms: where nothing happened, not more than that part of the watches ends in one.
 *
 * @module
 */

import { modelOf, type Prediction, type SeriesPoint, type SeriesUnit } from './expected.ts'
import { studentQuantile } from './quantile.ts'

export interface Alarm {
  /** The first day of the period after which it could be raised. */
  readonly at: string
  readonly direction: 'UP' | 'DOWN'
  /** How many periods it took together. */
  readonly periods: number
  readonly ratio: number
}

export interface Watch {
  /** From this day on; what lies before is the past. */
  readonly from: string
  readonly unit: SeriesUnit
  /** Left out: one watch in twenty. Who watches more series than one divides it. */
  readonly budget?: number
}

/** So many periods are looked at together. */
const TOGETHER = [1, 2, 4, 6] as const

/** The first alarm; null where there was none, or the past is too short to raise any. */
export function firstAlarm(
  points: readonly SeriesPoint[],
  { from, unit, budget = 0.05 }: Watch,
): Alarm | null {
  const start = points.findIndex((point) => point.from >= from)
  const model = start === -1 ? null : modelOf(points.slice(0, start), unit)
  if (model === null) return null
  const looks = (points.length - start) * TOGETHER.length
  const limit = studentQuantile(1 - budget / looks / 2, model.freedom)
  for (let end = start; end < points.length; end++) {
    for (const periods of TOGETHER) {
      if (end - periods + 1 < start) continue
      const window = points.slice(end - periods + 1, end + 1)
      const count = window.reduce((sum, point) => sum + point.count, 0)
      const prediction = model.predict(window)
      const distance = distanceOf(count, prediction)
      if (Math.abs(distance) <= limit) continue
      const direction = distance > 0 ? 'UP' : 'DOWN'
      const at = points[end]?.from ?? from
      return { at, direction, periods, ratio: count / prediction.expected }
    }
  }
  return null
}

/** In deviations; to the power of two thirds, so that small counts are as far out above as below (Farrington). */
function distanceOf(count: number, { expected, variance, logVariance }: Prediction): number {
  if (expected <= 0) return 0
  const deviation = Math.sqrt(variance + logVariance * expected ** 2)
  const slope = (2 / 3) * expected ** (-1 / 3)
  return (count ** (2 / 3) - expected ** (2 / 3)) / (slope * deviation)
}
