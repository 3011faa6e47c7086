/**
 * The references by which each domain finds its own records of a child.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import { mayRead, type Scope } from '../../privacy/policy.ts'
import {
  type Domain,
  type RecordKeys,
  type ReferenceKey,
  type SealedReference,
  sealReference,
} from '../../privacy/sealed-reference.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { Kinship } from './source.ts'

export type ReferenceKeys = Readonly<Record<Domain, ReferenceKey>>

/** What opens a domain at all. Who lacks it gets no reference, so that nothing further can be asked there. */
export const OPENED_BY: Readonly<Record<Domain, Scope>> = {
  'birth-care': 'birth-care:read',
  jgz: 'jgz:read',
  childcare: 'childcare:read',
  'social-domain': 'social-domain:read',
}

export function mayMint(viewer: Viewer, domain: Domain): boolean {
  return mayRead(viewer, OPENED_BY[domain])
}

/** Only a birth is found by way of the parents, so for another domain they are not read. */
export function needsKinship(domain: Domain): boolean {
  return domain === 'birth-care'
}

/** For one domain and the viewer's purpose only. Null where the domain has no way to find the child. */
export function mintReference(
  keys: ReferenceKeys,
  domain: Domain,
  viewer: Viewer,
  bsn: Bsn,
  kinship: Kinship | null,
): SealedReference | null {
  const records = needsKinship(domain) ? toBirthCareKeys(bsn, kinship) : { bsn: bsn.reveal() }
  return records && sealReference(keys[domain], domain, viewer.purpose, records)
}

/** A birth is found by way of who gave it; without her (an adoption, a birth abroad) it is nobody's business. */
function toBirthCareKeys(bsn: Bsn, kinship: Kinship | null): RecordKeys | null {
  const { birthDate = null, mothers = [] } = kinship ?? {}
  if (birthDate === null || mothers.length === 0) return null
  return { bsn: bsn.reveal(), mothers: mothers.map((mother) => mother.reveal()), birthDate }
}
