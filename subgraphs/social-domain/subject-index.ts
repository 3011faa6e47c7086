/**
 * Whom and what a delivered record is about, without saying who: a blind index.
 *
 * A store holds many children side by side, for years. So it is keyed on HMACs under the key that
 * only `child` and this domain hold: a dump of the store joins with nothing, and names nobody. With
 * another key the index of everything changes, and what was delivered has to be delivered again.
 *
 * @module
 */

import { createHmac } from 'node:crypto'
import type { Bsn } from '../../privacy/bsn.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'

/** Whose deliveries are indexed, and under which key. */
export interface Indexed {
  /** The slug of the registry: two may number what they have alike. */
  readonly registry: string
  readonly referenceKey: ReferenceKey
}

/** The subject of a child's records in the delivery store. */
export function indexOfChild(key: ReferenceKey, bsn: Bsn): string {
  return blind(key, 'child', bsn.reveal())
}

/** The id of an allocation in the graph; its number stays with the municipality. */
export function indexOfAllocation({ registry, referenceKey }: Indexed, number: string): string {
  return blind(referenceKey, 'allocation', `${registry}\n${number}`).slice(0, 22)
}

/** The id of a case in the graph; its number stays with the team. */
export function indexOfCase({ registry, referenceKey }: Indexed, number: string): string {
  return blind(referenceKey, 'case', `${registry}\n${number}`).slice(0, 22)
}

function blind(key: ReferenceKey, kind: 'child' | 'allocation' | 'case', text: string): string {
  return createHmac('sha256', key)
    .update(`kindlijn social-domain ${kind} 1\n${text}`)
    .digest('base64url')
}
