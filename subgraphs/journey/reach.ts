/**
 * Which way of contact reached a family.
 *
 * A rule of this project (PRODUCT N11): every contact that was tried is an attempt; it reached the family where it took place
 * and was no letter or message. What is planned, or of unknown outcome, reached nobody.
 *
 * @module
 */

import type { ContactForm } from '../../schema/contact.ts'
import { dayAtAge } from './age.ts'
import { lastSeen } from './last-seen.ts'
import type { Reach, ReachState } from './reach-types.ts'
import type { SightRules } from './schedule.ts'
import type { ToldEvent } from './told.ts'

const A_YEAR_BEFORE = { months: -12 }

/** Of events until a day, oldest first. */
export function toReach(events: readonly ToldEvent[], rules: SightRules, at: string): Reach {
  const since = dayAtAge(at, A_YEAR_BEFORE)
  const attempts = events.filter(
    (event) =>
      event.kind === 'CONTACT' &&
      event.at > since &&
      event.status !== null &&
      event.status !== 'PLANNED',
  )
  const contacts = new Set(attempts.filter((event) => lastSeen([event], rules, at) !== null))
  const last = attempts.findLastIndex((event) => contacts.has(event))
  const failed = attempts.filter(({ status }) => status !== 'REALISED')
  const byForm = Map.groupBy(attempts, ({ form }) => form)
  return {
    state: stateOf(attempts.length, contacts.size),
    lastAttemptOn: attempts.at(-1)?.at ?? null,
    attemptsSinceContact: attempts.length - last - 1,
    formsThatWorked: [
      ...new Set([...contacts].flatMap(({ form }): ContactForm[] => (form ? [form] : []))),
    ],
    byForm: [...byForm].flatMap(([form, own]) =>
      form
        ? [{ form, attempts: own.length, contacts: own.filter((one) => contacts.has(one)).length }]
        : [],
    ),
    barriers: [...new Set(failed.flatMap(({ status }) => status ?? []))],
  }
}

function stateOf(attempts: number, contacts: number): ReachState {
  if (attempts === 0) return 'UNKNOWN'
  if (contacts === 0) return 'NOT_REACHED'
  return contacts === attempts ? 'REACHED' : 'PARTLY'
}
