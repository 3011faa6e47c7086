/**
 * Of the social domain with a secret address: that there is help, and not from whom, nor from which team.
 *
 * @module
 */

import type { Shield } from '../shield.ts'
import type { AllocationRecord, CaseRecord } from './source.ts'

export const ALLOCATIONS: Shield<AllocationRecord> = {
  allocations: (told) => told.map((one) => ({ ...one, provider: null, municipality: null })),
  requests: (told) =>
    told.map((one) => ({ ...one, provider: null, responsibleMunicipality: null })),
}

export const CASES: Shield<CaseRecord> = {
  cases: (told) => told.map((one) => ({ ...one, team: null })),
}
