/**
 * What domains tell of an invented child, for tests.
 *
 * @module
 */

import type { DomainStanding } from '../../schema/course.ts'
import type { Domain } from '../../schema/domain.ts'
import { type DomainEvent, NOTHING_MORE } from '../../schema/events.ts'
import { DOMAINS, type Known, type Told } from './told.ts'

export const NURSE = { role: 'youth-nurse', purpose: 'youth-health-care' } as const

export function event(id: string, at: string, over: Partial<DomainEvent> = {}): DomainEvent {
  return { ...NOTHING_MORE, kind: 'CONTACT', label: id, id, at, ...over }
}

/** To which the family came. */
export function contact(at: string, over: Partial<DomainEvent> = {}): DomainEvent {
  const kept = { form: 'FACE_TO_FACE', status: 'REALISED', initiative: 'SCHEDULE' } as const
  return event(`contact:${at}`, at, { ...kept, ...over })
}

export function vaccination(at: string, code: string, refused = false): DomainEvent {
  return event(`vaccination:${at}:${code}`, at, { kind: 'VACCINATION', code, refused })
}

export function standings(
  over: Partial<Record<Domain, Partial<DomainStanding>>> = {},
): readonly DomainStanding[] {
  return DOMAINS.map((domain) => ({
    domain,
    absence: 'NOT_RECORDED',
    freshAt: null,
    registries: [],
    ...over[domain],
  }))
}

/** A child that was born here, of whom every domain told all that it has. */
export function known(birthDate: string, told: Told, over: Partial<Known> = {}): Known {
  const course = { birthDate, endedOn: null, ending: null, arrivedOn: birthDate }
  return { course, told, standings: standings(), viewer: NURSE, ...over }
}
