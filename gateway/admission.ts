/**
 * Whether a query may be planned at all: within what its audience may ask at once, and one user in a minute.
 *
 * @module
 */

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AUDIENCE_OF, AUDIENCES, type Audience } from '../privacy/audiences.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { GraphError } from '../schema/errors.ts'

/** Rejects with QUERY_TOO_COSTLY or RATE_LIMITED; else tells what the answer is to say of it. */
export type Admit = (viewer: Viewer, cost: number) => Promise<CostTold>

export interface CostTold {
  readonly estimated: number
  readonly budget: number
}

const SECONDS = 60

/** Of this process: each replica of a gateway counts for itself. */
export function openAdmission(): Admit {
  const limiters = new Map(
    Object.entries(AUDIENCES).map(([audience, { perMinute }]) => [
      audience as Audience,
      new RateLimiterMemory({ points: perMinute, duration: SECONDS, keyPrefix: audience }),
    ]),
  )

  return async ({ id, organisation, role }, estimated) => {
    const audience = AUDIENCE_OF[role]
    const budget = AUDIENCES[audience].perRequest
    if (estimated > budget) {
      throw new GraphError('QUERY_TOO_COSTLY', { cost: { estimated, budget } })
    }
    try {
      await limiters.get(audience)?.consume(`${organisation}\n${id}`, Math.max(1, estimated))
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const seconds = Math.ceil(refusal.msBeforeNext / 1_000)
      const error = new GraphError('RATE_LIMITED')
      error.extensions.http = {
        status: 429,
        headers: new Map([['retry-after', String(seconds)]]),
      }
      throw error
    }
    return { estimated, budget }
  }
}
