/**
 * Subgraphs that run elsewhere: called over HTTP, each call signed for one subgraph and one body.
 *
 * @module
 */

import { Pool } from 'undici'
import { type CallKey, signCall } from '../privacy/call-signature.ts'
import { traceparentOf } from '../privacy/spans.ts'
import type { CallSubgraph, SubgraphAnswer } from './engine/call.ts'
import type { ClientRequest } from './subgraph-call.ts'

interface OverHttpOptions {
  readonly name: string
  readonly url: string
  readonly callKey: CallKey
}

export interface RemoteSubgraph {
  readonly call: CallSubgraph<Omit<ClientRequest, 'told'>>
  close(): Promise<void>
}

/** One answer of a subgraph may be this large. */
const MOST_BYTES = 64 * 1024 * 1024

export function overHttp({ name, url, callKey }: OverHttpOptions): RemoteSubgraph {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, {
    connections: 32,
    connect: { timeout: 2_000 },
    pipelining: 1,
    maxResponseSize: MOST_BYTES,
  })

  return {
    async call({ query, operationName, variables, reasons, shorthand }, request, signal) {
      const body = JSON.stringify({ query, operationName, variables })
      const leftMs = Math.max(0, Math.round(request.endsAt - performance.now()))
      const signature = signCall(callKey, name, body, { ...request, leftMs, reasons })
      const answer = await pool.request({
        method: 'POST',
        path: pathname,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          authorization: `Bearer ${signature}`,
          traceparent: traceparentOf(request.traceId),
        },
        body,
        signal,
      })
      if (answer.statusCode !== 200) {
        await answer.body.dump({ limit: 65_536 })
        throw new Error(`a subgraph answered with status ${answer.statusCode}`)
      }
      const json = await answer.body.text()
      return shorthand?.read(json) ?? (JSON.parse(json) as SubgraphAnswer)
    },
    close: () => pool.close(),
  }
}
