/**
 * What a family is in, and how that changed.
 *
 * A rule of this project (docs/decisions/0048): what lasts goes on from its beginning to its end; what is a moment, such as a
 * referral, goes on for half a year. How much goes on now is held against how much went on half a year ago. It is counted,
 * and not weighed.
 *
 * @module
 */

import { type Age, dayAtAge } from './age.ts'
import type { SituationChange, SituationFact } from './situation-types.ts'
import type { ToldEvent } from './told.ts'

const WINDOW: Age = { months: 6 }
const BEFORE = { months: -6 }

interface Span {
  readonly event: ToldEvent
  readonly from: string
  /** The first day on which it does not go on. */
  readonly until: string | null
}

/** Of events until a day, oldest first; in the order in which they began. */
export function toSituations(events: readonly ToldEvent[], at: string): readonly SituationFact[] {
  const spans = events.flatMap((event) => spanOf(event, events))
  const kinds = Map.groupBy(spans, ({ event }) => event.situation)
  return [...kinds].flatMap(([kind, own]) => {
    const [first] = own
    if (!kind || !first) return []
    const going = own.filter(({ until }) => until === null || until > at)
    const ends = own.flatMap(({ until }) => until ?? []).sort()
    return [
      {
        kind,
        changed: changeOf(own, at),
        since: first.from,
        until: going.length > 0 ? null : (ends.at(-1) ?? null),
        firstSeenBy: first.event.domain,
        seenBy: [...new Set(own.map(({ event }) => event.domain))],
        recordedAt: first.event.recordedAt,
      },
    ]
  })
}

function changeOf(spans: readonly Span[], at: string): SituationChange {
  const then = dayAtAge(at, BEFORE)
  const [now, before] = [countOn(spans, at), countOn(spans, then)]
  if (now === 0) return 'ENDED'
  if (spans.every(({ from }) => from > then)) return 'NEW'
  if (now === before) return 'UNCHANGED'
  return now > before ? 'WORSE' : 'BETTER'
}

function countOn(spans: readonly Span[], day: string): number {
  return spans.filter(({ from, until }) => from <= day && (until === null || until > day)).length
}

/** That childcare ended for want of work is the moment at which that was seen. */
function spanOf(event: ToldEvent, events: readonly ToldEvent[]): readonly Span[] {
  const { situation, phase, at: from, id, kind } = event
  if (situation === null) return []
  const isMoment = phase === null || kind === 'ENROLMENT'
  if (isMoment) return [{ event, from, until: dayAtAge(from, WINDOW) }]
  if (phase === 'END') return []
  const end = events.find((one) => one.id === id.replace(/:begin$/, ':end'))
  return [{ event, from, until: end?.at ?? null }]
}
