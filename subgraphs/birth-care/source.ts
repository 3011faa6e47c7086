/**
 * What we ask of a birth care registry.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import type { Source } from '../../privacy/read.ts'
import type { RegisteredFetus } from '../pregnancies.ts'
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
 * A child is found by its own number; else by the registry's own key of it, which is how one is found that is not born
 * yet; else, a newborn, by its mother and its birth date. A pregnancy is the mother's record: of who is born it is shown
 * by way of these mothers only, and so not after an adoption.
 */
export interface BirthCareKey {
  /** Null for who has none: who is not born, or not registered yet. */
  readonly bsn: Bsn | null
  /** Female legal parents whose parenthood began with the birth. */
  readonly mothers: readonly Bsn[]
  /** In whole or in part. In part it finds nobody. */
  readonly birthDate: string | null
  /** As the registry offered them: see {@link RegisteredFetus.key}. */
  readonly records?: readonly string[]
  /** The address is secret. */
  readonly shielded?: boolean
}

export type BirthCareSource = Source<BirthCareKey, BirthCareRecord>
