/**
 * What linking asks of a population register, beside what the graph asks: who has these numbers, and who may be meant
 * where there is none.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import type { Linkable, LinkableMother } from '../linkable.ts'

/** As little of a person as linking takes. */
export interface RegisteredPerson
  extends Omit<Linkable, 'bsn' | 'mother' | 'rank' | 'bornTogether'> {
  readonly bsn: Bsn
  readonly isGrownUp: boolean
  /** Female legal parents whose parenthood began with the birth: two at most, and none where that is not sure. */
  readonly mothers: readonly LinkableMother[]
  readonly parents: readonly Bsn[]
  readonly children: readonly RegisteredChild[]
}

export interface RegisteredChild {
  readonly bsn: Bsn
  readonly birthDate: string | null
}

export interface SoughtByName {
  /** Without its prefix. */
  readonly familyName: string
  /** `2026-09-01`. */
  readonly birthDate: string
}

export interface SoughtByAddress {
  readonly postcode: string
  readonly houseNumber: number
  /** Asked only where too many live there. */
  readonly birthDate: string | null
}

/** Who is grown up is in no answer of the two searches. */
export interface PopulationToLink {
  /** In their order; null for who is not there. As many as one likes. */
  persons(bsns: readonly Bsn[], signal: AbortSignal): Promise<readonly (RegisteredPerson | null)[]>
  /** Also of who is written a little otherwise after the first letters. Nobody, where it is too many. */
  byName(sought: SoughtByName, signal: AbortSignal): Promise<readonly Bsn[]>
  byAddress(sought: SoughtByAddress, signal: AbortSignal): Promise<readonly Bsn[]>
}
