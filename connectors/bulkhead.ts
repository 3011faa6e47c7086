/**
 * So many questions to a source side by side, so many that wait, so many in a second.
 *
 * Whoever comes on top of that is told so at once: a slow source holds as much of us as its link says, and no more.
 *
 * @module
 */

import { GraphError } from '../schema/errors.ts'
import { METRICS } from '../schema/metrics.ts'
import { isTimeout, withDeadline } from './source.ts'

export interface BulkheadOptions {
  readonly registry: string
  /** Default: any number. */
  readonly concurrency?: number | undefined
  /** Default: any number. */
  readonly queue?: number | undefined
  /** Default: any number. */
  readonly perSecond?: number | undefined
  /** How long one waits at most. */
  readonly waitMs: number
}

export interface Bulkhead {
  /** Throws `REGISTRY_BUSY` without asking when too many wait already, or when the time is over before its turn. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>
}

export function openBulkhead(options: BulkheadOptions): Bulkhead {
  const { registry, waitMs } = options
  const { concurrency = Infinity, queue = Infinity, perSecond = Infinity } = options
  const waiting = new Set<() => void>()
  let busy = 0
  /** When the next question may go. */
  let next = 0
  let willWake = false

  /** Lets in as many of those who wait as may go now. */
  function admit(): void {
    for (const go of waiting) {
      if (busy >= concurrency) return
      const wait = next - performance.now()
      if (wait > 0) {
        wakeAfter(wait)
        return
      }
      waiting.delete(go)
      enter()
      go()
    }
  }

  function wakeAfter(ms: number): void {
    if (willWake) return
    willWake = true
    setTimeout(() => {
      willWake = false
      admit()
    }, ms)
  }

  function enter(): void {
    busy += 1
    next = Math.max(next, performance.now()) + 1_000 / perSecond
  }

  function refuse(why: string): GraphError {
    METRICS.refused.inc({ registry })
    return new GraphError('REGISTRY_BUSY', { registry, cause: new Error(why) })
  }

  function hungUp(): GraphError {
    return new GraphError('REGISTRY_TIMEOUT', { registry, cause: new Error('the caller hung up') })
  }

  async function turn(outer: AbortSignal): Promise<void> {
    if (waiting.size === 0 && busy < concurrency && next <= performance.now()) return enter()
    if (waiting.size >= queue) throw refuse('too many wait')
    const signal = withDeadline(outer, waitMs)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = () => {
      waiting.delete(resolve)
      reject(isTimeout(signal.reason) ? refuse('its turn did not come in time') : hungUp())
    }
    waiting.add(resolve)
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
    else admit()
    await promise.finally(() => signal.removeEventListener('abort', leave))
  }

  return {
    async run(work, signal) {
      await turn(signal)
      try {
        return await work()
      } finally {
        busy -= 1
        admit()
      }
    },
  }
}
