/**
 * What we ask of a population register.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import type { Source } from '../../privacy/read.ts'
import type { PersonIdentity } from './identity.ts'
import type { LegalAuthority } from './legal-authority.ts'
import type { RegisteredParent } from './parent.ts'
import type { Registration } from './registration.ts'
import type { Residence } from './residence.ts'

/** The parts of one person's record; each is read only when it is asked for. */
export interface PersonRecord {
  /** The register knows this person, in a municipality for which the viewer works. */
  readonly presence: Presence
  readonly identity: PersonIdentity
  /** Null where the address is secret or unknown. */
  readonly residence: Residence | null
  readonly kinship: Kinship
  /** In the order of the register. After an adoption those who adopted; in foster care those of before. */
  readonly parents: readonly RegisteredParent[]
  /** Null where the register tells of none. */
  readonly legalAuthority: LegalAuthority | null
  readonly registration: Registration
}

/** What the register delivers unasked. */
export interface Presence {
  /** The address is secret (indicatie geheim): nobody is told where this person is. */
  readonly shielded: boolean
}

/** What `child` needs to find the birth, and brothers and sisters; never shown. */
export interface Kinship {
  /** ISO, in whole or in part; null where the register does not know it. */
  readonly birthDate: string | null
  /** Female legal parents whose parenthood began with the birth; none where that is not sure. */
  readonly mothers: readonly Bsn[]
  /** Every legal parent; null for one who has no BSN. */
  readonly parents: readonly (Bsn | null)[]
}

/** What is read of a parent. */
export interface ParentRecord {
  readonly children: readonly ChildOfParent[]
}

export interface ChildOfParent {
  readonly bsn: Bsn
  /** ISO, in whole or in part; null where the register does not know it. */
  readonly birthDate: string | null
}

/** A person in the population register, in one of these municipalities; elsewhere he does not exist for us. */
export interface PersonKey {
  readonly bsn: Bsn
  readonly municipalities: readonly string[]
}

export interface PopulationSource {
  readonly read: Source<PersonKey, PersonRecord>
  readonly readParents: Source<PersonKey, ParentRecord>
  /** At most ten, in no order; more is an error (TOO_MANY_FOUND). */
  find(sought: Sought, signal: AbortSignal): Promise<readonly Bsn[]>
}

export interface Sought {
  readonly familyName: string
  readonly birthDate: string
  readonly givenName: string | undefined
  readonly prefix: string | undefined
  readonly municipalities: readonly string[]
}
