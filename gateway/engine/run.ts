/**
 * One execution of a plan: the data so far, what went wrong, and the calls it makes.
 *
 * @module
 */

import type { Beside } from './beside.ts'
import type { SubgraphAnswer, SubgraphCall, SubgraphError } from './call.ts'
import type { Report } from './errors.ts'
import { type Data, isData } from './tree.ts'

/** An answer, or why there is none. */
export type Reply = SubgraphAnswer | 'failed' | 'expired'

export interface Run {
  readonly data: Data
  readonly variables: Data
  readonly report: Report
  /** From the first error on that made a null of more than its field. */
  beside?: Beside
  /** Never rejects, and never outlives the deadline. */
  ask(call: SubgraphCall): Promise<Reply>
}

/** A part of a compiled plan. Returns nothing if it had nothing to wait for. */
export type Step = (run: Run) => Promise<void> | undefined

/** Calls subgraphs until time is up; from then on every call has expired. */
export interface Asking {
  readonly ask: Run['ask']
  /** Lets go of the signal. */
  stop(): void
}

export function askUntil(
  signal: AbortSignal,
  call: (call: SubgraphCall, signal: AbortSignal) => Promise<SubgraphAnswer>,
  callMs?: number,
): Asking {
  const { promise: expiry, resolve } = Promise.withResolvers<Reply>()
  const expire = () => resolve('expired')
  signal.addEventListener('abort', expire, { once: true })
  return {
    async ask(subgraphCall) {
      if (signal.aborted) return 'expired'
      const limit = callMs === undefined ? undefined : limitOf(signal, callMs)
      try {
        const answer = call(subgraphCall, limit?.signal ?? signal).then(toAnswer)
        return await Promise.race(limit ? [answer, expiry, limit.over] : [answer, expiry])
      } catch {
        return signal.aborted ? 'expired' : 'failed'
      } finally {
        limit?.stop()
      }
    },
    stop: () => signal.removeEventListener('abort', expire),
  }
}

/** Of one call, so that a subgraph that hangs leaves time for what can be told without it. */
function limitOf(outer: AbortSignal, ms: number) {
  const controller = new AbortController()
  const { promise: over, resolve } = Promise.withResolvers<Reply>()
  const giveUp = () => controller.abort(outer.reason)
  outer.addEventListener('abort', giveUp, { once: true })
  const timer = setTimeout(() => {
    resolve('failed')
    controller.abort()
  }, ms)
  return {
    over,
    signal: controller.signal,
    stop() {
      clearTimeout(timer)
      outer.removeEventListener('abort', giveUp)
    },
  }
}

/** Whatever came, in the shape of an answer: it may have come over a wire. */
function toAnswer(answer: unknown): SubgraphAnswer {
  const { data, errors } = isData(answer) ? answer : {}
  return {
    data: isData(data) ? data : undefined,
    errors: Array.isArray(errors) ? errors.map(toError) : [],
  }
}

function toError(error: unknown): SubgraphError {
  const { message, path, extensions } = isData(error) ? error : {}
  return {
    message: String(message),
    path: Array.isArray(path) && path.length > 0 ? path : undefined,
    extensions: isData(extensions) ? extensions : undefined,
  }
}

/** The variables that an operation uses, and no others. */
export function pickVariables(variables: Data, names: readonly string[]): Data {
  const picked: Data = {}
  for (const name of names) {
    if (variables[name] !== undefined) picked[name] = variables[name]
  }
  return picked
}
