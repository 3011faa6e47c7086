/**
 * How much of us one source may hold, and when it is left alone: what a link says of it, and what holds where it does
 * not.
 *
 * @module
 */

import { openBulkhead } from './bulkhead.ts'
import { type Breaker, openBreaker } from './source.ts'

/** What a link may say of how much its source bears, and of when it is left alone. */
export interface SourceLimits {
  /** Milliseconds in which a connection has to be there. Default: 2000, and no more than the timeout. */
  readonly connect?: number | undefined
  /** Questions side by side. */
  readonly concurrency?: number | undefined
  /** Questions that wait for their turn. Default: 200. */
  readonly queue?: number | undefined
  /** Questions in a second. Default: any number. */
  readonly perSecond?: number | undefined
  /** After so many failures in a row it is left alone … Default: 5. */
  readonly failures?: number | undefined
  /** … for so many milliseconds. Then one question is let through to see whether it is back. Default: 10,000. */
  readonly rest?: number | undefined
}

export const CONNECT_MS = 2_000
export const QUEUE = 200

/** A breaker behind a bulkhead: that we have much to ask is not held against the source. */
export function openGate(registry: string, limits: SourceLimits, waitMs: number): Breaker {
  const { concurrency, queue, perSecond, failures, rest } = limits
  const bulkhead = openBulkhead({ registry, concurrency, queue, perSecond, waitMs })
  const breaker = openBreaker({ registry, failures, restMs: rest })
  return {
    run: (work, signal) => bulkhead.run(() => breaker.run(work, signal), signal),
    health: () => breaker.health(),
  }
}
