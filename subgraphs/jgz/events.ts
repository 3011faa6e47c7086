/**
 * What youth health care tells the timeline.
 *
 * @module
 */

import { mayRead, type Scope } from '../../privacy/policy.ts'
import type { Subject } from '../../privacy/read.ts'
import type { DomainEvent } from '../../schema/events.ts'
import type { JgzContext } from './child.ts'
import type { ContactMoment } from './contact-moment.ts'
import type { JgzReferral } from './referral.ts'
import type { JgzRecord } from './source.ts'
import type { Vaccination } from './vaccination.ts'

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

const NOTHING_MORE = {
  phase: null,
  form: null,
  status: null,
  initiative: null,
  refused: null,
} as const

function toContact(contact: ContactMoment): DomainEvent {
  const { id, date, recordedAt, form, status, initiative } = contact
  return {
    ...NOTHING_MORE,
    id: `contact:${id}`,
    kind: 'CONTACT',
    at: date,
    recordedAt,
    label: contact.activityLabel ?? 'Contact',
    code: contact.activityCode,
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

function toReferral({ id, date, recordedAt, toLabel, toCode }: JgzReferral): DomainEvent {
  return {
    ...NOTHING_MORE,
    id: `referral:${id}`,
    kind: 'REFERRAL',
    at: date,
    recordedAt,
    label: toLabel ?? 'Referral',
    code: toCode,
  }
}
