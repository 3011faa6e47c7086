/**
 * The way of one child to childcare and out of it: the funnel of N14, for one.
 *
 * Every child stands at exactly one step, so that a funnel over many is these added up: who reached a step is who went on
 * or stands there. That a later step was taken says nothing of an earlier one that nobody recorded: it was skipped.
 *
 * @module
 */

import { toDay } from '../../connectors/wall-clock.ts'
import {
  type AccessState,
  AccessStep,
  type AccessStepTaken,
  type ChildcareAccess,
  type ChildcareExit,
} from './access-types.ts'
import { dayAtAge, daysBetween, latestOf } from './age.ts'
import { eventsUntil, type Known, type ToldEvent, type Voice, voicesOf } from './told.ts'
import { isIndicationForVve } from './vve-placement.ts'

const STEPS = Object.values(AccessStep)
/** Another contract that begins so soon takes over. */
const TAKES_OVER = { days: 31 }

/** Null where the viewer may not read of childcare, or nobody knows when the child was born. */
export function toChildcareAccess(known: Known, at: string): ChildcareAccess | null {
  const { course, told, standings, viewer } = known
  const voices = voicesOf(told, standings, viewer, at).filter(
    ({ domain }) => domain === 'JGZ' || domain === 'CHILDCARE',
  )
  if (!course?.birthDate || !voices.some(({ domain }) => domain === 'CHILDCARE')) return null
  const speaksFor = voices.map(({ domain }) => domain)
  const events = eventsUntil(told, at).filter(({ domain }) => speaksFor.includes(domain))
  const stays = staysIn(events)
  const on: Days = {
    ELIGIBLE: latestOf(course.birthDate),
    INDICATED: events.find(isIndicationForVve)?.at,
    APPLIED: events.find(({ kind, phase }) => kind === 'WAITING' && phase === 'BEGIN')?.at,
    PLACED: placedOn(told.CHILDCARE ?? [], at),
    STARTED: stays[0]?.from,
    ATTENDING: events.find(({ kind }) => kind === 'ATTENDANCE')?.at,
    LEFT: leftOn(stays, at),
  }
  const standsAt = STEPS.findLast((step) => on[step]) ?? 'ELIGIBLE'
  return { standsAt, steps: toSteps(on, standsAt, voices), exits: toExits(stays), speaksFor }
}

type Days = Partial<Record<AccessStep, string | undefined>>

function toSteps(on: Days, standsAt: AccessStep, voices: readonly Voice[]): AccessStepTaken[] {
  let before: string | undefined
  return STEPS.map((step) => {
    const day = on[step]
    const days = day && before ? Math.max(0, daysBetween(before, day)) : null
    before = day ?? before
    return { step, state: day ? 'REACHED' : stateOf(step, standsAt, voices), on: day ?? null, days }
  })
}

/** Of a step of which no day is told. */
function stateOf(step: AccessStep, standsAt: AccessStep, voices: readonly Voice[]): AccessState {
  if (step === 'INVITED') return 'NOT_RECORDED' // by no list or message that is linked
  const asked = voices.filter(({ domain }) => step === 'INDICATED' || domain === 'CHILDCARE')
  if (asked.some(({ doubt }) => doubt !== null)) return 'CANNOT_TELL'
  return STEPS.indexOf(step) < STEPS.indexOf(standsAt) ? 'SKIPPED' : 'NOT_REACHED'
}

interface Stay {
  readonly from: string
  readonly to: string | null
  readonly end: ToldEvent | undefined
}

/** Oldest first. */
function staysIn(events: readonly ToldEvent[]): readonly Stay[] {
  return events
    .filter(({ kind, phase }) => kind === 'ENROLMENT' && phase === 'BEGIN')
    .map(({ id, at }) => {
      const end = events.find((one) => one.id === id.replace(/:begin$/, ':end'))
      return { from: at, to: end?.at ?? null, end }
    })
}

/** When a provider first wrote down a contract, be it of a day that lies ahead. */
function placedOn(told: NonNullable<Known['told']['CHILDCARE']>, at: string): string | undefined {
  return told
    .filter(({ kind, phase }) => kind === 'ENROLMENT' && phase === 'BEGIN')
    .map(({ at: from, recordedAt }) => earliest(from, recordedAt && toDay(new Date(recordedAt))))
    .filter((day) => day <= at)
    .sort()[0]
}

function earliest(day: string, other: string | null): string {
  return other !== null && other < day ? other : day
}

function takesOver(stay: Stay, stays: readonly Stay[]): boolean {
  const { to } = stay
  if (to === null) return true
  const soon = dayAtAge(to, TAKES_OVER)
  return stays.some((one) => one !== stay && one.from <= soon && (one.to === null || one.to > to))
}

function leftOn(stays: readonly Stay[], at: string): string | undefined {
  const last = stays.toSorted((a, b) => ((a.to ?? '9') < (b.to ?? '9') ? -1 : 1)).at(-1)
  return last?.to && last.to <= at ? last.to : undefined
}

function toExits(stays: readonly Stay[]): ChildcareExit[] {
  return stays.flatMap((stay) => {
    const { to, end } = stay
    if (to === null || !end) return []
    const goesOn = takesOver(stay, stays)
    return [{ on: to, reason: end.reason, vve: end.code === 'VVE', goesOn }]
  })
}
