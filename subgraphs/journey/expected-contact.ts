/**
 * Which contact with youth health care is expected next.
 *
 * Rule: Wpg art. 5 and the programme of the organisation (`schedules/jgz-contacts-*.json`). A contact fulfils every moment
 * that had begun by then, whoever took the initiative: one that a family asked for, too. What was missed before the last
 * contact is not expected any more. An appointment on indication is expected on its day, where that comes first.
 *
 * @module
 */

import { dayAtAge, latestOf } from './age.ts'
import type { ContactSchedule } from './schedule.ts'
import type { ToldEvent } from './told.ts'

export interface ExpectedContact {
  /** What the schedule calls it. */
  readonly name: string
  readonly by: string
}

interface Expecting {
  readonly birthDate: string
  /** In part, where that is all that is known. Null: not known, or since birth. */
  readonly arrivedOn: string | null
  /** The last contact with youth health care that counts. */
  readonly lastContactOn: string | null
}

/** Null: none before the schedule ends. */
export function expectedContact(
  { birthDate, arrivedOn, lastContactOn }: Expecting,
  { moments, onArrival }: ContactSchedule,
): ExpectedContact | null {
  const arrival = arrivedOn === null ? null : latestOf(arrivedOn)
  for (const { name, from, by } of moments) {
    if (lastContactOn !== null && dayAtAge(birthDate, from) <= lastContactOn) continue
    const day = dayAtAge(birthDate, by)
    if (arrival === null || arrival <= birthDate) return { name, by: day }
    if (day < arrival) continue // it was another's
    // Whether or not somebody saw it before: else a contact where it came from would make a child late.
    const soonest = dayAtAge(arrival, onArrival)
    return { name, by: soonest > day ? soonest : day }
  }
  return null
}

/** The first that was made on indication and that no contact has followed. */
export function appointmentOnIndication(
  events: readonly ToldEvent[],
  lastContactOn: string | null,
): ExpectedContact | null {
  const open = events.find(
    ({ domain, kind, status, initiative, at }) =>
      domain === 'JGZ' &&
      kind === 'CONTACT' &&
      (status === 'PLANNED' || status === null) &&
      initiative === 'PROFESSIONAL' &&
      (lastContactOn === null || at > lastContactOn),
  )
  return open ? { name: 'on indication', by: open.at } : null
}
