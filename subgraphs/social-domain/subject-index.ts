/**
 * Whom and what a record of the social domain is about, without saying who.
 *
 * @module
 */

import type { StoreKey } from '../../connectors/subject-index.ts'
import {
  type Indexed,
  indexOfNumber,
  indexOfPerson,
  indexOfUnnamed,
} from '../../connectors/subject-index.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import type { RecordKey } from '../../privacy/record-key.ts'

/** The subject of a child's records in the delivery store. */
export function indexOfChild(key: StoreKey, bsn: Bsn): string {
  return indexOfPerson(key, 'social-domain child', bsn)
}

/** That of a child whose BSN the team did not tell: by the number of its case. */
export function indexOfChildByCase(indexed: Indexed, number: string): string {
  return indexOfUnnamed(indexed, 'social-domain child', number)
}

/** Whom a key is about: by BSN, or as the registry's deliveries were offered for linking. */
export function toSubjects(key: StoreKey, { bsn, records }: RecordKey): readonly string[] {
  return [...new Set([...(bsn ? [indexOfChild(key, bsn)] : []), ...records])]
}

/** The id of an allocation in the graph; its number stays with the municipality. */
export function indexOfAllocation(indexed: Indexed, number: string): string {
  return indexOfNumber(indexed, 'social-domain allocation', number)
}

/** The id of a case in the graph; its number stays with the team. */
export function indexOfCase(indexed: Indexed, number: string): string {
  return indexOfNumber(indexed, 'social-domain case', number)
}

/** Of a message: its number stays with who sent it. */
export function indexOfMessage(indexed: Indexed, number: string): string {
  return indexOfNumber(indexed, 'social-domain message', number)
}

/** The id of a request in the graph; the reference of the provider stays there. */
export function indexOfRequest(indexed: Indexed, reference: string): string {
  return indexOfNumber(indexed, 'social-domain request', reference)
}
