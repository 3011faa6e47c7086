/**
 * References to a child's records in one registry domain.
 *
 * `child` seals the registry's own keys for one domain and one purpose; only that domain can open them. The
 * gateway carries the reference and learns nothing; another domain, another purpose or a changed letter opens
 * nothing. Encryption is authenticated and deterministic (AES-SIV, RFC 5297), so that equal references batch.
 *
 * @module
 */

import { aessiv } from '@noble/ciphers/aes.js'
import { GraphError } from '../schema/errors.ts'
import { Bsn } from './bsn.ts'
import type { Purpose } from './policy.ts'

declare const brand: unique symbol
/** Opaque, base64url. */
export type SealedReference = string & { readonly [brand]: 'SealedReference' }

export const DOMAINS = ['birth-care', 'jgz', 'childcare', 'social-domain'] as const
export type Domain = (typeof DOMAINS)[number]

/** 64 bytes, held by `child` and one domain. */
export type ReferenceKey = Uint8Array

/** Keys as `child` hands them over; what they mean is between it and the domain's adapters. */
export type RecordKeys = Readonly<Record<string, string | readonly string[]>>

export function sealReference(
  key: ReferenceKey,
  domain: Domain,
  purpose: Purpose,
  keys: RecordKeys,
): SealedReference {
  const text = new TextEncoder().encode(JSON.stringify(keys))
  const sealed = aessiv(key, boundTo(domain, purpose)).encrypt(text)
  return Buffer.from(sealed).toString('base64url') as SealedReference
}

/** One and the same refusal for what is foreign, forged, cut short or meant for another purpose. */
export function openReference(
  key: ReferenceKey,
  domain: Domain,
  purpose: Purpose,
  reference: string,
): RecordKeys {
  try {
    const sealed = Buffer.from(reference, 'base64url')
    // Base64 has more than one spelling of the same bytes; only ours counts.
    if (sealed.toString('base64url') !== reference) throw new Error('not canonical')
    const text = aessiv(key, boundTo(domain, purpose)).decrypt(new Uint8Array(sealed))
    return JSON.parse(new TextDecoder().decode(text)) as RecordKeys
  } catch {
    throw new GraphError('REFERENCE_REFUSED')
  }
}

/** Of a domain whose registries are keyed on the child's BSN alone. */
export function openBsn(
  key: ReferenceKey,
  domain: Domain,
  purpose: Purpose,
  reference: string,
): Bsn {
  const { bsn } = openReference(key, domain, purpose, reference)
  const opened = typeof bsn === 'string' ? Bsn.parse(bsn) : undefined
  if (!opened) throw new GraphError('REFERENCE_REFUSED')
  return opened
}

function boundTo(domain: Domain, purpose: Purpose): Uint8Array {
  return new TextEncoder().encode(`kindlijn reference 1\n${domain}\n${purpose}`)
}
