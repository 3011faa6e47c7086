/**
 * Who is in a cohort, as a dated definition that everybody can read: files in `cohorts/`, with a version that goes up when
 * others would be in it.
 *
 * A condition is one of a few kinds, and each definition is one value on the grid. So a cohort can say more than the grid
 * does, and nobody can make one up to single out a child.
 *
 * @module
 */

import { z } from 'zod'
import bornInLockdown1 from './cohorts/born-in-lockdown-1.json' with { type: 'json' }
import first1000Days from './cohorts/first-1000-days.json' with { type: 'json' }
import newlyVulnerable from './cohorts/newly-vulnerable-since-lockdown-1.json' with { type: 'json' }
import window18To48 from './cohorts/window-18-48.json' with { type: 'json' }
import { DAY, REGISTERED } from './registered.ts'
import { quoted } from './scope.ts'

const COHORT = REGISTERED.extend({
  where: z.strictObject({
    /** Whole months, on the day that is asked about; the last is not in it. */
    ageMonths: z.strictObject({ from: z.int(), until: z.int() }).optional(),
    /** Children who are expected, too. */
    unborn: z.literal(true).optional(),
    born: z.strictObject({ from: DAY, until: DAY }).optional(),
    firstSituationSince: DAY.optional(),
  }),
})
export type CohortDefinition = Readonly<z.infer<typeof COHORT>>

export const COHORTS: readonly CohortDefinition[] = [
  first1000Days,
  window18To48,
  bornInLockdown1,
  newlyVulnerable,
].map((cohort) => COHORT.parse(cohort))

/** As it stands on the grid: another version is another cohort. */
export function leafOf({ id, version }: CohortDefinition): string {
  return `${id}@${version}`
}

/** Of a row of `child`, on a day. */
export function conditionOf({ where }: CohortDefinition, day: string): string {
  const { ageMonths, unborn, born, firstSituationSince } = where
  const on = `DATE ${quoted(day)}`
  const ages = [
    ...(ageMonths
      ? [
          `(born_on <= ${on} - INTERVAL ${ageMonths.from} MONTH AND born_on > ${on} - INTERVAL ${ageMonths.until} MONTH)`,
        ]
      : []),
    ...(unborn ? [`(born_on IS NULL AND due_on IS NOT NULL)`] : []),
  ]
  const conditions = [
    ...(ages.length > 0 ? [`(${ages.join(' OR ')})`] : []),
    ...(born
      ? [`(born_on >= DATE ${quoted(born.from)} AND born_on < DATE ${quoted(born.until)})`]
      : []),
    ...(firstSituationSince ? [firstSince(firstSituationSince)] : []),
  ]
  return conditions.join(' AND ')
}

function firstSince(day: string): string {
  return `child IN (SELECT child FROM event WHERE situation IS NOT NULL AND child IS NOT NULL GROUP BY child HAVING min(day) >= DATE ${quoted(day)})`
}
