/**
 * What childcare tells the timeline: the first and the last day of every contract, the months in which the child came,
 * that it was indicated for early childhood education, and how long it waited for a place.
 *
 * @module
 */

import { mayRead } from '../../privacy/policy.ts'
import type { Subject } from '../../privacy/read.ts'
import { type DomainEvent, type EventReason, NOTHING_MORE } from '../../schema/events.ts'
import type { ChildcareContext } from './child.ts'
import type { EnrolmentEndReason } from './codes.ts'
import type { Enrolment } from './enrolment.ts'
import type { MonthOfHours } from './month-of-hours.ts'
import type { WaitingForChildcare } from './waiting.ts'

/**
 * The events that this viewer may read, and nothing else is read. Null where the viewer may read none of them, or
 * no provider told of any contract.
 */
export async function toEvents(
  subject: Subject,
  { viewer, read, today }: Pick<ChildcareContext, 'viewer' | 'read' | 'today'>,
): Promise<DomainEvent[] | null> {
  if (!mayRead(viewer, 'childcare:enrolments')) return null
  const [enrolments, waiting, months] = await Promise.all([
    read(subject, 'enrolments'),
    read(subject, 'waiting'),
    mayRead(viewer, 'childcare:attendance') ? read(subject, 'attendance') : null,
  ])
  if (enrolments === null && waiting === null) return null
  return [
    ...(enrolments ?? []).flatMap(toBeginAndEnd),
    ...(enrolments ?? []).flatMap(toIndication).slice(0, 1),
    ...(waiting ?? []).flatMap(toWaiting),
    ...(months ?? []).flatMap((month) => toAttendance(month, today)),
  ]
}

const REASONS: Readonly<Record<EnrolmentEndReason, readonly [EventReason, string]>> = {
  AGE_FOUR: ['AGE', 'fourth birthday'],
  MOVED: ['MOVED', 'moved'],
  COST: ['COST', 'cost'],
  JOB_LOSS: ['JOB_LOSS', 'job loss'],
  OTHER: ['OTHER', 'other reason'],
}

function toBeginAndEnd(enrolment: Enrolment): DomainEvent[] {
  const { id, from, to, endReason, hoursPerWeek, fromRecordedAt, toRecordedAt } = enrolment
  const [label, code] = kindOf(enrolment)
  const one = { ...NOTHING_MORE, kind: 'ENROLMENT', code } as const
  const begin: DomainEvent = {
    ...one,
    id: `enrolment:${id}:begin`,
    phase: 'BEGIN',
    at: from,
    recordedAt: fromRecordedAt,
    label,
    value: hoursPerWeek,
  }
  if (to === null) return [begin]
  const [reason, words] = endReason ? REASONS[endReason] : [null, null]
  const end: DomainEvent = {
    ...one,
    id: `enrolment:${id}:end`,
    phase: 'END',
    at: to,
    recordedAt: toRecordedAt,
    label: words === null ? label : `${label}: ${words}`,
    reason,
    situation: reason === 'JOB_LOSS' ? 'JOB_LOSS' : null,
  }
  return [begin, end]
}

/** Of a group for it (ve_groep). */
const VVE = 'VVE'

function kindOf({ vveGroup, emergency }: Enrolment): readonly [label: string, code: string | null] {
  if (emergency) return ['Emergency childcare', 'EMERGENCY']
  return vveGroup ? ['Early childhood education (VVE)', VVE] : ['Childcare', null]
}

/** Every contract repeats the indication; the first that is told is the event. */
function toIndication({ indication, fromRecordedAt }: Enrolment): DomainEvent[] {
  if (indication === null) return []
  return [
    {
      ...NOTHING_MORE,
      id: `indication:${indication.date}`,
      kind: 'INDICATION',
      at: indication.date,
      recordedAt: fromRecordedAt,
      label: 'Indicated for early childhood education (VVE)',
      code: VVE,
      counterpart: indication.by === 'JGZ' ? 'JGZ' : null,
    },
  ]
}

function toWaiting({ since, until }: WaitingForChildcare): DomainEvent[] {
  const one = { ...NOTHING_MORE, kind: 'WAITING', label: 'Waiting for a place' } as const
  const id = `waiting:${since}`
  const begin: DomainEvent = { ...one, id: `${id}:begin`, phase: 'BEGIN', at: since }
  if (until === null) return [begin]
  return [begin, { ...one, id: `${id}:end`, phase: 'END', at: until }]
}

/** On the last day of the month of which it is told, or today: on which days it came, nobody tells. */
function toAttendance({ month, attendedHours }: MonthOfHours, today: string): DomainEvent[] {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
  if (!attendedHours || `${month}-01` > today) return []
  return [
    {
      ...NOTHING_MORE,
      id: `attendance:${month}`,
      kind: 'ATTENDANCE',
      at: last < today ? last : today,
      label: 'Came to childcare in this month',
      value: attendedHours,
    },
  ]
}
