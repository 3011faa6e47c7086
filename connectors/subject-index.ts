/**
 * Whom and what a delivered record is about, without saying who: a blind index.
 *
 * A store holds many persons side by side, for years. So it is keyed on HMACs under the key that only `child` and one
 * domain hold: a dump of the store joins with nothing, and names nobody. With another key the index of everything
 * changes, and what was delivered has to be delivered again.
 *
 * @module
 */

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Bsn } from '../privacy/bsn.ts'
import type { Domain, ReferenceKey } from '../privacy/sealed-reference.ts'

/** Whose deliveries are indexed, and under which key. */
export interface Indexed {
  /** The slug of the registry: two may number what they have alike. */
  readonly registry: string
  readonly referenceKey: ReferenceKey
}

/** What is indexed: the same number of another domain, or of another kind of thing, looks different. */
export type IndexedKind = `${Domain} ${string}`

/** The subject of a person's records in a delivery store. */
export function indexOfPerson(key: ReferenceKey, kind: IndexedKind, bsn: Bsn): string {
  return blind(key, kind, bsn.reveal())
}

/** The id in the graph of what a registry has under a number; the number stays there. */
export function indexOfNumber(
  { registry, referenceKey }: Indexed,
  kind: IndexedKind,
  number: string,
): string {
  return blind(referenceKey, kind, `${registry}\n${number}`).slice(0, 22)
}

/** Prepared once: a file may have 50,000 numbers, and preparing the key takes longer than all else that is done with one. */
const PREPARED = new WeakMap<ReferenceKey, KeyObject>()

function blind(referenceKey: ReferenceKey, kind: IndexedKind, text: string): string {
  const key = PREPARED.get(referenceKey) ?? createSecretKey(referenceKey)
  PREPARED.set(referenceKey, key)
  return createHmac('sha256', key).update(`kindlijn ${kind} 1\n${text}`).digest('base64url')
}
