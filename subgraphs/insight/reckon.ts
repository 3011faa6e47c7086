/**
 * What is made of two judged numbers: a value, how sure it is, and what it may still become. From what is shown, and from
 * nothing else.
 *
 * @module
 */

import type { Shown } from '../../privacy/disclosure.ts'
import { SPREAD } from '../../privacy/disclosure-noise.ts'
import { type Bounds, boundsOf } from './bounds.ts'
import type { Unlinked } from './count.ts'
import type { Indicator } from './indicator.ts'
import { byar, wilson } from './interval.ts'
import { nowcast } from './nowcast.ts'
import type { IndicatorPoint, Nowcast } from './tell-types.ts'

type Numbers = Pick<
  IndicatorPoint,
  'value' | 'lower' | 'upper' | 'ifNoUnlinkedSeen' | 'ifAllUnlinkedSeen'
>

export const NO_NUMBERS: Numbers = {
  value: null,
  lower: null,
  upper: null,
  ifNoUnlinkedSeen: null,
  ifAllUnlinkedSeen: null,
}

export function reckon(
  indicator: Indicator,
  above: Shown | undefined,
  below: Shown | undefined,
  unlinked: Unlinked,
): Numbers {
  if (!above || above.suppressed) return NO_NUMBERS
  return reckonFrom(indicator, above.value, below?.value ?? null, unlinked)
}

/** Of numbers that may be told. */
export function reckonFrom(
  { measure, scale = 1, seenMakes = 'MORE', isOfAmounts }: Indicator,
  counted: number,
  below: number | null,
  unlinked: Unlinked,
): Numbers {
  const isShare = measure === 'SHARE'
  if (measure === 'COUNT') {
    return {
      ...NO_NUMBERS,
      value: counted,
      ifNoUnlinkedSeen: counted,
      ifAllUnlinkedSeen: counted + unlinked.numerator,
    }
  }
  if (below === null || below <= 0) return NO_NUMBERS
  const numerator = isShare ? Math.min(counted, below) : counted
  const interval = isShare ? wilson(numerator, below) : byar(numerator, below)
  const seen =
    seenMakes === 'MORE'
      ? unlinked
      : { ...unlinked, numerator: -Math.min(unlinked.numerator, numerator) }
  const bounds: Bounds = boundsOf({ numerator, denominator: below }, seen, { isShare })
  const scaled = (value: number | null) => (value === null ? null : rounded(value * scale, 4))
  return {
    value: scaled(numerator / below),
    lower: isOfAmounts ? null : scaled(interval.lower),
    upper: isOfAmounts ? null : scaled(interval.upper),
    ifNoUnlinkedSeen: scaled(bounds.ifNoUnlinkedSeen),
    ifAllUnlinkedSeen: scaled(bounds.ifAllUnlinkedSeen),
  }
}

/** Of which such a part was told. */
export function nowcastOf(
  { scale = 1 }: Indicator,
  above: Shown | undefined,
  below: Shown | undefined,
  part: number,
): Nowcast | null {
  if (!above || above.suppressed || !below || below.suppressed || below.value <= 0) return null
  const cast = nowcast(above.value, part, SPREAD)
  if (!cast) return null
  const scaled = (count: number) => rounded((count * scale) / below.value, 4)
  return {
    value: scaled(cast.value),
    lower: scaled(cast.lower),
    upper: scaled(cast.upper),
    completeness: rounded(part, 2),
  }
}

export function rounded(value: number, digits?: number): number
export function rounded(value: number | undefined, digits?: number): number | null
export function rounded(value: number | undefined, digits = 0): number | null {
  return value === undefined ? null : Number(value.toFixed(digits))
}
