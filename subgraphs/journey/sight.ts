/**
 * Whether a child is in sight on a day.
 *
 * A rule of this project (docs/decisions/0046). What speaks for the child is looked at first: that somebody saw it holds
 * whoever is down. Only after that silence is looked at, and silence counts only of domains that told all they have.
 *
 * @module
 */

import type { ChildCourse } from '../../schema/course.ts'
import type { Domain } from '../../schema/domain.ts'
import type { EventKind, EventReason } from '../../schema/events.ts'
import { type Age, addDays, dayAtAge, daysBetween, latestOf, monthsBetween } from './age.ts'
import { appointmentOnIndication, expectedContact } from './expected-contact.ts'
import { lastSeen, type Seen } from './last-seen.ts'
import {
  CONTACT_SCHEDULES,
  type ContactSchedule,
  inForce,
  SIGHT_RULES,
  type SightRules,
} from './schedule.ts'
import {
  CAUSES,
  type Sight,
  type SightCause,
  type SightReason,
  type SightState,
} from './sight-types.ts'
import { toEntry } from './timeline.ts'
import { eventsUntil, type Known, type ToldEvent, type Voice, voicesOf } from './told.ts'

interface Schedules {
  readonly contacts: readonly ContactSchedule[]
  readonly rules: readonly SightRules[]
}

const EVERY: Schedules = { contacts: CONTACT_SCHEDULES, rules: SIGHT_RULES }
/** Of the window that has no school and no longer a consultation every month. */
const WINDOW = { from: 18, until: 48 } as const

type Verdict = Pick<Sight, 'state' | 'since'> & { readonly because: readonly SightReason[] }

export function toSight(known: Known, at: string, schedules: Schedules = EVERY): Sight {
  return weighSight(known, at, schedules).sight
}

interface Weighed {
  readonly sight: Sight
  /** Days on which it may be otherwise though nothing more is told, beside those of {@link turnsOfTold}. */
  readonly turns: readonly string[]
}

export function weighSight(known: Known, at: string, schedules: Schedules = EVERY): Weighed {
  const { course, told, standings, viewer, knownOn } = known
  const voices = voicesOf(told, standings, viewer, at)
  const domains = voices.map(({ domain }) => domain)
  const events = eventsUntil(told, at).filter(({ domain }) => domains.includes(domain))
  const jgz = voices.find(({ domain }) => domain === 'JGZ')
  const rules = inForce(schedules.rules, at, { knownOn })
  const contacts = inForce(schedules.contacts, at, { registries: jgz?.registries, knownOn })
  const birthDate = course?.birthDate ? latestOf(course.birthDate) : null
  const seen = rules ? lastSeen(events, rules, at) : null
  const base = {
    at,
    lastContact: seen && toEntry(seen.event.domain, seen.event),
    daysSince: seen && daysBetween(seen.on, at),
    inWindow18to48: birthDate !== null && isInWindow(birthDate, at),
    speaksFor: domains,
    schedules: [contacts, rules].flatMap((one) => (one ? `${one.name} ${one.version}` : [])),
  }
  const nothing = { expectedBy: null, expected: null }
  const settled = isSettled(course, birthDate, events, at)
  if (settled) {
    return { sight: { ...base, ...nothing, ...verdict('NOT_EXPECTED', null, settled) }, turns: [] }
  }
  if (birthDate === null || !rules || !contacts) {
    const unknown = verdict('CANNOT_TELL', null, 'BIRTH_DATE_UNKNOWN')
    return { sight: { ...base, ...nothing, ...unknown }, turns: [] }
  }

  const ofJgz = events.filter(({ domain }) => domain === 'JGZ')
  const lastOfJgz = lastSeen(ofJgz, rules, at)?.on ?? null
  const { arrivedOn = null } = course ?? {}
  const next = jgz
    ? earliest(
        expectedContact({ birthDate, arrivedOn, lastContactOn: lastOfJgz }, contacts),
        appointmentOnIndication(events, lastOfJgz),
      )
    : null
  const band = bandOf(rules, birthDate, at)
  const judged = judge({ next: next?.by ?? null, seen, band, at, events, voices })
  const sight = { ...base, expectedBy: next?.by ?? null, expected: next?.name ?? null, ...judged }
  // Help that goes on is being seen, until a day that is known now.
  const lasts = lastSeen(events, rules, NO_END)?.on
  const isMoving = lastOfJgz !== (lastSeen(ofJgz, rules, NO_END)?.on ?? null)
  const turns = [
    ...(next ? [dayAfter(next.by), dayAfter(dayAtAge(next.by, band.grace))] : []),
    ...(lasts
      ? [band.horizon, band.horizonChanged].map((age) => dayAfter(dayAtAge(lasts, age)))
      : []),
    ...rules.bands.map(({ until }) => dayAtAge(birthDate, until)),
    dayAtAge(birthDate, { months: WINDOW.until }),
    ...events.filter(isChange).map((event) => dayAfter(dayAtAge(event.at, CHANGED_WITHIN))),
    ...(isMoving ? [dayAfter(at)] : []),
  ]
  return { sight, turns }
}

const NO_END = '9999-12-31'

function dayAfter(day: string): string {
  return addDays(day, 1)
}

interface Judging {
  readonly next: string | null
  readonly seen: Seen | null
  readonly band: Band
  readonly at: string
  readonly events: readonly ToldEvent[]
  readonly voices: readonly Voice[]
}

function judge({ next, seen, band, at, events, voices }: Judging): Verdict {
  const grace = next && dayAtAge(next, band.grace)
  const seenUntil = seen && dayAtAge(seen.on, band.horizon)
  const isLate = next !== null && next < at
  const isSeenLately = seen !== null && at <= dayAtAge(seen.on, band.horizonChanged)
  // What changed is looked at sooner, and is no alarm by itself.
  if (seen && seenUntil !== null && at <= seenUntil) {
    return isLate && !isSeenLately && isChanged(events, at)
      ? orDoubt(verdict('DUE', next, 'EXPECTED', 'SITUATION_CHANGED'), voices)
      : verdict('IN_SIGHT', seen.on, 'SEEN')
  }
  if (next === null) return verdict('NOT_EXPECTED', null, 'NOBODY_EXPECTS')
  if (!isLate) return verdict('IN_SIGHT', seen?.on ?? null, 'NOT_EXPECTED_YET')
  if (grace !== null && at <= grace) return orDoubt(verdict('DUE', next, 'EXPECTED'), voices)
  const since = seenUntil !== null && grace !== null && seenUntil > grace ? seenUntil : grace
  return orDoubt(verdict('OUT_OF_SIGHT', since, 'GRACE_OVER', 'NOT_SEEN'), voices)
}

/** Silence is told only where every domain told all that it has. */
function orDoubt(verdict: Verdict, voices: readonly Voice[]): Verdict {
  const doubts = voices.flatMap(({ domain, doubt }) => (doubt ? [reason(doubt, domain)] : []))
  if (doubts.length === 0) return verdict
  return { state: 'CANNOT_TELL', since: null, because: [...doubts, ...verdict.because] }
}

function isSettled(
  course: ChildCourse | null,
  birthDate: string | null,
  events: readonly ToldEvent[],
  at: string,
): SightCause | null {
  const { ending = null, endedOn = null } = course ?? {}
  if (ending && (endedOn === null || latestOf(endedOn) <= at)) return ending
  const isExpected = birthDate === null && events.some(({ kind }) => kind === 'PREGNANCY')
  if (isExpected || (birthDate !== null && birthDate > at)) return 'NOT_BORN'
  if (birthDate !== null && dayAtAge(birthDate, { months: WINDOW.until }) <= at) {
    return 'FOUR_YEARS_OLD'
  }
  const { reason } = events.findLast(({ kind }) => kind === 'CARE') ?? {}
  return (reason && CARE_ENDS[reason]) ?? null
}

/** Until youth health care says otherwise. That it ended for another reason leaves what is expected. */
const CARE_ENDS: Readonly<Partial<Record<EventReason, SightCause>>> = {
  NOT_WANTED: 'NOT_WANTED',
  MOVED: 'MOVED',
  EMIGRATED: 'EMIGRATED',
  DIED: 'DIED',
}

type Band = SightRules['bands'][number]

function bandOf({ bands }: SightRules, birthDate: string, at: string): Band {
  const band = bands.find(({ until }) => at < dayAtAge(birthDate, until)) ?? bands.at(-1)
  if (!band) throw new Error('The rules of sight have no age.')
  return band
}

const CHANGES: readonly EventKind[] = ['REFERRAL', 'CASE', 'SUPPORT']
/** A change counts for so long. */
const CHANGED_WITHIN: Age = { months: 6 }

function isChanged(events: readonly ToldEvent[], at: string): boolean {
  return events.some((event) => isChange(event) && at <= dayAtAge(event.at, CHANGED_WITHIN))
}

function isChange({ kind, phase }: ToldEvent): boolean {
  return CHANGES.includes(kind) && phase !== 'END'
}

function isInWindow(birthDate: string, at: string): boolean {
  const months = monthsBetween(birthDate, at)
  return months >= WINDOW.from && months < WINDOW.until
}

function earliest<T extends { readonly by: string }>(one: T | null, other: T | null): T | null {
  if (!one || !other) return one ?? other
  return other.by < one.by ? other : one
}

function verdict(state: SightState, since: string | null, ...causes: SightCause[]): Verdict {
  return { state, since, because: causes.map((cause) => reason(cause)) }
}

function reason(cause: SightCause, domain: Domain | null = null): SightReason {
  return { cause, domain, text: CAUSES[cause] }
}
