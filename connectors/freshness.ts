/**
 * Whether a source is as fresh as its link promises.
 *
 * @module
 */

import type { DeliveryHealth, DeliveryStore } from './delivery-store.ts'
import type { RegistryLink } from './registry.ts'
import type { SourceHealth } from './source.ts'

/** Of one that delivers files more is known. */
type Health = SourceHealth & Partial<Pick<DeliveryHealth, 'refusedAt' | 'newest'>>

/** A linked registry, and how it fares. */
export interface Watched {
  /** `freshness` of its link. */
  readonly promisedHours: number
  /** It delivers files; else it is asked. */
  readonly delivers?: true
  /** Never rejects. By when it was told, where the source can reach back. */
  health(signal: AbortSignal, knownAt?: string): Health | Promise<Health>
}

const HOUR_MS = 3_600_000

/** What never told anything is as stale as can be. */
export function isStale(
  upToDateTo: Date | undefined,
  promisedHours: number,
  at: Date = new Date(),
): boolean {
  return upToDateTo === undefined || at.getTime() - upToDateTo.getTime() > promisedHours * HOUR_MS
}

/** A registry whose files go into a store. */
export function watchDelivered(
  { name, freshness }: Pick<RegistryLink, 'name' | 'freshness'>,
  store: Pick<DeliveryStore, 'health'>,
): Watched {
  return {
    promisedHours: freshness.promised,
    delivers: true,
    health: (signal, knownAt) => store.health(name, signal, knownAt),
  }
}
