/**
 * How children grow: each keeps, more or less, its own line beside the median.
 *
 * @module
 */

import type { Sex } from './population.ts'
import type { Random } from './random.ts'
import { everyDay } from './tables.ts'

/** Nobody is measured after the fifth birthday. */
const LAST = 1_830

/** Medians for boys by age in days; girls are a few per cent under them. */
const medianLength = everyDay(
  [
    [0, 505],
    [30, 547],
    [61, 583],
    [91, 613],
    [152, 655],
    [183, 678],
    [274, 720],
    [365, 762],
    [426, 785],
    [548, 832],
    [730, 890],
    [1_096, 985],
    [1_461, 1_060],
  ],
  LAST,
)

const medianWeight = everyDay(
  [
    [0, 3_500],
    [7, 3_430],
    [30, 4_450],
    [61, 5_500],
    [91, 6_300],
    [152, 7_500],
    [183, 8_000],
    [274, 9_200],
    [365, 10_100],
    [426, 10_600],
    [548, 11_600],
    [730, 13_000],
    [1_096, 15_300],
    [1_461, 17_400],
  ],
  LAST,
)

const medianHead = everyDay(
  [
    [0, 350],
    [30, 378],
    [61, 396],
    [91, 409],
    [152, 430],
    [183, 438],
    [274, 456],
    [365, 468],
    [548, 482],
    [730, 490],
    [1_096, 500],
  ],
  LAST,
)

export interface Measured {
  readonly lengthMillimetres: number
  readonly weightGrams: number
  readonly headMillimetres: number
}

export interface GrowthLine {
  at(ageDays: number): Measured
}

/** Children who were born too early are measured against their corrected age. */
export function growthLine(
  random: Random,
  born: { sex: Sex; weightGrams: number; gestationalAgeDays: number },
): GrowthLine {
  const early = Math.max(0, 273 - born.gestationalAgeDays)
  const small = born.sex === 'female' ? 0.97 : 1
  const start = Math.min(1.25, Math.max(0.6, born.weightGrams / 3_500))
  const own = random.normal(1, 0.085)
  const tall = random.normal(1, 0.03)
  const head = random.normal(1, 0.022)
  return {
    at(ageDays) {
      const age = Math.max(0, ageDays - early)
      // What was there at birth wears off in the first year.
      const left = Math.max(0, 1 - age / 365)
      const heavy = (left * start + (1 - left) * own) * small
      return {
        lengthMillimetres: Math.round(
          medianLength(age) * tall * (1 - (1 - small) / 2) * (1 - left * (1 - start) * 0.3) +
            random.normal(0, 3),
        ),
        weightGrams: Math.round((medianWeight(age) * heavy + random.normal(0, 60)) / 5) * 5,
        headMillimetres: Math.round(
          medianHead(age) * head * (1 - (1 - small) / 1.5) * (1 - left * (1 - start) * 0.25),
        ),
      }
    },
  }
}
