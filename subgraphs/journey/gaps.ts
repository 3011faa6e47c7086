/**
 * When nobody saw a child, and what explains it.
 *
 * What counts as seen is the rule of sight. A gap is explained by all that may be behind it; that nothing was recorded is
 * said only where nothing else can be.
 *
 * @module
 */

import { Domain } from '../../schema/domain.ts'
import { daysBetween, latestOf, monthsBetween } from './age.ts'
import { GAP_CAUSES, type Gap, type GapCause, type GapExplanation } from './gap-types.ts'
import { seenIn } from './last-seen.ts'
import { inForce, SIGHT_RULES } from './schedule.ts'
import { eventsUntil, type Known, voicesOf } from './told.ts'

/** From birth to the day, or to the day on which the life here ended. Null where the birth is not known. */
export function toGaps(known: Known, at: string, minDays: number): readonly Gap[] | null {
  const { course, told, standings, viewer, knownOn } = known
  const rules = inForce(SIGHT_RULES, at, { knownOn })
  if (!course?.birthDate || !rules) return null
  const birthDate = latestOf(course.birthDate)
  const ended = course.ending && course.endedOn ? latestOf(course.endedOn) : at
  const last = ended < at ? ended : at
  const voices = voicesOf(told, standings, viewer, at)
  const heard = voices.map(({ domain }) => domain)
  const events = eventsUntil(told, last).filter(({ domain }) => heard.includes(domain))
  const seen = seenIn(events, rules, last)
    .map(({ event, on }) => ({ from: event.at, to: on }))
    .sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))
  const doubts = [
    ...voices.flatMap(({ domain, doubt }) => (doubt ? [explanation(doubt, domain)] : [])),
    ...Object.values(Domain).flatMap((domain) =>
      heard.includes(domain) ? [] : [explanation('NO_LEGAL_BASIS', domain)],
    ),
  ]
  const unwanted = events.find(({ kind, reason }) => kind === 'CARE' && reason === 'NOT_WANTED')
  const arrival = course.arrivedOn && latestOf(course.arrivedOn)

  const gaps: Gap[] = []
  let from = birthDate
  for (const span of [...seen, { from: last, to: last }]) {
    const to = span.from
    if (daysBetween(from, to) >= minDays) {
      const why = [
        ...(arrival && from < arrival ? [explanation('LIVED_ELSEWHERE')] : []),
        ...(unwanted && unwanted.at < to ? [explanation('NOT_WANTED', 'JGZ')] : []),
        ...doubts,
      ]
      gaps.push({
        from,
        to,
        days: daysBetween(from, to),
        isOpen: !seen.some((one) => one.from > from),
        ageMonthsFrom: monthsBetween(birthDate, from),
        ageMonthsTo: monthsBetween(birthDate, to),
        explained: why.length > 0 ? why : [explanation('NO_CONTACT_RECORDED')],
      })
    }
    if (span.to > from) from = span.to
  }
  return gaps
}

function explanation(cause: GapCause, domain: Domain | null = null): GapExplanation {
  return { cause, domain, text: GAP_CAUSES[cause] }
}
