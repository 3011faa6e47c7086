/**
 * What we ask of a birth care registry.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import type { Source } from '../../privacy/read.ts'
import type { Birth } from './birth.ts'
import type { PregnancyRecord } from './pregnancy-record.ts'

/** The parts of one child's record; each is read only when it is asked for. */
export interface BirthCareRecord {
  /** Null where the registry can't tell of which pregnancy the child is, or must not: see {@link BirthCareKey}. */
  readonly pregnancy: PregnancyRecord | null
  /** Null where the registry knows the pregnancy only. */
  readonly birth: Birth | null
}

/**
 * A child is found by its own number; a newborn without one by its mother and its birth date. A pregnancy is the
 * mother's record: it is shown by way of these mothers only, and so not after an adoption.
 */
export interface BirthCareKey {
  readonly bsn: Bsn
  /** Female legal parents whose parenthood began with the birth. */
  readonly mothers: readonly Bsn[]
  /** In whole or in part. In part it finds nobody. */
  readonly birthDate: string
}

export type BirthCareSource = Source<BirthCareKey, BirthCareRecord>
