/**
 * How far this process is behind with its work.
 *
 * A timer that fires late says how long anything that comes now will wait before something is done for it. What comes on
 * top of more than that is better refused at once: who asks may go to another gateway, and what is under way is answered.
 *
 * @module
 */

import type { ServerResponse } from 'node:http'
import { ERRORS } from '../schema/errors.ts'
import { sendJson } from '../schema/http.ts'
import { METRICS } from '../schema/metrics.ts'
import type { Readiness } from './readiness.ts'

export interface Load {
  /** A request is under way until its answer has left. */
  enter(response: ServerResponse): void
  isTooHigh(): boolean
  close(): void
}

const EVERY_MS = 100
/** Of the newest look: one long task is no reason to refuse anybody, a row of them is. */
const WEIGHT = 0.3
/** With fewer under way it is not requests that keep it. */
const FEWEST = 10
const RETRY_AFTER_SECONDS = '1'

export function watchLoad(mostLagMs: number): Load {
  let due = performance.now() + EVERY_MS
  let lagMs = 0
  let underWay = 0
  const look = setInterval(() => {
    const now = performance.now()
    lagMs += WEIGHT * (Math.max(0, now - due) - lagMs)
    due = now + EVERY_MS
  }, EVERY_MS).unref()
  return {
    enter(response) {
      underWay += 1
      response.once('close', () => {
        underWay -= 1
      })
    },
    isTooHigh: () => underWay >= FEWEST && lagMs > mostLagMs,
    close: () => clearInterval(look),
  }
}

/** Not ready for as long as it refuses whatever comes. */
export function readyUnless(load: Load, readiness: Readiness): Readiness {
  return async () => {
    const busy = { part: 'gateway', reason: 'is behind with its work', isDegraded: false }
    return [...(load.isTooHigh() ? [busy] : []), ...(await readiness())]
  }
}

/** Nothing of the request has been read, so nothing of it is written down. */
export function shed(response: ServerResponse): void {
  METRICS.shed.inc()
  response.setHeader('retry-after', RETRY_AFTER_SECONDS)
  sendJson(response, 503, {
    errors: [{ message: ERRORS.GATEWAY_BUSY, extensions: { code: 'GATEWAY_BUSY' } }],
  })
}
