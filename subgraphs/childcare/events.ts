/**
 * What childcare tells the timeline: the first and the last day of every contract.
 *
 * @module
 */

import { mayRead } from '../../privacy/policy.ts'
import type { Subject } from '../../privacy/read.ts'
import type { DomainEvent } from '../../schema/events.ts'
import type { ChildcareContext } from './child.ts'
import type { EnrolmentEndReason } from './codes.ts'
import type { Enrolment } from './enrolment.ts'

/**
 * The events that this viewer may read, and nothing else is read. Null where the viewer may read none of them, or
 * no provider told of any contract.
 */
export async function toEvents(
  subject: Subject,
  { viewer, read }: Pick<ChildcareContext, 'viewer' | 'read'>,
): Promise<DomainEvent[] | null> {
  if (!mayRead(viewer, 'childcare:enrolments')) return null
  const enrolments = await read(subject, 'enrolments')
  return enrolments?.flatMap(toBeginAndEnd) ?? null
}

const REASONS: Readonly<Record<EnrolmentEndReason, string>> = {
  AGE_FOUR: 'fourth birthday',
  MOVED: 'moved',
  COST: 'cost',
  JOB_LOSS: 'job loss',
  OTHER: 'other reason',
}

const NOTHING_MORE = {
  kind: 'ENROLMENT',
  code: null,
  form: null,
  status: null,
  initiative: null,
  refused: null,
} as const

function toBeginAndEnd(enrolment: Enrolment): DomainEvent[] {
  const { id, from, to, endReason, vveGroup, fromRecordedAt, toRecordedAt } = enrolment
  const label = vveGroup ? 'Early childhood education (VVE)' : 'Childcare'
  const begin: DomainEvent = {
    ...NOTHING_MORE,
    id: `enrolment:${id}:begin`,
    phase: 'BEGIN',
    at: from,
    recordedAt: fromRecordedAt,
    label,
  }
  if (to === null) return [begin]
  const end: DomainEvent = {
    ...NOTHING_MORE,
    id: `enrolment:${id}:end`,
    phase: 'END',
    at: to,
    recordedAt: toRecordedAt,
    label: endReason ? `${label}: ${REASONS[endReason]}` : label,
  }
  return [begin, end]
}
