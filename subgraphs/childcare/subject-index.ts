/**
 * Whom a delivered record is about, without saying who: a blind index.
 *
 * A store holds many children side by side, for years. So it is keyed on an HMAC of the BSN under the key that only
 * `child` and this domain hold: a dump of the store joins with nothing, and names nobody. With another key the index
 * of everything changes, and what was delivered has to be delivered again.
 *
 * @module
 */

import { createHmac } from 'node:crypto'
import type { Bsn } from '../../privacy/bsn.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'

/** The subject of a child's records in the delivery store. */
export function indexOfChild(key: ReferenceKey, bsn: Bsn): string {
  return blind(key, 'child', bsn.reveal())
}

/** The id of a contract in the graph; its number stays with the provider. */
export function indexOfContract(key: ReferenceKey, registry: string, contract: string): string {
  return blind(key, 'contract', `${registry}\n${contract}`).slice(0, 22)
}

function blind(key: ReferenceKey, kind: 'child' | 'contract', text: string): string {
  return createHmac('sha256', key)
    .update(`kindlijn childcare ${kind} 1\n${text}`)
    .digest('base64url')
}
