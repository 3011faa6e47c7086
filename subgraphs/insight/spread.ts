/**
 * How far apart municipalities are in an indicator: the 90th over the 10th percentile of what may be told of each.
 *
 * It is reckoned from numbers that were judged, and told beside them: it takes no budget of its own.
 *
 * @module
 */

import { NO_NUMBERS, rounded } from './reckon.ts'
import type { Reckoned } from './series.ts'
import type { IndicatorPoint } from './tell-types.ts'

/** Of fewer municipalities there are no percentiles. */
const FEWEST = 5

/** From a series by municipality. */
export function spreadOf(cells: readonly Reckoned[]): readonly Reckoned[] {
  const periods = Map.groupBy(cells, ({ point }) => point.period)
  return [...periods].map(([period, own]) => {
    const points = own.map(({ point }) => point)
    const values = points.flatMap(({ value }) => value ?? []).sort((a, b) => a - b)
    const [high, low] = [percentile(values, 0.9), percentile(values, 0.1)]
    const isTold = values.length >= FEWEST && low > 0
    const point: IndicatorPoint = {
      ...{ period, by: [], ...NO_NUMBERS, value: isTold ? rounded(high / low, 4) : null },
      count: countOf(values.length),
      denominator: null,
      coverage: points[0]?.coverage ?? null,
      provisional: points.some(({ provisional }) => provisional),
      nowcast: null,
    }
    return { point, above: undefined, below: undefined, unlinked: { numerator: 0, denominator: 0 } }
  })
}

/** Of municipalities, which are no secret. */
function countOf(municipalities: number): IndicatorPoint['count'] {
  const told = { value: municipalities, shown: String(municipalities) }
  return { ...told, suppressed: false, rule: null }
}

/** Of sorted values, on the line between the two that are nearest; not a number where there are none. */
function percentile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return low + (high - low) * (at - Math.floor(at))
}
