/**
 * What a series would have been without the event, from its own past.
 *
 * A log-linear model of counts over what they are counted out of, with a yearly wave and a trend as far as the past is long
 * enough to tell them, and with as much more scatter than chance alone as the past had. After Farrington and others (J R Stat
 * Soc A 1996), as institutes of public health watch for outbreaks (docs/decisions/0062).
 *
 * @module
 */

/** A period of a series. All periods of one series are equally long. */
export interface SeriesPoint {
  /** The first day. */
  readonly from: string
  readonly count: number
  /** Out of how many, or over how much. */
  readonly denominator: number
}

/** A share cannot be more than one, and scatters less the nearer it comes to it. */
export type SeriesUnit = 'share' | 'rate'

export interface Prediction {
  readonly expected: number
  /** Of what is counted, were the model right. */
  readonly variance: number
  /** Of the logarithm of what is expected: how unsure the past leaves us. */
  readonly logVariance: number
}

export interface Model {
  /** By how many periods the past is longer than the model needs. */
  readonly freedom: number
  /** Of some periods together. */
  predict(points: readonly SeriesPoint[]): Prediction
}

const DAY = 86_400_000
const YEAR = 365.25
/** A shorter past tells nothing. */
const LEAST = 8
const ROUNDS = 25
const CLOSE = 1e-8

/** Null where the past is too short, or nothing was counted in it. */
export function modelOf(past: readonly SeriesPoint[], unit: SeriesUnit): Model | null {
  const known = past.filter(({ denominator }) => denominator > 0)
  const total = known.reduce((sum, { count }) => sum + count, 0)
  if (known.length < LEAST || total === 0) return null
  const shape = shapeOf(known)
  const rows = known.map((point) => ({ ...point, x: shape(point.from) }))
  const all = known.reduce((sum, { denominator }) => sum + denominator, 0)
  let beta = shape(known[0]?.from ?? '').map((_, at) => (at === 0 ? Math.log(total / all) : 0))
  let covariance: Matrix = []

  const meanOf = (x: Vector, denominator: number) => {
    const mean = denominator * Math.exp(dot(x, beta))
    return unit === 'share' ? Math.min(mean, denominator * 0.999999) : mean
  }
  const spareOf = (mean: number, denominator: number) =>
    unit === 'share' ? 1 - mean / denominator : 1

  for (let round = 0; round < ROUNDS; round++) {
    const information = beta.map(() => beta.map(() => 0))
    const score = beta.map(() => 0)
    for (const { x, count, denominator } of rows) {
      const mean = meanOf(x, denominator)
      const weight = 1 / spareOf(mean, denominator)
      add(score, x, weight * (count - mean))
      for (const [at, line] of information.entries()) add(line, x, (x[at] ?? 0) * weight * mean)
    }
    const inverse = invert(information)
    if (inverse === null) return null
    covariance = inverse
    const step = covariance.map((line) => dot(line, score))
    beta = beta.map((value, at) => value + (step[at] ?? 0))
    if (step.every((each) => Math.abs(each) < CLOSE)) break
  }

  const freedom = rows.length - beta.length
  const scatter = rows.reduce((sum, { x, count, denominator }) => {
    const mean = meanOf(x, denominator)
    return sum + (count - mean) ** 2 / (mean * spareOf(mean, denominator))
  }, 0)
  const dispersion = Math.max(1, scatter / freedom)
  return {
    freedom,
    predict(points) {
      let [expected, variance] = [0, 0]
      const slope = beta.map(() => 0)
      for (const { from, denominator } of points.filter((point) => point.denominator > 0)) {
        const x = shape(from)
        const mean = meanOf(x, denominator)
        expected += mean
        variance += dispersion * mean * spareOf(mean, denominator)
        add(slope, x, mean)
      }
      const spread = dot(
        slope,
        covariance.map((line) => dot(line, slope)),
      )
      return { expected, variance, logVariance: (dispersion * spread) / expected ** 2 }
    },
  }
}

type Vector = readonly number[]
type Matrix = readonly Vector[]

/** A yearly wave needs a whole year, a trend beside it two, and a second wave three. */
function shapeOf(known: readonly SeriesPoint[]): (from: string) => Vector {
  const days = known.map(({ from }) => Date.parse(from) / DAY)
  const [first = 0, last = 0] = [days.at(0), days.at(-1)]
  const years = (last - first) / YEAR + 1 / known.length
  return (from) => {
    const at = Date.parse(from) / DAY
    const turn = (2 * Math.PI * at) / YEAR
    return [
      1,
      ...(years >= 0.99 ? [Math.sin(turn), Math.cos(turn)] : []),
      ...(years >= 1.99 ? [(at - last) / (last - first)] : []),
      ...(years >= 2.99 ? [Math.sin(2 * turn), Math.cos(2 * turn)] : []),
    ]
  }
}

function dot(one: Vector, other: Vector): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

function add(target: number[], x: Vector, times: number): void {
  for (let at = 0; at < x.length; at++) target[at] = (target[at] ?? 0) + (x[at] ?? 0) * times
}

/** By Gauss and Jordan; null where it has no inverse. */
function invert(matrix: Matrix): Matrix | null {
  const size = matrix.length
  const lines = matrix.map((line, row) => [
    ...line,
    ...line.map((_, column) => Number(row === column)),
  ])
  for (let column = 0; column < size; column++) {
    const pivot = lines.reduce(
      (best, line, row) =>
        row >= column && Math.abs(line[column] ?? 0) > Math.abs(lines[best]?.[column] ?? 0)
          ? row
          : best,
      column,
    )
    const [found, here] = [lines[pivot] ?? [], lines[column] ?? []]
    const value = found[column] ?? 0
    if (Math.abs(value) < 1e-12) return null
    lines[pivot] = here
    lines[column] = found.map((each) => each / value)
    for (const [row, line] of lines.entries())
      if (row !== column) add(line, lines[column] ?? [], -(line[column] ?? 0))
  }
  return lines.map((line) => line.slice(size))
}
