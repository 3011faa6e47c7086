/**
 * What we ask of a population register.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import type { Source } from '../../privacy/read.ts'
import type { PersonIdentity } from './identity.ts'
import type { LegalAuthority } from './legal-authority.ts'
import type { Registration } from './registration.ts'
import type { Residence } from './residence.ts'

/** The parts of one person's record; each is read only when it is asked for. */
export interface PersonRecord {
  /** True: the register knows this person, in a municipality for which the viewer works. */
  readonly presence: true
  readonly identity: PersonIdentity
  /** Null where the address is secret or unknown. */
  readonly residence: Residence | null
  readonly kinship: Kinship
  /** Null where the register tells of none. */
  readonly legalAuthority: LegalAuthority | null
  readonly registration: Registration
}

/** What `child` needs to find the birth; never shown. */
export interface Kinship {
  /** ISO, in whole or in part; null where the register does not know it. */
  readonly birthDate: string | null
  /** Female legal parents whose parenthood began with the birth; none where that is not sure. */
  readonly mothers: readonly Bsn[]
}

/** A person in the population register, in one of these municipalities; elsewhere he does not exist for us. */
export interface PersonKey {
  readonly bsn: Bsn
  readonly municipalities: readonly string[]
}

export interface PopulationSource {
  readonly read: Source<PersonKey, PersonRecord>
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
