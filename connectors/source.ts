/**
 * What all sources share, whatever they speak: a deadline, a second try, and a rest for the sick.
 *
 * A registry that does not answer is not asked again and again: after some failures it is left alone
 * for a while, and who asks meanwhile is told at once.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { tellLog } from '../privacy/log.ts'
import { type ErrorCode, GraphError } from '../schema/errors.ts'
import { METRICS } from '../schema/metrics.ts'

export interface SourceHealth {
  /** `down` when the last question had no answer that can be read. A source that was never asked is `up`. */
  readonly state: 'up' | 'down'
  /** `open`: it is not asked for a while; `half-open`: the next question is let through, to see. */
  readonly circuit: 'closed' | 'open' | 'half-open'
  readonly lastSuccessAt: Date | undefined
  /**
   * Until when what it says is complete. For a live source: what it says itself of that, else when the last answered
   * question began.
   */
  readonly upToDateTo: Date | undefined
}

/** Ends when the caller's signal does, and after so many milliseconds at the latest. */
export function withDeadline(signal: AbortSignal, ms: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)])
}

/** Says whether there may be a second try now, and counts it. */
export interface RetryBudget {
  /** For each question. */
  earn(): void
  spend(): boolean
}

/** Of all questions so many may be asked again … */
const SHARE_OF_RETRIES = 0.1
/** … and at first, and after a quiet time, so many at once. */
const RETRIES_AT_FIRST = 3
const MOST_RETRIES = 10

/** A source that is half gone is not asked twice as much: that would finish it off. */
export function openRetryBudget(): RetryBudget {
  let saved = RETRIES_AT_FIRST
  return {
    earn() {
      saved = Math.min(MOST_RETRIES, saved + SHARE_OF_RETRIES)
    },
    spend() {
      if (saved < 1) return false
      saved -= 1
      return true
    },
  }
}

const BASE_MS = 50

/** Once more, after a moment that differs each time, when the failure is one that passes. For reads. */
export async function twice<T>(
  work: () => Promise<T>,
  passes: (error: unknown) => boolean,
  signal: AbortSignal,
  budget: RetryBudget,
): Promise<T> {
  budget.earn()
  try {
    return await work()
  } catch (error) {
    if (signal.aborted || !passes(error) || !budget.spend()) throw error
    const waited = await sleep(BASE_MS + Math.random() * 2 * BASE_MS, true, { signal }).catch(
      () => false,
    )
    if (!waited) throw error
    return work()
  }
}

export interface BreakerOptions {
  readonly registry: string
  /** After so many failures in a row the source is left alone … Default: 5. */
  readonly failures?: number | undefined
  /** … for so long. Then one question is let through to see whether it is back. Default: 10 s. */
  readonly restMs?: number | undefined
}

export interface Breaker {
  /** Throws `REGISTRY_UNAVAILABLE` at once, without asking, while the source rests. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>
  health(): SourceHealth
}

/** Only these say something about the source; the others are about the question or the answer. */
const ILL: ReadonlySet<ErrorCode> = new Set([
  'REGISTRY_UNAVAILABLE',
  'REGISTRY_TIMEOUT',
  'REGISTRY_BUSY',
])

export function openBreaker({ registry, failures = 5, restMs = 10_000 }: BreakerOptions): Breaker {
  let inARow = 0
  /** It answers, so it is not left alone; but not what was agreed. */
  let isGarbled = false
  let restUntil = 0
  let trying = false
  let lastSuccessAt: Date | undefined
  let upToDateTo: Date | undefined

  function tellOpened({ code }: GraphError): void {
    tellLog('circuit-opened', { registry, code, text: `is left alone for a while: ${code}` })
  }

  return {
    async run(work, signal) {
      const startedAt = new Date()
      const resting = inARow >= failures
      if (resting && (trying || performance.now() < restUntil)) {
        throw new GraphError('REGISTRY_UNAVAILABLE', { registry, cause: new Error('at rest') })
      }
      if (resting) trying = true
      const end = METRICS.sources.startTimer({ registry })
      let outcome: ErrorCode | 'answered' | 'failed' = 'answered'
      try {
        const answer = await work()
        if (resting) tellLog('circuit-closed', { registry, text: 'answers again' })
        inARow = 0
        isGarbled = false
        lastSuccessAt = new Date()
        if (!upToDateTo || upToDateTo < startedAt) upToDateTo = startedAt
        METRICS.upToDateTo.set({ registry }, upToDateTo.getTime() / 1_000)
        return answer
      } catch (error) {
        outcome = error instanceof GraphError ? error.code : 'failed'
        isGarbled = outcome === 'REGISTRY_MALFORMED' || (isGarbled && signal.aborted)
        if (isIll(error)) {
          // Who hangs up says nothing about the source; whose time is over does.
          if (!signal.aborted || isTimeout(signal.reason)) {
            inARow += 1
            if (inARow === failures) tellOpened(error)
            restUntil = performance.now() + restMs
          }
        } else {
          inARow = 0
        }
        throw error
      } finally {
        if (resting) trying = false
        end({ outcome })
        METRICS.circuit.set({ registry }, inARow < failures ? 0 : 1)
      }
    },

    health() {
      const resting = performance.now() < restUntil ? 'open' : 'half-open'
      const circuit = inARow < failures ? 'closed' : resting
      const state = inARow === 0 && !isGarbled ? 'up' : 'down'
      return { state, circuit, lastSuccessAt, upToDateTo }
    },
  }
}

function isIll(error: unknown): error is GraphError {
  return error instanceof GraphError && ILL.has(error.code)
}

export function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === 'TimeoutError'
}
