/**
 * How the registries of a part fare: the same for every part.
 *
 * @module
 */

import { isLate } from '../connectors/delivery-lag.ts'
import { isStale, type Watched } from '../connectors/freshness.ts'
import type { ReadingContext } from '../privacy/read.ts'
import type { Circuit, RegistryHealth, RegistryState } from '../schema/health.ts'

/** Null for a registry of another part. Never rejects. */
export type TellHealth = (registry: string) => Promise<RegistryHealth | null>

export interface WatchedRegistry {
  readonly registry: string
  readonly watched: Watched
}

export function openHealth(
  registries: readonly WatchedRegistry[],
  { signal }: Pick<ReadingContext, 'signal'>,
): TellHealth {
  const known = new Map(registries.map(({ registry, watched }) => [registry, watched]))
  return async (registry) => {
    const watched = known.get(registry)
    return watched ? toRegistryHealth(watched, await watched.health(signal)) : null
  }
}

const CIRCUITS = {
  closed: 'CLOSED',
  'half-open': 'HALF_OPEN',
  open: 'OPEN',
} as const satisfies Record<string, Circuit>

type Health = Awaited<ReturnType<Watched['health']>>

export function toRegistryHealth(watched: Watched, health: Health): RegistryHealth {
  const { circuit, upToDateTo, newest } = health
  const { promisedHours, delivers } = watched
  const lastSuccessAt = delivers ? upToDateTo : health.lastSuccessAt
  return {
    state: stateOf(watched, health),
    lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
    upToDateTo: upToDateTo?.toISOString() ?? null,
    circuit: CIRCUITS[circuit],
    isLate: delivers ? newest !== undefined && isLate(newest, promisedHours) : null,
  }
}

function stateOf(
  { promisedHours, delivers }: Watched,
  { state, circuit, lastSuccessAt, upToDateTo, refusedAt }: Health,
): RegistryState {
  if (circuit !== 'closed' || (delivers && state === 'down')) return 'DOWN'
  // That nobody asked a registry for a while makes nothing old: of a live one it counts how old its answer was.
  const isOld = delivers
    ? isStale(upToDateTo, promisedHours)
    : lastSuccessAt !== undefined && isStale(upToDateTo, promisedHours, lastSuccessAt)
  if (isOld) return 'STALE'
  const isRefused = refusedAt !== undefined && (!upToDateTo || refusedAt > upToDateTo)
  return state === 'down' || isRefused ? 'DEGRADED' : 'UP'
}
