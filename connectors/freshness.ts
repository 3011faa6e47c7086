/**
 * Whether a source is as fresh as its link promises.
 *
 * @module
 */

import type { DeliveryStore } from './delivery-store.ts'
import type { RegistryLink } from './registry.ts'
import type { SourceHealth } from './source.ts'

/** A linked registry, and how it fares. */
export interface Watched {
  /** `freshness` of its link. */
  readonly promisedHours: number
  /** Never rejects. By when it was told, where the source can reach back. */
  health(signal: AbortSignal, knownAt?: string): SourceHealth | Promise<SourceHealth>
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
    health: (signal, knownAt) => store.health(name, signal, knownAt),
  }
}
