/**
 * A pace for who asks much: so many questions at once, so many in a second, and after a rest again where the source
 * is busy or gone for a moment.
 *
 * @module
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { type ErrorCode, GraphError } from '../schema/errors.ts'

export interface PaceOptions {
  readonly concurrency: number
  readonly perSecond: number
  /** After each of these rests it is tried once more. In milliseconds. */
  readonly rests?: readonly number[]
}

export type Pace = <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>

const PASSES: ReadonlySet<ErrorCode> = new Set([
  'REGISTRY_BUSY',
  'REGISTRY_TIMEOUT',
  'REGISTRY_UNAVAILABLE',
])

export function openPace({
  concurrency,
  perSecond,
  rests = [1_000, 5_000, 15_000, 30_000],
}: PaceOptions): Pace {
  const waiting: (() => void)[] = []
  let busy = 0
  /** When the next question may go. */
  let next = 0

  async function enter(): Promise<void> {
    if (busy >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve))
    else busy += 1
  }

  function leave(): void {
    const first = waiting.shift()
    if (first) first()
    else busy -= 1
  }

  async function once<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) {
    await enter()
    try {
      const now = performance.now()
      next = Math.max(next, now)
      const wait = next - now
      next += 1_000 / perSecond
      if (wait >= 1) await sleep(wait, undefined, { signal })
      signal.throwIfAborted()
      return await work(signal)
    } finally {
      leave()
    }
  }

  return async (work, signal) => {
    for (const rest of rests) {
      try {
        return await once(work, signal)
      } catch (error) {
        if (signal.aborted || !(error instanceof GraphError) || !PASSES.has(error.code)) throw error
        await sleep(rest, undefined, { signal })
      }
    }
    return once(work, signal)
  }
}
