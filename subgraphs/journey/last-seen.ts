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
  CONSULTATION: never,
  HANDOVER: never,
}

export interface Seen {
  readonly event: ToldEvent
  /** The last day: of help that goes on, later than the event. */
  readonly on: string
}

/** Every time, in the order of the events. */
export function seenIn(
  events: readonly ToldEvent[],
  rules: SightRules,
  at: string,
): readonly Seen[] {
  return events
    .filter((event) => SEEN_BY[event.kind](event, rules))
    .map((event) => ({ event, on: lastsUntil(event, events, rules, at) }))
}

/** Of events until a day, oldest first. Null: never. */
export function lastSeen(...asked: Parameters<typeof seenIn>): Seen | null {
  return seenIn(...asked).reduce<Seen | null>(
    (last, seen) => (last && last.on > seen.on ? last : seen),
    null,
  )
}

/** Who helps sees the child: until it ends, and no longer than the rules say. */
function lastsUntil(
  { kind, phase, id, at: begin }: ToldEvent,
  events: readonly ToldEvent[],
  { lasting }: SightRules,
  at: string,
): string {
  if (phase !== 'BEGIN' || (kind !== 'SUPPORT' && kind !== 'CASE')) return begin
  const end = events.find((one) => one.id === id.replace(/:begin$/, ':end'))
  const until = dayAtAge(begin, lasting[kind])
  return [until, end?.at ?? at, at].sort()[0] ?? begin
}
