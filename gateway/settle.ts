/**
 * The last thing before an answer leaves the gateway: all that was done for it is written down, and what was refused:
 * by codes, and not what was asked. Otherwise nothing leaves.
 *
 * @module
 */

import { REFUSALS } from '../privacy/noted.ts'
import { type ErrorCode, GraphError } from '../schema/errors.ts'
import type { ClientRequest } from './subgraph-call.ts'

interface Answer {
  readonly data?: unknown
  readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[]
}

/** Hands the answer on; an error in its place where something could not be written down. */
export async function settle<A extends Answer>(
  answer: A,
  client: Omit<ClientRequest, 'signal' | 'endsAt' | 'told'>,
): Promise<A | { readonly errors: readonly GraphError[] }> {
  const { ledger, viewer, traceId, parentSpanId, accessPoint } = client
  const codes = new Set(answer.errors?.map(({ extensions }) => extensions?.code as ErrorCode))
  const refused = [...codes].filter((code) => REFUSALS.has(code)).sort()
  const asked = { viewer, traceId, parentSpanId, accessPoint, subjects: [] }
  const act = { ...asked, kind: 'refused', registry: 'gateway', parts: refused } as const
  try {
    await Promise.all([ledger.settled(), refused.length > 0 && ledger.accounting.note(act)])
    return answer
  } catch (cause) {
    return { errors: [new GraphError('ACCOUNTING_UNAVAILABLE', { cause })] }
  }
}
