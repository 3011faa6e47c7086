/**
 * What youth health care tells the timeline.
 *
 * @module
 */

import { mayRead, type Scope } from '../../privacy/policy.ts'
import type { Subject } from '../../privacy/read.ts'
import type { Domain } from '../../schema/domain.ts'
import {
  type DomainEvent,
  type EventReason,
  type EventSituation,
  NOTHING_MORE,
} from '../../schema/events.ts'
import type { JgzCare } from './care.ts'
import type { JgzContext } from './child.ts'
import type { ContactMoment } from './contact-moment.ts'
import type { JgzReferral } from './referral.ts'
import type { JgzRecord } from './source.ts'
import type { Vaccination } from './vaccination.ts'
import type { JgzVve } from './vve.ts'

interface EventSource<P extends keyof JgzRecord> {
  readonly part: P
  /** Of the field that shows the same facts. */
  readonly scope: Scope
  readonly toEvents: (facts: NonNullable<JgzRecord[P]>) => DomainEvent[]
}

const CONTACTS: EventSource<'contacts'> = {
  part: 'contacts',
  scope: 'jgz:contacts',
  toEvents: (contacts) => contacts.map(toContact),
}
const VACCINATIONS: EventSource<'vaccinations'> = {
  part: 'vaccinations',
  scope: 'jgz:vaccinations',
  toEvents: (vaccinations) => vaccinations.map(toVaccination),
}
const REFERRALS: EventSource<'referrals'> = {
  part: 'referrals',
  scope: 'jgz:referrals',
  toEvents: (referrals) => referrals.map(toReferral),
}

const CARE: EventSource<'care'> = { part: 'care', scope: 'jgz:care', toEvents: toCare }
const VVE: EventSource<'vve'> = { part: 'vve', scope: 'jgz:vve', toEvents: toVve }

/**
 * The events that this viewer may read, and nothing else is read. Null where the viewer may read none of them, or
 * there is no dossier to speak for.
 */
export async function toEvents(
  subject: Subject,
  context: JgzContext,
): Promise<DomainEvent[] | null> {
  const told = await Promise.all([
    tell(CONTACTS, subject, context),
    tell(VACCINATIONS, subject, context),
    tell(REFERRALS, subject, context),
    tell(CARE, subject, context),
    // An answer to a referral; by itself it is nothing that JGZ could speak by.
    mayRead(context.viewer, 'jgz:referrals') ? tell(VVE, subject, context) : null,
  ])
  const events = told.filter((part) => part !== null)
  return events.length > 0 ? events.flat() : null
}

async function tell<P extends keyof JgzRecord>(
  { part, scope, toEvents }: EventSource<P>,
  subject: Subject,
  { viewer, read }: JgzContext,
): Promise<DomainEvent[] | null> {
  if (!mayRead(viewer, scope)) return null
  const facts = await read(subject, part)
  return facts && toEvents(facts)
}

/** W0188: a dossier that was handed over, and consultations between professionals. At none of them was the family. */
const WITHOUT_FAMILY: ReadonlyMap<string, 'HANDOVER' | 'CONSULTATION'> = new Map([
  ['42', 'CONSULTATION'],
  ['43', 'CONSULTATION'],
  ['44', 'CONSULTATION'],
  ['45', 'HANDOVER'],
])

function toContact(contact: ContactMoment): DomainEvent {
  const { id, date, recordedAt, form, status, initiative, activityCode } = contact
  const kind = WITHOUT_FAMILY.get(activityCode ?? '') ?? 'CONTACT'
  const isSent = kind === 'HANDOVER' && status === 'REALISED'
  return {
    ...NOTHING_MORE,
    ...(isSent && { step: 'SENT', counterpart: 'JGZ' }),
    id: `contact:${id}`,
    kind,
    at: date,
    recordedAt,
    label: contact.activityLabel ?? 'Contact',
    code: activityCode,
    form,
    status,
    initiative,
  }
}

function toVaccination(vaccination: Vaccination): DomainEvent {
  const { id, date, recordedAt, vaccineLabel, vaccineCode, dose, given } = vaccination
  const vaccine = vaccineLabel ?? 'Vaccination'
  return {
    ...NOTHING_MORE,
    id: `vaccination:${id}`,
    kind: 'VACCINATION',
    at: date,
    recordedAt,
    label: dose === null ? vaccine : `${vaccine}, dose ${dose}`,
    code: vaccineCode,
    refused: !given,
  }
}

/** W0621, as far as who receives it is in the graph. */
const RECEIVERS: ReadonlyMap<string, Domain> = new Map([
  ['11', 'CHILDCARE'],
  ['26', 'CHILDCARE'],
  ['30', 'SOCIAL_DOMAIN'],
  ['31', 'SOCIAL_DOMAIN'],
  ['32', 'SOCIAL_DOMAIN'],
])

/** W0619. What is about safety is in no event. */
const SITUATIONS: ReadonlyMap<string, EventSituation> = new Map([
  ['11', 'MOTOR_DELAY'],
  ['12', 'LANGUAGE_DELAY'],
  ['15', 'PARENTING'],
  ['36', 'PARENTING'],
  ['41', 'HARD_TO_REACH'],
  ['43', 'PARENTING'],
  ['45', 'PSYCHOSOCIAL'],
])

function toReferral({
  id,
  date,
  recordedAt,
  toLabel,
  toCode,
  indicationCode,
}: JgzReferral): DomainEvent {
  return {
    ...NOTHING_MORE,
    id: `referral:${id}`,
    kind: 'REFERRAL',
    at: date,
    recordedAt,
    label: toLabel ?? 'Referral',
    code: toCode,
    counterpart: RECEIVERS.get(toCode) ?? null,
    situation: SITUATIONS.get(indicationCode ?? '') ?? null,
  }
}

/** W0625: by which care with JGZ is not used. */
const NO_USE = '02'

/** W0626. */
const ENDS: ReadonlyMap<string, EventReason> = new Map([
  ['01', 'MOVED'],
  ['02', 'EMIGRATED'],
  ['03', 'DIED'],
  ['04', 'AGE'],
])

/** That care ended, and why. Care that goes on is no event. */
function toCare(care: JgzCare): DomainEvent[] {
  const { statusCode, statusLabel, since, endCode, endLabel, endedOn, recordedAt } = care
  const end = { ...NOTHING_MORE, kind: 'CARE', phase: 'END', recordedAt } as const
  if (endedOn !== null) {
    const reason = ENDS.get(endCode ?? '') ?? 'OTHER'
    const label = endLabel ?? 'Care ended'
    return [{ ...end, id: 'care:end', at: endedOn, label, code: endCode, reason }]
  }
  const told = since ?? recordedAt?.slice(0, 10)
  if (statusCode !== NO_USE || !told) return []
  const label = statusLabel ?? 'Makes no use of care'
  return [{ ...end, id: 'care:no-use', at: told, label, code: statusCode, reason: 'NOT_WANTED' }]
}

/** W0075, as far as the family does not want a place; distance or a waiting list is for others to mend. */
const REFUSALS: ReadonlyMap<string, EventReason> = new Map([
  ['01', 'OTHER'],
  ['02', 'COST'],
  ['03', 'NOT_WANTED'],
])

/** That the family does not want early childhood education, and why. What JGZ knows of places, childcare knows better. */
function toVve({ recordedOn, reasonNotCode, reasonNotLabel }: JgzVve): DomainEvent[] {
  const reason = REFUSALS.get(reasonNotCode ?? '')
  if (!reason) return []
  const label = `No early childhood education (VVE): ${(reasonNotLabel ?? '').toLowerCase()}`
  const about = { ...NOTHING_MORE, kind: 'INDICATION', phase: 'END', code: reasonNotCode } as const
  return [{ ...about, id: 'vve:declined', at: recordedOn, label, reason }]
}
