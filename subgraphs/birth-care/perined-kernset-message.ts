/**
 * One delivery to Perined: what one institution tells of one pregnancy.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import type { KernsetElement } from './perined-kernset-sheet.ts'

export interface Coded {
  readonly code: string | null
  /** An OID; HL7's NullFlavor where the code says why there is none. */
  readonly system: string | null
  /** As it came along; nothing is decided by it. */
  readonly label: string | null
}

/** Null where nothing was asked; `unknown` where it was, and was not known. */
export interface Answer {
  readonly value: boolean | null
  readonly unknown: boolean
}

export interface Identifier {
  readonly root: string | null
  readonly value: string
}

export interface KernsetCare {
  readonly from: string | null
  readonly until: string | null
  readonly periods: readonly Coded[]
  readonly statusAfterIntake: Coded | null
  readonly referrals: readonly KernsetReferral[]
}

export interface KernsetReferral {
  readonly date: string | null
  readonly from: { readonly institutions: readonly Identifier[]; readonly specialism: Coded | null }
  readonly to: { readonly institutions: readonly Identifier[]; readonly specialism: Coded | null }
  readonly kind: Coded | null
  readonly period: Coded | null
}

export interface KernsetWoman {
  readonly bsn: Bsn | null
  readonly localId: Identifier | null
  readonly birthDate: string | null
  readonly postcode: string | null
  readonly ethnicity: Coded | null
}

export interface KernsetVisit {
  readonly date: string | null
  readonly gestationalAgeDays: number | null
  readonly fetalMovements: Coded | null
  readonly smoking: Coded | null
  readonly alcohol: Coded | null
  readonly drugs: Answer | null
  readonly weightKilograms: number | null
}

export interface KernsetPregnancy {
  readonly dossier: Identifier | null
  readonly gravidity: number | null
  readonly parity: number | null
  readonly dueDate: string | null
  readonly intendedPlace: Coded | null
  readonly visits: readonly KernsetVisit[]
  readonly maternalDeath: Answer | null
  readonly end: Coded | null
}

export interface KernsetDelivery {
  readonly partus: Identifier | null
  readonly childrenBorn: number | null
  readonly statusBefore: Coded | null
  readonly beganWith: Coded | null
  readonly startedAt: string | null
  readonly bloodLossMillilitres: number | null
}

export interface KernsetChild {
  readonly bsn: Bsn | null
  readonly rank: number | null
  readonly sex: Coded | null
  readonly bornAt: string | null
  readonly place: Coded | null
  readonly hospital: Identifier | null
  readonly death: {
    readonly died: Answer | null
    readonly phase: Coded | null
    readonly at: string | null
  }
  readonly mode: Coded | null
  readonly apgar5: number | null
  readonly weightGrams: number | null
  readonly congenitalAnomaly: Answer | null
  readonly paediatrician: Answer | null
  readonly hasProblems: Answer | null
  readonly problems: readonly Coded[]
}

/** Of the child with this rank; of the only one, where no rank is told. */
export interface KernsetFeeding {
  readonly rank: number | null
  readonly date: string | null
  readonly substances: readonly Coded[]
}

export interface KernsetMessage {
  readonly care: KernsetCare
  readonly institution: { readonly agb: string | null; readonly lvr: string | null }
  readonly woman: KernsetWoman
  readonly pregnancy: KernsetPregnancy
  readonly delivery: KernsetDelivery
  readonly children: readonly KernsetChild[]
  readonly feeding: readonly KernsetFeeding[]
  /** All that has no field above. */
  readonly remainder: readonly KernsetElement[]
}
