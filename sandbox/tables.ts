/**
 * Reading between the lines of a table.
 *
 * @module
 */

/** Pairs of where and what, by rising where. */
export type Curve = readonly (readonly [at: number, value: number])[]

/** Straight lines between the points; flat before the first and after the last. */
export function interpolate(curve: Curve, at: number): number {
  const next = curve.findIndex(([where]) => where >= at)
  const [nextAt, nextValue] = curve[next] ?? curve[curve.length - 1] ?? [0, 0]
  const [lastAt, lastValue] = curve[next - 1] ?? [nextAt, nextValue]
  return lastAt === nextAt
    ? nextValue
    : lastValue + ((nextValue - lastValue) * (at - lastAt)) / (nextAt - lastAt)
}

/** The same, worked out once for every whole number up to `last`. */
export function everyDay(curve: Curve, last: number): (at: number) => number {
  const values = Float64Array.from({ length: last + 1 }, (_, at) => interpolate(curve, at))
  return (at) => values[Math.min(last, Math.max(0, at))] ?? 0
}
