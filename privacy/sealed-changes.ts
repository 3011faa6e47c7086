/**
 * Of which records a domain has something new, as it tells `child`: by the registries' own keys, sealed, so that who
 * carries it, and who is fed, learns nothing.
 *
 * @module
 */

import type { Purpose } from './policy.ts'
import { type Domain, type Keyring, seal, unseal } from './sealed-reference.ts'

/** By slug of the registry. */
export type ChangedKeys = Readonly<Record<string, RegistryChanges>>

export interface RegistryChanges {
  readonly records: readonly string[]
  /** Of those that the registry keys on one. */
  readonly bsns: readonly string[]
}

interface BoundTo {
  readonly domain: Domain
  readonly purpose: Purpose
  readonly organisation: string
}

export function sealChanges(keyring: Keyring, boundTo: BoundTo, changed: ChangedKeys): string {
  return seal(keyring, linesOf(boundTo), changed)
}

/** REFERENCE_REFUSED for what was not sealed for this. */
export function openChanges(keyring: Keyring, boundTo: BoundTo, sealed: string): ChangedKeys {
  return unseal(keyring, linesOf(boundTo), sealed) as ChangedKeys
}

function linesOf({ domain, purpose, organisation }: BoundTo): readonly string[] {
  return ['kindlijn changes 1', domain, purpose, JSON.stringify(organisation)]
}
