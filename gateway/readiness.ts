/**
 * Whether the gateway can answer: `/readyz`, with the reasons why not.
 *
 * A registry that is down is no reason: what hangs on it is null, and says so. Not to be able to write down what is read
 * is one.
 *
 * @module
 */

import type { ServerResponse } from 'node:http'
import { sendJson } from '../schema/http.ts'

export interface Reason {
  /** A part of the graph: `accounting`, `jgz`, `supergraph`. */
  readonly part: string
  readonly reason: string
  /** It answers all the same, as before, or without this part. */
  readonly isDegraded: boolean
}

export type Readiness = () => Promise<readonly Reason[]>

export const ALWAYS_READY: Readiness = async () => []

/** It was asked to stop, and answers only until nobody sends it anything any more. */
export const STOPPING: Readiness = async () => [
  { part: 'gateway', reason: 'is stopping', isDegraded: false },
]

export function sendReadiness(response: ServerResponse, reasons: readonly Reason[]): void {
  const blocking = reasons.filter(({ isDegraded }) => !isDegraded)
  const status = blocking.length > 0 ? 'not ready' : reasons.length > 0 ? 'degraded' : 'ready'
  sendJson(response, blocking.length > 0 ? 503 : 200, {
    status,
    reasons: reasons.map(({ part, reason }) => ({ part, reason })),
  })
}
