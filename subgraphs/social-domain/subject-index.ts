/**
 * Whom and what a record of the social domain is about, without saying who.
 *
 * @module
 */

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { type Indexed, indexOfPerson } from '../../connectors/subject-index.ts'
import type { Bsn } from '../../privacy/bsn.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'

/** The subject of a child's records in the delivery store. */
export function indexOfChild(key: ReferenceKey, bsn: Bsn): string {
  return indexOfPerson(key, 'social-domain child', bsn)
}

/** The id of an allocation in the graph; its number stays with the municipality. */
export function indexOfAllocation(indexed: Indexed, number: string): string {
  return indexOf(indexed, 'allocation', number)
}

/** The id of a case in the graph; its number stays with the team. */
export function indexOfCase(indexed: Indexed, number: string): string {
  return indexOf(indexed, 'case', number)
}

/** Of a message: its number stays with who sent it. */
export function indexOfMessage(indexed: Indexed, number: string): string {
  return indexOf(indexed, 'message', number)
}

/** The id of a request in the graph; the reference of the provider stays there. */
export function indexOfRequest(indexed: Indexed, reference: string): string {
  return indexOf(indexed, 'request', reference)
}

const KEYS = new WeakMap<ReferenceKey, KeyObject>()

/**
 * The same as `indexOfNumber` of connectors, with the key prepared once: a file may have 50,000 numbers, and preparing
 * it takes longer than all else that is done with one.
 */
function indexOf({ registry, referenceKey }: Indexed, kind: string, number: string): string {
  const key = KEYS.get(referenceKey) ?? createSecretKey(referenceKey)
  KEYS.set(referenceKey, key)
  const text = `kindlijn social-domain ${kind} 1\n${registry}\n${number}`
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, 22)
}
