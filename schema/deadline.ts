/**
 * How long something may take, for who is done sooner.
 *
 * `AbortSignal.timeout` cannot be let go: its timer, and all that listens to it, stays until the time is over. Of hundreds
 * of questions in a second that is a heap of signals for nothing.
 *
 * @module
 */

export interface Deadline {
  /** Aborts with the outer one, or with a `TimeoutError` when the time is over. */
  readonly signal: AbortSignal
  /** Lets go of both. */
  end(): void
}

export function openDeadline(outer: AbortSignal, ms: number): Deadline {
  const controller = new AbortController()
  const giveUp = () => controller.abort(outer.reason)
  const expire = () => controller.abort(new DOMException('The time is over.', 'TimeoutError'))
  const timer = setTimeout(expire, ms).unref()
  outer.addEventListener('abort', giveUp, { once: true })
  if (outer.aborted) giveUp()
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer)
      outer.removeEventListener('abort', giveUp)
    },
  }
}
