import type { MonthOfHours } from './month-of-hours.ts'

/** One for each month, oldest first. */
export function addUp(hours: readonly MonthOfHours[]): readonly MonthOfHours[] {
  return [...Map.groupBy(hours, ({ month }) => month)]
    .map(([month, parts]) => ({
      month,
      plannedHours: sum(parts.map(({ plannedHours }) => plannedHours)),
      attendedHours: sumOfKnown(parts.map(({ attendedHours }) => attendedHours)),
    }))
    .sort((a, b) => (a.month < b.month ? -1 : 1))
}

/** Part of a sum that is not known makes all of it not known. */
function sumOfKnown(hours: readonly (number | null)[]): number | null {
  const known = hours.filter((some) => some !== null)
  return known.length === hours.length ? sum(known) : null
}

/** To the hundredth, so that tenths add up to tenths. */
function sum(hours: readonly number[]): number {
  return Math.round(hours.reduce((total, some) => total + some, 0) * 100) / 100
}
