/**
 * A question that was refused, in whole or in part, is written down before it is answered: by codes, and not what was
 * asked.
 *
 * @module
 */

import type { Accounting } from '../privacy/accounting.ts'
import { REFUSALS } from '../privacy/noted.ts'
import { type ErrorCode, GraphError } from '../schema/errors.ts'
import type { ClientRequest } from './subgraph-call.ts'

interface Answer {
  readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[]
}

/** Hands the answer on; an error in its place where a refusal could not be written down. */
export type NoteRefused = <A extends Answer>(
  answer: A,
  client: Omit<ClientRequest, 'signal'>,
) => Promise<A | { readonly errors: readonly GraphError[] }>

export function openRefused(accounting: Accounting): NoteRefused {
  return async (answer, { viewer, traceId, parentSpanId, accessPoint }) => {
    const codes = new Set(answer.errors?.map(({ extensions }) => extensions?.code as ErrorCode))
    const refused = [...codes].filter((code) => REFUSALS.has(code)).sort()
    if (refused.length === 0) return answer
    const asked = { viewer, traceId, parentSpanId, accessPoint, subjects: [] }
    try {
      await accounting.note({ ...asked, kind: 'refused', registry: 'gateway', parts: refused })
      return answer
    } catch (cause) {
      return { errors: [new GraphError('ACCOUNTING_UNAVAILABLE', { cause })] }
    }
  }
}
