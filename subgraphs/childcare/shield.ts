/**
 * Of childcare with a secret address: that a child goes there, and not where.
 *
 * @module
 */

import type { Shield } from '../shield.ts'
import type { ChildcareRecord } from './source.ts'

export const SHIELD: Shield<ChildcareRecord> = {
  enrolments: (told) => told.map((enrolment) => ({ ...enrolment, lrkId: null })),
  waiting: (told) => told.map((waiting) => ({ ...waiting, lrkId: null })),
  attendance: 'whole',
  vveMonths: 'whole',
  meldcode: 'whole',
}
