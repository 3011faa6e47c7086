/**
 * The references by which each domain finds its own records of a child.
 *
 * @module
 */

import { mayRead, type Scope } from '../../privacy/policy.ts'
import {
  type Domain,
  type Keyring,
  type RecordKeys,
  type RegistryKeys,
  type SealedReference,
  sealReference,
} from '../../privacy/sealed-reference.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import type { KnownChild } from './known-child.ts'
import type { LinkedRegistry } from './linked-registry.ts'
import type { Kinship } from './source.ts'

export type Keyrings = Readonly<Record<Domain, Keyring>>

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

export interface Minting {
  readonly keyrings: Keyrings
  /** All that are linked. */
  readonly links: readonly LinkedRegistry[]
  readonly viewer: Viewer
}

interface Known {
  readonly child: KnownChild
  /** For a domain that needs it. */
  readonly kinship: Kinship | null
  /** The address is secret. */
  readonly shielded: boolean
}

/** For one domain and the viewer's purpose only. Null where the domain has no way to find the child. */
export function mintReference(
  { keyrings, links, viewer }: Minting,
  domain: Domain,
  { child, kinship, shielded }: Known,
): SealedReference | null {
  const own = links.filter((link) => link.domain === domain && isOfPersons(link))
  const registries = registriesOf(own, child)
  if (Object.keys(registries).length === 0) return null
  const isFoundByMother = needsKinship(domain) && child.bsn !== undefined
  const keys = isFoundByMother ? toBirthCareKeys(registries, kinship) : { registries }
  const { purpose, organisation } = viewer
  const boundTo = { domain, purpose, organisation, child: child.id }
  if (!keys) return null
  return sealReference(keyrings[domain], boundTo, shielded ? { ...keys, shielded } : keys)
}

/** The public register of childcare locations knows nobody, and a map of offers neither. */
const OF_NOBODY: readonly string[] = ['lrk', 'sociale-kaart-csv']

export function isOfPersons({
  domain,
  format,
}: Pick<LinkedRegistry, 'domain' | 'format'>): boolean {
  return domain !== 'population' && !OF_NOBODY.includes(format)
}

/** By the BSN, unless that was broken there; and by what is linked by the registry's own key. */
function registriesOf(
  registries: readonly LinkedRegistry[],
  { bsn, cut, links }: KnownChild,
): RecordKeys['registries'] {
  const keys = registries.map(({ name }): [string, RegistryKeys] => {
    const records = links.flatMap(({ registry, record, isActive }) =>
      isActive && registry === name && record !== null ? [record] : [],
    )
    return [
      name,
      {
        ...(bsn && !cut.has(name) && { bsn: bsn.reveal() }),
        ...(records.length > 0 && { records: records.toSorted() }),
      },
    ]
  })
  return Object.fromEntries(keys.filter(([, own]) => Object.keys(own).length > 0))
}

/** A birth is found by way of who gave it; without her (an adoption, a birth abroad) it is nobody's business. */
function toBirthCareKeys(
  registries: RecordKeys['registries'],
  kinship: Kinship | null,
): RecordKeys | null {
  const { birthDate = null, mothers = [] } = kinship ?? {}
  if (birthDate === null || mothers.length === 0) return null
  return { registries, mothers: mothers.map((mother) => mother.reveal()), birthDate }
}
