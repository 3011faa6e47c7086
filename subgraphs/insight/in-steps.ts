/**
 * Time that is told in steps: how long judging took follows, by a few milliseconds, how many are in a cell that is hidden.
 *
 * @module
 */

import { setTimeout as sleep } from 'node:timers/promises'

/** Whatever comes of the work, an error too, is told at the next of the steps since this was opened; of 0 ms there are none. */
export function openSteps(stepMs: number): <T>(work: Promise<T>) => Promise<T> {
  const opened = performance.now()
  return async (work) => {
    try {
      return await work
    } finally {
      const taken = performance.now() - opened
      if (stepMs > 0) await sleep(Math.ceil(taken / stepMs) * stepMs - taken)
    }
  }
}
