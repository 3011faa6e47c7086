/**
 * When providers of childcare took steps under the meldcode; never why.
 *
 * One list, as it stands today. Of no planted child: the stories of those are told to whoever may not know of this, too.
 *
 * @module
 */

import { toCsvLine, toDutchDate } from './csv.ts'
import { type Day, dayOf, iso, TODAY } from './days.ts'
import { randomFor } from './household.ts'
import type { Child, Family } from './population.ts'

export const MELDCODE_COLUMNS = [
  'bsn',
  'lrk_id',
  'meldcode_nummer',
  'stap_1',
  'stap_2',
  'stap_3',
  'stap_4',
  'stap_5',
] as const

/** One child in twenty that has a place. */
const SHARE = 1 / 20
const STEPS = 5

/** The days of the steps that were taken, in their order; empty for who has no case. */
export function stepsOf(family: Family, child: Child): readonly string[] {
  const { planted, person, childcare } = child
  const [first] = childcare.enrolments
  const random = randomFor(family, child, 'steps of the meldcode')
  if (planted !== null || !person?.bsn || !first || !random.chance(SHARE)) return []
  const steps: Day[] = [dayOf(first.from) + random.integer(30, 500)]
  const taken = random.chance(0.7) ? STEPS : random.integer(1, STEPS - 1)
  while (steps.length < taken) steps.push((steps.at(-1) ?? 0) + random.integer(1, 20))
  return steps.filter((day) => day <= TODAY).map(iso)
}

/** Without its line end; none for who has no case. */
export function* meldcodeLines(family: Family, child: Child): Generator<string> {
  const steps = stepsOf(family, child)
  const [first] = child.childcare.enrolments
  if (steps.length === 0 || !first) return
  const days = Array.from({ length: STEPS }, (_, i) => toDutchDate(steps[i] ?? null))
  yield toCsvLine([child.person?.bsn ?? '', first.lrkId, `M-${first.id}`, ...days])
}
