/**
 * Whom and what a record of childcare is about, without saying who.
 *
 * @module
 */

import {
  type Indexed,
  indexOfNumber,
  indexOfPerson,
  indexOfUnnamed,
  type StoreKey,
} from '../../connectors/subject-index.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import type { RecordKey } from '../../privacy/record-key.ts'

/** The subject of a child's records in the delivery store. */
export function indexOfChild(key: StoreKey, bsn: Bsn): string {
  return indexOfPerson(key, 'childcare child', bsn)
}

/** That of a child whose BSN the provider did not tell: by its contract, or by its place on the waiting list. */
export function indexOfChildBy(
  indexed: Indexed,
  what: 'contract' | 'waiting',
  number: string,
): string {
  return indexOfUnnamed(indexed, 'childcare child', `${what} ${number}`)
}

/** Whom a key is about: by BSN, or as the provider's deliveries were offered for linking. */
export function toSubjects(key: StoreKey, { bsn, records }: RecordKey): readonly string[] {
  return [...new Set([...(bsn ? [indexOfChild(key, bsn)] : []), ...records])]
}

/** The id of a contract in the graph; its number stays with the provider. */
export function indexOfContract(storeKey: StoreKey, registry: string, contract: string): string {
  return indexOfNumber({ registry, storeKey }, 'childcare contract', contract)
}
