/**
 * The lists of who waits for a place in childcare, as providers of a town with lockdowns send them: who applied, when, and
 * until when it waited.
 *
 * @module
 */

import { toCsvLine, toDutchDate, toDutchNumber } from './csv.ts'
import { type Day, dayOf, iso } from './days.ts'
import { type ListClient, PERSON_COLUMNS } from './list-clients.ts'
import type { Enrolment, WaitingSpell } from './population.ts'
import type { Random } from './random.ts'

export const WAITING_COLUMNS = [
  'bsn',
  'lrk_id',
  'wachtlijst_nummer',
  'aangemeld_op',
  'gewenst_vanaf',
  'uren_per_week',
  'wachten_eind',
  ...PERSON_COLUMNS,
] as const

interface Closed {
  readonly from: Day
  readonly until: Day
}

/** In weeks: the least, what most wait beside it, and what a closure adds for who begins in it or soon after. */
export const WEEKS = { least: 2, more: 5, closed: 8 } as const
const SOON = 60

/** Of the first place that a child had. */
export function waitingFor(
  [first]: readonly Enrolment[],
  born: Day,
  closures: readonly Closed[],
  random: Random,
): readonly WaitingSpell[] {
  if (first === undefined) return []
  const { id, lrkId, hoursPerWeek } = first
  const until = dayOf(first.from)
  const isLate = closures.some((one) => until >= one.from && until < one.until + SOON)
  const weeks = WEEKS.least + random.exponential(WEEKS.more) + (isLate ? WEEKS.closed : 0)
  const since = Math.max(born, until - Math.round(7 * weeks))
  return [{ id: `W-${id}`, lrkId, since: iso(since), until: first.from, hoursPerWeek }]
}

/** In the list of the month in which it applied, and again when it had its place. */
export function* waitingLines(
  { bsn, cells }: ListClient,
  { id, lrkId, since, until, hoursPerWeek }: WaitingSpell,
): Generator<{ readonly month: string; readonly line: string }> {
  for (const month of new Set([since.slice(0, 7), until.slice(0, 7)])) {
    const end = until.slice(0, 7) === month ? toDutchDate(until) : ''
    const own = [bsn, lrkId, id, toDutchDate(since), '', toDutchNumber(hoursPerWeek), end]
    yield { month, line: toCsvLine([...own, ...cells]) }
  }
}
