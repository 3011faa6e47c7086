/**
 * An accounting that a test can look at, where the real one with its database is not what is tested.
 *
 * @module
 */

import type { Accounting, Act, Outcome } from '../privacy/accounting.ts'
import type { Purpose } from '../privacy/policy.ts'

/** A processing that ended. */
export interface ProcessingRecord {
  readonly traceId: string
  readonly purpose: Purpose | undefined
  readonly registry: string
  readonly subject: string
  readonly parts: readonly string[]
  readonly outcome: Outcome | undefined
}

/** Puts each processing of a child there once it has ended, and each act where it begins. */
export function accountsInto(told: ProcessingRecord[], begun: Act[] = []): Accounting {
  const end = (act: Act, outcomes: readonly Outcome[]) => {
    const { traceId, viewer, registry, parts } = act
    const purpose = viewer?.purpose
    for (const [i, subject] of act.subjects.entries()) {
      told.push({ traceId, purpose, registry, subject, parts, outcome: outcomes[i] })
    }
  }
  return {
    async begin(act) {
      begun.push(act)
      return async (outcomes) => end(act, outcomes)
    },
    async note(act, outcomes = []) {
      begun.push(act)
      end(act, outcomes)
    },
  }
}
