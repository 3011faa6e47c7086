/**
 * How the parts that are fed reach the others: as functions where they run here, else by calls that are signed.
 *
 * @module
 */

import { SUBGRAPH_NAMES } from '../config.ts'
import { withDeadline } from '../connectors/source.ts'
import type { SubgraphError } from '../gateway/engine/call.ts'
import { type FeedCaller, openFeeds } from '../privacy/feed.ts'
import { openLedger } from '../privacy/ledger.ts'
import { ERRORS, type ErrorCode, GraphError } from '../schema/errors.ts'
import { type Callable, callOf, type GatewayPart } from './gateway-part.ts'

export interface FeedPart extends FeedCaller {
  close(): Promise<void>
}

/** One page of many children may take longer than an answer to somebody who waits. */
const PAGE_MS = 60_000

/** Of what is open, or has an address, by the time that it is asked. */
export function openFeedPart(
  part: () => Pick<GatewayPart, 'config' | 'subgraphs' | 'accounting' | 'agreements' | 'callKey'>,
): FeedPart {
  const calls = new Map<string, Callable>()
  function callableOf(name: string): Callable {
    const known = SUBGRAPH_NAMES.find((one) => one === name)
    if (!known) throw new GraphError('SUBGRAPH_UNAVAILABLE')
    const callable = calls.get(name) ?? callOf(known, part())
    calls.set(name, callable)
    return callable
  }

  const feeds = openFeeds(({ viewer, traceId, signal: wanted }) => {
    const ledger = openLedger(part().accounting)
    const signal = withDeadline(wanted, PAGE_MS)
    const told = { ...NOTHING_TOLD, purpose: viewer.purpose }
    const endsAt = performance.now() + PAGE_MS
    const request = { viewer, traceId, signal, endsAt, ledger, told }
    return {
      async call(subgraph, query, variables) {
        const asked = { subgraph, query, operationName: undefined, variables: { ...variables } }
        const { data, errors = [] } = await callableOf(subgraph).call(asked, request, signal)
        await ledger.settled()
        const [value] = Object.values(data ?? {})
        if (errors.length === 0 && value != null) return value as never
        throw new GraphError(codeOf(errors[0]))
      },
    }
  })
  return {
    ...feeds,
    async close() {
      await Promise.all([...calls.values()].map((callable) => callable.close?.()))
    },
  }
}

function codeOf(error: SubgraphError | undefined): ErrorCode {
  const { code = '' } = error?.extensions ?? {}
  return ERROR_CODES.find((known) => known === code) ?? 'SUBGRAPH_ERROR'
}

const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[]

const NOTHING_TOLD = {
  audience: 'parts',
  operation: 'feed',
  hash: undefined,
  cost: undefined,
  codes: [],
} as const
