/**
 * What we ask of the social domain: of youth help about allocations, and of the neighbourhood teams
 * about cases.
 *
 * They are two registries, kept by others on other grounds. So each has a port of its own, and
 * reading one is not reading the other.
 *
 * @module
 */

import type { Source } from '../../privacy/read.ts'
import type { RecordKey } from '../../privacy/record-key.ts'
import type { Allocation } from './allocation.ts'
import type { HelpRequest } from './help-request.ts'
import type { NeighbourhoodTeamCase } from './neighbourhood-team-case.ts'

export interface AllocationRecord {
  /** Oldest first, and at least one: what was removed is as if it had never been told. */
  readonly allocations: readonly Allocation[]
  /** Oldest first, and at least one. */
  readonly requests: readonly HelpRequest[]
}

export interface CaseRecord {
  /** Oldest first, and at least one. */
  readonly cases: readonly NeighbourhoodTeamCase[]
}

/** Both are found by the child's BSN (iJw OP079), or by the registry's own key of the child. */
export type AllocationSource = Source<RecordKey, AllocationRecord>
export type CaseSource = Source<RecordKey, CaseRecord>
