/**
 * What the gateway gives with every call to a subgraph, in process or over HTTP.
 *
 * @module
 */

import type { Caller } from '../privacy/call-signature.ts'
import type { Ledger } from '../privacy/ledger.ts'
import type { RequestTold } from './watch.ts'

/** Made once per client request; the same object goes with each of its calls. */
export interface ClientRequest extends Caller {
  /** Aborts when the client is gone or the deadline has passed. */
  readonly signal: AbortSignal
  /** When that is, by the clock of `performance.now()`. */
  readonly endsAt: number
  /** In which it is written down what is done for it. */
  readonly ledger: Ledger
  /** What the log, the metrics and the trace will tell of it. */
  readonly told: RequestTold
}
