/**
 * What we ask of a youth health care registry.
 *
 * @module
 */

import type { Source } from '../../privacy/read.ts'
import type { RecordKey } from '../../privacy/record-key.ts'
import type { JgzCare } from './care.ts'
import type { JgzConsent } from './consent.ts'
import type { ContactMoment } from './contact-moment.ts'
import type { DevelopmentResult } from './development.ts'
import type { GrowthMeasurement } from './growth.ts'
import type { HeelPrick } from './heel-prick.ts'
import type { JgzNewborn } from './newborn.ts'
import type { JgzObservation } from './observation.ts'
import type { JgzReferral } from './referral.ts'
import type { Vaccination } from './vaccination.ts'
import type { JgzVve } from './vve.ts'

/**
 * The parts of one child's dossier; each is read only when it is asked for. Lists are oldest first. A part is null where
 * nothing of it was recorded, and a list where the registry does not tell of such things at all.
 */
export interface JgzRecord {
  readonly contacts: readonly ContactMoment[]
  readonly growth: readonly GrowthMeasurement[]
  /** Those that were refused are among them. */
  readonly vaccinations: readonly Vaccination[]
  readonly development: readonly DevelopmentResult[]
  readonly referrals: readonly JgzReferral[]
  /** The latest; null where nobody asked. */
  readonly vve: JgzVve | null
  readonly newborn: JgzNewborn | null
  readonly heelPricks: readonly HeelPrick[] | null
  readonly care: JgzCare | null
  readonly consents: readonly JgzConsent[] | null
  /** By date, and then by element. */
  readonly observations: readonly JgzObservation[]
}

export type JgzPart = keyof JgzRecord

/** A dossier is found by the child's BSN (BDS 7), or by its number at who keeps it. */
export type JgzSource = Source<RecordKey, JgzRecord>
