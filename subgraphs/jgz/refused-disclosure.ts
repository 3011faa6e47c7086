/**
 * Whether the dossier holds a refusal to tell others of it (verstrekking informatie aan derden, BDS 1165).
 *
 * It is asked as things stand now, whatever moment the question is about; and where it cannot be read, nothing is told.
 *
 * @module
 */

import type { Reader, Subject } from '../../privacy/read.ts'
import type { RegistryPresence } from '../../schema/presence.ts'
import type { TellPresence } from '../presence.ts'
import type { JgzConsent } from './consent.ts'
import type { JgzRecord } from './source.ts'

/** For which JGZ reads its own dossiers: what it asks of a family is about others. */
export const OWN_PURPOSE = 'youth-health-care'

/** A refusal stands until a consent of a later day. */
export function isDisclosureRefused(consents: readonly JgzConsent[], day: string): boolean {
  const inForce = consents.filter(
    ({ about, date, until }) =>
      about === 'DISCLOSURE_TO_OTHERS' &&
      (date === null || date <= day) &&
      (until === null || day <= until),
  )
  const refusals = inForce.filter(({ allowed }) => !allowed)
  return refusals.some(
    (refusal) =>
      !inForce.some(
        ({ allowed, date }) =>
          allowed && refusal.date !== null && date !== null && date > refusal.date,
      ),
  )
}

/** Of one request. */
export type IsRefused = (subject: Subject) => Promise<boolean>

export function openRefusals(
  readers: readonly Reader<Pick<JgzRecord, 'consents'>>[],
  day: string,
): IsRefused {
  return async (subject) => {
    const told = await Promise.all(readers.map((read) => read(subject, 'consents')))
    return told.some((consents) => isDisclosureRefused(consents ?? [], day))
  }
}

/** As of a child of whom there is no dossier. */
export function unlessRefused(
  isRefused: IsRefused,
  read: Reader<JgzRecord>,
  presence: TellPresence,
): { readonly read: Reader<JgzRecord>; readonly presence: TellPresence } {
  return {
    read: async (subject, part) => ((await isRefused(subject)) ? null : read(subject, part)),
    async presence(subject) {
      const told = await presence(subject)
      const isHidden = subject === null || (await isRefused(subject).catch(() => true))
      return isHidden ? told.map(hide) : told
    },
  }
}

function hide(presence: RegistryPresence): RegistryPresence {
  return presence.state === 'PRESENT' ? { ...presence, state: 'NOT_RECORDED' } : presence
}
