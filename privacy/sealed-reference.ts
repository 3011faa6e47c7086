/**
 * References to a child's records in one registry domain.
 *
 * `child` seals the registries' own keys for one child, one domain, one purpose and one organisation that has to do with
 * the child; only that domain can open them, and for that organisation. The gateway carries the reference and learns
 * nothing; another domain, purpose, organisation or child, or a changed letter, opens nothing. Encryption is authenticated and deterministic (AES-SIV, RFC 5297), so that equal references batch.
 * A reference names its key, so that keys can be replaced while references under both are on their way.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { aessiv } from '@noble/ciphers/aes.js'
import { GraphError } from '../schema/errors.ts'
import type { Purpose } from './policy.ts'

declare const brand: unique symbol
/** Opaque: the name of its key, a dot, base64url. */
export type SealedReference = string & { readonly [brand]: 'SealedReference' }

export const DOMAINS = ['birth-care', 'jgz', 'childcare', 'social-domain'] as const
export type Domain = (typeof DOMAINS)[number]

/** 64 bytes. */
export type ReferenceKey = Uint8Array

/** The keys that `child` and one domain hold, by their names. */
export interface Keyring {
  /** Which one is sealed with. */
  readonly current: string
  /** What is sealed with any of these is opened; the current one is among them. */
  readonly accepted: ReadonlyMap<string, ReferenceKey>
}

/** What a reference belongs to. Of anything else it opens nothing. */
export interface BoundTo {
  readonly domain: Domain
  readonly purpose: Purpose
  /** Whose viewer has to do with the child. */
  readonly organisation: string
  /** The child's id. */
  readonly child: string
}

/** Keys as `child` hands them over. */
export interface RecordKeys {
  /** By slug. A registry that is not named has nothing of this child, and is not called. */
  readonly registries: Readonly<Record<string, RegistryKeys>>
  /** Of birth care alone: who gave birth, and when. */
  readonly mothers?: readonly string[]
  readonly birthDate?: string
  /** The address is secret: no place of the child may be told. */
  readonly shielded?: true
}

/** How a registry finds the child: by BSN, by its own local keys, or by either. */
export interface RegistryKeys {
  readonly bsn?: string
  readonly records?: readonly string[]
}

export function openKeyring(current: ReferenceKey, ...others: readonly ReferenceKey[]): Keyring {
  const keys = [current, ...others].map((key) => [nameOf(key), key] as const)
  return { current: nameOf(current), accepted: new Map(keys) }
}

export function sealReference(
  keyring: Keyring,
  boundTo: BoundTo,
  keys: RecordKeys,
): SealedReference {
  return seal(keyring, toLines(boundTo), keys) as SealedReference
}

/** One and the same refusal for what is foreign, forged, cut short, retired, or meant for something else. */
export function openReference(keyring: Keyring, boundTo: BoundTo, reference: string): RecordKeys {
  return unseal(keyring, toLines(boundTo), reference) as RecordKeys
}

/** Anything that `child` and one domain say to each other, bound to what stands in the lines. */
export function seal(
  { current, accepted }: Keyring,
  lines: readonly string[],
  content: unknown,
): string {
  const key = accepted.get(current)
  if (!key) throw new Error('The current key is not on the ring.')
  const text = new TextEncoder().encode(JSON.stringify(content))
  const sealed = aessiv(key, toBytes(lines)).encrypt(text)
  return `${current}.${Buffer.from(sealed).toString('base64url')}`
}

/** REFERENCE_REFUSED for what does not open. */
export function unseal({ accepted }: Keyring, lines: readonly string[], told: string): unknown {
  try {
    const dot = told.indexOf('.')
    const key = accepted.get(told.slice(0, dot))
    const letters = told.slice(dot + 1)
    const sealed = Buffer.from(letters, 'base64url')
    // Base64 has more than one spelling of the same bytes; only ours counts.
    if (!key || sealed.toString('base64url') !== letters) throw new Error('not ours')
    const text = aessiv(key, toBytes(lines)).decrypt(new Uint8Array(sealed))
    return JSON.parse(new TextDecoder().decode(text))
  } catch {
    throw new GraphError('REFERENCE_REFUSED')
  }
}

function toLines({ domain, purpose, organisation, child }: BoundTo): readonly string[] {
  return ['kindlijn reference 3', domain, purpose, child, JSON.stringify(organisation)]
}

function toBytes(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.join('\n'))
}

/** The same for the same key, and it says nothing about it. */
function nameOf(key: ReferenceKey): string {
  const digest = createHash('sha256').update('kindlijn reference key 1\n').update(key).digest()
  return digest.toString('base64url').slice(0, 8)
}
