/**
 * The accounting of one request: how each reading ended is written down while the next ones go on, and all of it is
 * waited for once, before the answer leaves.
 *
 * What is about to be done waits for nobody but itself: until that is durable, no source is called.
 *
 * @module
 */

import type { Accounting } from './accounting.ts'

export interface Ledger {
  readonly accounting: Accounting
  /** Resolves once all that was done is durable; rejects where some of it is not: then nothing may be told. */
  settled(): Promise<void>
}

export function openLedger(accounting: Accounting): Ledger {
  const writing: Promise<void>[] = []
  return {
    accounting: {
      async begin(act) {
        const end = await accounting.begin(act)
        return async (outcomes) => {
          const written = end(outcomes, 'with the next')
          written.catch(() => undefined) // who settles is told
          writing.push(written)
        }
      },
      note: (act, outcomes) => accounting.note(act, outcomes),
    },
    async settled() {
      accounting.hurry?.()
      // While some are waited for, others may come.
      for (let i = 0; i < writing.length; i++) await writing[i]
    },
  }
}
