/**
 * What we ask of childcare: of providers about children, and of the public register about locations.
 *
 * @module
 */

import type { Watched } from '../../connectors/freshness.ts'
import type { Source } from '../../privacy/read.ts'
import type { RecordKey } from '../../privacy/record-key.ts'
import type { AsOf, Clock } from '../../schema/as-of.ts'
import type { TellChanges, TellRecords } from '../feed-changes.ts'
import type { LinkableRecord } from '../linkable.ts'
import type { ChildcareLocation } from './childcare-location.ts'
import type { Enrolment } from './enrolment.ts'
import type { Meldcode } from './meldcode.ts'
import type { MonthOfHours } from './month-of-hours.ts'
import type { MonthOfVve } from './vve-progress.ts'
import type { WaitingForChildcare } from './waiting.ts'

/** What providers tell of one child; each part is read only when it is asked for. Lists are oldest first. */
export interface ChildcareRecord {
  readonly enrolments: readonly Enrolment[]
  /** One for each month. */
  readonly attendance: readonly MonthOfHours[]
  /** Under contracts in a group for early childhood education; of one month as many as there are contracts. */
  readonly vveMonths: readonly MonthOfVve[]
  readonly waiting: readonly WaitingForChildcare[]
  /** Confidential: read for who may see it, and for nobody else. */
  readonly meldcode: readonly Meldcode[]
}

export type ChildcarePart = keyof ChildcareRecord

/**
 * A contract is found by the child's BSN, or by the provider's own key of the child. A part of which a provider told
 * nothing is not in the record.
 */
export type ChildcareSource = Source<RecordKey, ChildcareRecord>

export interface Provider {
  readonly registry: string
  readonly source: ChildcareSource
  linkables(signal: AbortSignal): AsyncIterable<LinkableRecord>
  readonly watched: Watched
  /** Left out: it cannot say what is new. */
  readonly changes?: TellChanges
  readonly records?: TellRecords
  /** By which clocks it can be asked about the past; left out: by none. */
  readonly reach?: readonly Clock[]
}

/**
 * Locations by their numbers in the register, in the order of the numbers; null for one that it does not have. The
 * register is public and knows no child, so that reading it is not written down.
 */
export type LocationSource = (
  lrkIds: readonly string[],
  signal: AbortSignal,
  asOf?: AsOf,
) => Promise<readonly (ChildcareLocation | null | Error)[]>
