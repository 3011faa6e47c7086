/**
 * What is kept of a dossier and never served: under seal, so that a dump of the store tells it to nobody.
 *
 * @module
 */

import { aessiv } from '@noble/ciphers/aes.js'
import type { StoreKey } from '../../connectors/subject-index.ts'

const BOUND_TO = new TextEncoder().encode('kindlijn jgz kept 1')

/** The same content under the same key looks the same: so it can be told that it was told before. */
export function seal(key: StoreKey, content: unknown): string {
  const text = new TextEncoder().encode(JSON.stringify(content))
  return Buffer.from(aessiv(key, BOUND_TO).encrypt(text)).toString('base64url')
}

/** For who has the key and a reason: no field of the graph leads here. */
export function unseal(key: StoreKey, sealed: string): unknown {
  const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'))
  return JSON.parse(new TextDecoder().decode(aessiv(key, BOUND_TO).decrypt(bytes)))
}
