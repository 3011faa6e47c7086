/**
 * The codes of a contact (BDS R018) in the words that all domains share.
 *
 * @module
 */

import type { ContactForm, ContactInitiative, ContactStatus } from '../../schema/contact.ts'

/** W0679. */
const FORMS: ReadonlyMap<string, ContactForm> = new Map([
  ['01', 'VIDEO'],
  ['02', 'LETTER'],
  ['03', 'FACE_TO_FACE'],
  ['04', 'GROUP'],
  ['05', 'GROUP'],
  ['06', 'HOME_VISIT'],
  ['07', 'WALK_IN'],
  ['08', 'TEXT'],
  ['09', 'PHONE'],
  ['98', 'OTHER'],
  ['OTH', 'OTHER'],
])

/** W0188: before there was a form, some activities were one. */
const FORMS_OF_ACTIVITIES: ReadonlyMap<string, ContactForm> = new Map([
  ['02', 'HOME_VISIT'],
  ['18', 'GROUP'],
  ['21', 'HOME_VISIT'],
  ['24', 'PHONE'],
  ['26', 'GROUP'],
])

export function toForm(form: string | null, activity: string | null): ContactForm | null {
  const codes = form === null ? FORMS_OF_ACTIVITIES : FORMS
  return codes.get(form ?? activity ?? '') ?? null
}

/** W0690. */
const STATUSES: ReadonlyMap<string, ContactStatus> = new Map([
  ['01', 'REALISED'],
  ['02', 'NO_SHOW'],
  ['03', 'CANCELLED_BY_FAMILY'],
  ['04', 'NO_SHOW'],
  ['05', 'NOT_WANTED'],
  ['06', 'CANCELLED_BY_FAMILY'],
  ['07', 'CANCELLED_BY_PROVIDER'],
  ['08', 'NOT_REALISED'],
])

export function toStatus(status: string | null, planned: boolean): ContactStatus | null {
  if (status === null) return planned ? 'PLANNED' : null
  return STATUSES.get(status) ?? null
}

/** W0659. That it was Veilig Thuis (08) can't be told from a school or a general practitioner. */
const INITIATIVES: ReadonlyMap<string, ContactInitiative> = new Map([
  ['01', 'OTHER_DOMAIN'],
  ['02', 'FAMILY'],
  ['03', 'FAMILY'],
  ['04', 'OTHER_DOMAIN'],
  ['05', 'OTHER_DOMAIN'],
  ['07', 'PROFESSIONAL'],
  ['08', 'OTHER_DOMAIN'],
])

/** W0188: on indication, at home or not, and on request. */
const INITIATIVES_OF_ACTIVITIES: ReadonlyMap<string, ContactInitiative> = new Map([
  ['21', 'PROFESSIONAL'],
  ['22', 'PROFESSIONAL'],
  ['23', 'FAMILY'],
])

export function toInitiative(
  requester: string | null,
  activity: string | null,
): ContactInitiative | null {
  if (requester !== null) return INITIATIVES.get(requester) ?? null
  return INITIATIVES_OF_ACTIVITIES.get(activity ?? '') ?? 'SCHEDULE'
}
