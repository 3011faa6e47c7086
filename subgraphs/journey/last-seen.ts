/**
 * When somebody last saw a child, whatever the domain.
 *
 * A rule of this project (PRODUCT N2, N11): only what really took place counts. An invitation, a letter, a message, a
 * contact to which nobody came are attempts; a contract says nothing of who came; what is not known counts as not seen.
 *
 * @module
 */

import type { EventKind } from '../../schema/events.ts'
import { dayAtAge } from './age.ts'
import type { SightRules } from './schedule.ts'
import type { ToldEvent } from './told.ts'

type IsSeen = (event: ToldEvent, rules: SightRules) => boolean

const always: IsSeen = () => true
const never: IsSeen = () => false

const SEEN_BY: Readonly<Record<EventKind, IsSeen>> = {
  CONTACT: ({ status, form }, { attempts }) =>
    status === 'REALISED' && !(attempts as readonly unknown[]).includes(form),
  VACCINATION: ({ refused }) => refused !== true,
  BIRTH: always,
  ATTENDANCE: always,
  SUPPORT: always,
  CASE: always,
  PREGNANCY: never,
  REFERRAL: never,
  ENROLMENT: never,
  CARE: never,
  INDICATION: never,
  WAITING: never,
}

export interface Seen {
  readonly event: ToldEvent
  /** Of help that goes on: later than the event. */
  readonly on: string
}

/** Of events until a day, oldest first. Null: never. */
export function lastSeen(events: readonly ToldEvent[], rules: SightRules, at: string): Seen | null {
  let last: Seen | null = null
  for (const event of events) {
    if (!SEEN_BY[event.kind](event, rules)) continue
    const on = lastsUntil(event, events, rules, at)
    if (!last || on >= last.on) last = { event, on }
  }
  return last
}

/** Who helps sees the child: until it ends, and no longer than the rules say. */
function lastsUntil(
  event: ToldEvent,
  events: readonly ToldEvent[],
  { lasting }: SightRules,
  at: string,
): string {
  const { kind, phase, id } = event
  if (phase !== 'BEGIN' || (kind !== 'SUPPORT' && kind !== 'CASE')) return event.at
  const isEnded = events.some((one) => one.id === id.replace(/:begin$/, ':end'))
  if (isEnded) return event.at
  const until = dayAtAge(event.at, lasting[kind])
  return until < at ? until : at
}
