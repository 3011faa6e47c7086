/**
 * Whom and what a delivered record is about, without saying who: a blind index.
 *
 * A store holds many persons side by side, for years. So it is keyed on HMACs under a key that only its domain
 * holds: a dump of the store joins with nothing, and names nobody. With another key the index of everything
 * changes, and what was delivered has to be delivered again. So it is no key of references, which come and go.
 *
 * @module
 */

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Bsn } from '../privacy/bsn.ts'
import type { Domain } from '../privacy/sealed-reference.ts'

/** 64 bytes. */
export type StoreKey = Uint8Array

/** Whose deliveries are indexed, and under which key. */
export interface Indexed {
  /** The slug of the registry: two may number what they have alike. */
  readonly registry: string
  readonly storeKey: StoreKey
}

/** What is indexed: the same number of another domain, or of another kind of thing, looks different. */
export type IndexedKind = `${Domain} ${string}`

/** The subject of a person's records in a delivery store. */
export function indexOfPerson(key: StoreKey, kind: IndexedKind, bsn: Bsn): string {
  return blind(key, kind, bsn.reveal())
}

/** The id in the graph of what a registry has under a number; the number stays there. */
export function indexOfNumber(
  { registry, storeKey }: Indexed,
  kind: IndexedKind,
  number: string,
): string {
  return blind(storeKey, kind, `${registry}\n${number}`).slice(0, 22)
}

/** The subject of the records of somebody without a BSN: by what the registry numbers them on itself. */
export function indexOfUnnamed(indexed: Indexed, kind: IndexedKind, number: string): string {
  return `${UNNAMED}${indexOfNumber(indexed, kind, number)}`
}

/** Whether what is told of this subject was told without a BSN. */
export function isUnnamed(subject: string): boolean {
  return subject.startsWith(UNNAMED)
}

/** No blind index has one. */
const UNNAMED = '.'

/** Prepared once: a file may have 50,000 numbers, and preparing the key takes longer than all else that is done with one. */
const PREPARED = new WeakMap<StoreKey, KeyObject>()

function blind(storeKey: StoreKey, kind: IndexedKind, text: string): string {
  const key = PREPARED.get(storeKey) ?? createSecretKey(storeKey)
  PREPARED.set(storeKey, key)
  return createHmac('sha256', key).update(`kindlijn ${kind} 1\n${text}`).digest('base64url')
}
