/**
 * Whether a child for whom early childhood education (VVE) is meant has a place.
 *
 * By the edition of `schedules/vve-*.json` that was in force: Besluit basisvoorwaarden kwaliteit voorschoolse educatie,
 * art. 2, and how soon there should be a place (indicator H08). That there is no place is said only where childcare told
 * all that it has; the rule holds for one child and for lists.
 *
 * @module
 */

import type { Domain } from '../../schema/domain.ts'
import { addDays, dayAtAge, daysBetween, latestOf } from './age.ts'
import { inForce, VVE_SCHEDULES, type VveSchedule } from './schedule.ts'
import { eventsUntil, type Known, type ToldEvent, type Voice, voicesOf } from './told.ts'
import { VVE_STATES, type VvePlacement, type VvePlacementState } from './vve-types.ts'

/** Null where the viewer may not read of childcare, or before there was a rule: then nobody can say that there is no place. */
export function toVvePlacement(known: Known, at: string): VvePlacement | null {
  const { course, told, standings, viewer, knownOn } = known
  const voices = voicesOf(told, standings, viewer, at).filter(({ domain }) => SIDES.has(domain))
  const schedule = inForce(VVE_SCHEDULES, at, { knownOn })
  if (!schedule || !voices.some(({ domain }) => domain === 'CHILDCARE')) return null
  const speaksFor = voices.map(({ domain }) => domain)
  const events = eventsUntil(told, at).filter(({ domain }) => speaksFor.includes(domain))
  const birthDate = course?.birthDate ? latestOf(course.birthDate) : null
  const indication = events.find(isIndicationForVve)
  const stays = events
    .filter(isBegin)
    .map((begin) => ({ from: begin.at, to: endOf(begin, events) }))
  const placedOn = stays[0]?.from ?? null
  const isPlaced = stays.some(({ to }) => to === null)
  const isOver =
    course?.ending != null || (birthDate !== null && dayAtAge(birthDate, schedule.until) <= at)
  const dueBy = indication && birthDate ? dueAfter(indication.at, birthDate, schedule) : null
  const isDeclined = events.some(({ kind, reason }) => kind === 'INDICATION' && reason !== null)
  const state = stateOf({ isOver, isPlaced, placedOn, isDeclined, indication, dueBy, voices, at })
  return {
    state,
    because: VVE_STATES[state],
    indicatedOn: indication?.at ?? null,
    indicatedIn: indication?.domain ?? null,
    dueBy,
    placedOn,
    daysToPlace: indication && placedOn ? Math.max(0, daysBetween(indication.at, placedOn)) : null,
    overdueDays: state === 'UNPLACED' && dueBy !== null ? daysBetween(dueBy, at) : null,
    leftOn: isPlaced ? null : latest(stays.flatMap(({ to }) => to ?? [])),
    speaksFor,
    schedule: `${schedule.name} ${schedule.version}`,
  }
}

/** Days on which it may be otherwise though nothing more is told, beside those of {@link turnsOfTold}. */
export function turnsOfVvePlacement(
  { course }: Known,
  at: string,
  { dueBy }: VvePlacement,
): readonly string[] {
  const schedule = inForce(VVE_SCHEDULES, at)
  const birthDate = course?.birthDate ? latestOf(course.birthDate) : null
  return [
    ...(dueBy === null ? [] : [addDays(dueBy, 1)]),
    ...(schedule && birthDate !== null ? [dayAtAge(birthDate, schedule.until)] : []),
  ]
}

interface Judging {
  readonly isOver: boolean
  readonly isPlaced: boolean
  readonly placedOn: string | null
  readonly isDeclined: boolean
  readonly indication: ToldEvent | undefined
  readonly dueBy: string | null
  readonly voices: readonly Voice[]
  readonly at: string
}

/** The first that holds. Who was indicated is waited for by childcare alone, whatever youth health care can tell. */
function stateOf(judging: Judging): VvePlacementState {
  const { isOver, isPlaced, placedOn, isDeclined, indication, dueBy, voices, at } = judging
  if (isOver) return 'OVER'
  if (isPlaced) return 'PLACED'
  const asked = indication ? voices.filter(({ domain }) => domain === 'CHILDCARE') : voices
  if (asked.some(({ doubt }) => doubt !== null)) return 'CANNOT_TELL'
  if (placedOn !== null) return 'LEFT'
  if (isDeclined) return 'NOT_WANTED'
  if (!indication) return 'NOT_INDICATED'
  if (dueBy === null) return 'CANNOT_TELL'
  return at <= dueBy ? 'WAITING' : 'UNPLACED'
}

const SIDES: ReadonlySet<Domain> = new Set(['JGZ', 'CHILDCARE'])

/** A referral to it, or that a provider was told so. */
export function isIndicationForVve({ kind, counterpart, phase }: ToldEvent): boolean {
  return (
    (kind === 'REFERRAL' && counterpart === 'CHILDCARE') ||
    (kind === 'INDICATION' && phase === null)
  )
}

function isBegin({ kind, phase, code }: ToldEvent): boolean {
  return kind === 'ENROLMENT' && phase === 'BEGIN' && code === 'VVE'
}

function endOf({ id }: ToldEvent, events: readonly ToldEvent[]): string | null {
  return events.find((one) => one.id === id.replace(/:begin$/, ':end'))?.at ?? null
}

function dueAfter(indicatedOn: string, birthDate: string, schedule: VveSchedule): string {
  const due = dayAtAge(indicatedOn, schedule.placedWithin)
  const earliest = dayAtAge(birthDate, schedule.from)
  return due > earliest ? due : earliest
}

function latest(days: readonly string[]): string | null {
  return days.toSorted().at(-1) ?? null
}
