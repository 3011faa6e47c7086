/**
 * Of a pregnancy and a birth with a secret address: what was measured and coded, and no words. A number without a unit
 * may be that of a practice or a hospital.
 *
 * @module
 */

import { type Shield, withoutWords } from '../shield.ts'
import type { BirthCareObservation } from './observation.ts'
import type { BirthCareRecord } from './source.ts'

export const SHIELD: Shield<BirthCareRecord> = {
  pregnancy: (told) => ({
    ...told,
    observations: told.observations.map(toShielded),
    maternityCare: told.maternityCare && {
      ...told.maternityCare,
      assessment: told.maternityCare.assessment && {
        ...told.maternityCare.assessment,
        instability: null,
        concern: null,
        substancesAtHome: null,
        comment: null,
      },
    },
  }),
  birth: (told) => ({ ...told, observations: told.observations.map(toShielded) }),
}

/** What has no number of a standard has a name in somebody's own words. */
function toShielded(observation: BirthCareObservation): BirthCareObservation {
  const { number, name } = observation
  return { ...withoutWords(observation), name: number === '' || number === name ? null : name }
}
