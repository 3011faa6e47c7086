/**
 * What the social domain tells the timeline: when youth help started and stopped, when a case
 * opened and closed.
 *
 * @module
 */

import { mayRead } from '../../privacy/policy.ts'
import type { Subject } from '../../privacy/read.ts'
import type { Domain } from '../../schema/domain.ts'
import { type DomainEvent, NOTHING_MORE } from '../../schema/events.ts'
import type { Allocation } from './allocation.ts'
import type { SocialDomainContext } from './child.ts'
import type { CaseReporter, NeighbourhoodTeamCase } from './neighbourhood-team-case.ts'

/**
 * The events that this viewer may read, and nothing else is read. Null where the viewer may read
 * none of them, or nobody told of anything.
 */
export async function toEvents(
  subject: Subject,
  { viewer, readAllocations, readCases }: Omit<SocialDomainContext, 'today'>,
): Promise<DomainEvent[] | null> {
  const [allocations, cases] = await Promise.all([
    mayRead(viewer, 'social-domain:allocations') ? readAllocations(subject, 'allocations') : null,
    mayRead(viewer, 'social-domain:cases') ? readCases(subject, 'cases') : null,
  ])
  if (allocations === null && cases === null) return null
  return [...(allocations ?? []).flatMap(toSupport), ...(cases ?? []).flatMap(toCase)]
}

/** COD327; the statistics on youth help have the same. */
const YOUTH_HEALTH_PHYSICIAN = '03'

const REPORTERS: Readonly<Record<CaseReporter, Domain | null>> = {
  PARENT: null,
  JGZ: 'JGZ',
  GENERAL_PRACTITIONER: null,
  CHILDCARE: 'CHILDCARE',
  MIDWIFE: 'BIRTH_CARE',
  OTHER: null,
}

function toSupport(allocation: Allocation): DomainEvent[] {
  const { id, start, startRecordedAt, stop, stopRecordedAt, stopReasonLabel } = allocation
  const label = allocation.productCategoryLabel ?? 'Youth help'
  const support = {
    ...NOTHING_MORE,
    kind: 'SUPPORT',
    code: allocation.productCategoryCode,
    situation: 'YOUTH_HELP',
    counterpart: allocation.cbsReferrerCode === YOUTH_HEALTH_PHYSICIAN ? 'JGZ' : null,
  } as const
  const events: DomainEvent[] = []
  if (start !== null) {
    const at = { at: start, recordedAt: startRecordedAt }
    events.push({ ...support, id: `allocation:${id}:begin`, phase: 'BEGIN', ...at, label })
  }
  if (stop !== null) {
    const why = stopReasonLabel === null ? label : `${label}: ${stopReasonLabel.toLowerCase()}`
    const at = { at: stop, recordedAt: stopRecordedAt }
    events.push({ ...support, id: `allocation:${id}:end`, phase: 'END', ...at, label: why })
  }
  return events
}

function toCase({ id, ...told }: NeighbourhoodTeamCase): DomainEvent[] {
  const label = 'Case of the neighbourhood team'
  const counterpart = told.reportedBy && REPORTERS[told.reportedBy]
  const situation = 'NEIGHBOURHOOD_TEAM'
  const one = { ...NOTHING_MORE, kind: 'CASE', label, counterpart, situation } as const
  const opened = { at: told.openedOn, recordedAt: told.openedRecordedAt }
  const begin: DomainEvent = { ...one, id: `case:${id}:begin`, phase: 'BEGIN', ...opened }
  if (told.closedOn === null) return [begin]
  const closed = { at: told.closedOn, recordedAt: told.closedRecordedAt }
  return [begin, { ...one, id: `case:${id}:end`, phase: 'END', ...closed }]
}
