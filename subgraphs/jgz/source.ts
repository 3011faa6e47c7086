/**
 * What we ask of a youth health care registry.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import type { Source } from '../../privacy/read.ts'
import type { GrowthMeasurement } from './growth.ts'

/** The parts of one child's dossier; each is read only when it is asked for. Lists are oldest first. */
export interface JgzRecord {
  readonly growth: readonly GrowthMeasurement[]
}

/** A dossier is found by the child's BSN (BDS 7). */
export type JgzSource = Source<Bsn, JgzRecord>
