/**
 * For whom a slice of the graph is made, and how much each may ask.
 *
 * An audience sees a schema of its own: what none of its roles may read is not in it. An analyst's has no person.
 *
 * @module
 */

import type { Role } from './policy.ts'

export interface Budget {
  /** In the units of `@cost`; a query that is estimated to cost more is not planned. */
  readonly perRequest: number
  /** Of one user, over a minute. */
  readonly perMinute: number
}

export const AUDIENCES = {
  professional: { perRequest: 20_000, perMinute: 400_000 },
  dashboard: { perRequest: 5_000, perMinute: 200_000 },
  linker: { perRequest: 5_000, perMinute: 200_000 },
  analyst: { perRequest: 5_000, perMinute: 100_000 },
} as const satisfies Record<string, Budget>

export type Audience = keyof typeof AUDIENCES

export const AUDIENCE_OF: Readonly<Record<Role, Audience>> = {
  'youth-nurse': 'professional',
  midwife: 'professional',
  'childcare-mentor': 'professional',
  'neighbourhood-team-worker': 'professional',
  dashboard: 'dashboard',
  analyst: 'analyst',
  linker: 'linker',
  'privacy-officer': 'professional',
}

export function rolesOf(audience: Audience): readonly Role[] {
  const roles = Object.keys(AUDIENCE_OF) as Role[]
  return roles.filter((role) => AUDIENCE_OF[role] === audience)
}
