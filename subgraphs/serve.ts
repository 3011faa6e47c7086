/**
 * A subgraph in a process of its own, beside its registry. It answers its gateway and nobody else.
 *
 * @module
 */

import type { ServerResponse } from 'node:http'
import type { Accounting } from '../privacy/accounting.ts'
import {
  type Caller,
  type CallKey,
  openCallVerifier,
  REPEATED,
  type SeeCall,
} from '../privacy/call-signature.ts'
import { openLedger } from '../privacy/ledger.ts'
import { openStrangers } from '../privacy/noted.ts'
import type { Agreements } from '../privacy/read.ts'
import { refusing } from '../privacy/refusing.ts'
import { spannedBelow } from '../privacy/spans.ts'
import { compiled, type Operation } from '../schema/compiled.ts'
import { openDeadline } from '../schema/deadline.ts'
import { ERRORS, GraphError } from '../schema/errors.ts'
import { type Listening, listen, readBody, sendJson } from '../schema/http.ts'
import type { OpenSubgraph } from './build.ts'

interface ServeOptions {
  readonly subgraph: OpenSubgraph
  readonly accounting: Accounting
  readonly agreements: Agreements
  readonly callKey: CallKey
  /** What all processes of this subgraph have seen; left out: each knows its own only. */
  readonly seeCall?: SeeCall | undefined
  readonly port: number
  readonly host: string
}

/** Of a gateway that does not say how long it waits. */
const MOST_MS = 60_000
const MOST_BYTES = 16 * 1024 * 1024

export function serveSubgraph(options: ServeOptions): Promise<Listening> {
  const { subgraph, accounting, agreements, callKey, port, host } = options
  const verify = openCallVerifier(callKey, subgraph.name, options.seeCall)
  const noteStranger = openStrangers(accounting, subgraph.name)
  const run = refusing(compiled(subgraph.schema), subgraph.refuses)

  return listen(
    async (request, response) => {
      if (request.method === 'GET' && HEALTH.test(request.url ?? '')) {
        return sendJson(response, 200, {})
      }
      // The gateway is gone, or has no time left: then so have we.
      const gone = new AbortController()
      response.on('close', () => gone.abort())
      const signature = bearer(request.headers.authorization)
      const mayBeOurs = request.method === 'POST' && signature !== undefined
      const body = mayBeOurs ? await readBody(request, MOST_BYTES) : undefined
      const caller = await verify(signature, body ?? '').catch((error: GraphError) => error)
      if (body === undefined || caller instanceof Error) return refuse(response, caller)

      const { signal, end } = openDeadline(gone.signal, caller.leftMs ?? MOST_MS)
      response.on('close', end)
      const ledger = openLedger(accounting)
      const context = subgraph.contextOf({
        ...caller,
        accounting: ledger.accounting,
        agreements,
        signal,
      })
      const { query, operationName, variables } = JSON.parse(body) as Operation
      const { traceparent } = request.headers
      await spannedBelow(
        String(traceparent),
        caller.traceId,
        'subgraph',
        subgraph.name,
        async () => {
          const answer = await run({ query, operationName, variables }, context, caller.reasons)
          const isWritten = await ledger.settled().then(
            () => true,
            () => false,
          )
          sendJson(response, 200, isWritten ? answer : saying('ACCOUNTING_UNAVAILABLE'))
        },
      )
    },
    port,
    host,
  )

  async function refuse(response: ServerResponse, refused: Caller | Error): Promise<void> {
    if (refused instanceof GraphError && refused.code === 'ACCOUNTING_UNAVAILABLE') {
      return sendJson(response, 200, saying('ACCOUNTING_UNAVAILABLE'))
    }
    sendJson(response, 401, saying('CALL_REFUSED'))
    const isRepeated = refused instanceof Error && refused.cause === REPEATED
    await noteStranger('call-refused', isRepeated ? REPEATED : 'not signed by our gateway')
  }
}

function saying(code: 'ACCOUNTING_UNAVAILABLE' | 'CALL_REFUSED') {
  return { errors: [{ message: ERRORS[code], extensions: { code } }] }
}

/** One that runs is ready: it listens when its registries are open. */
const HEALTH = /^\/(health|healthz|readyz)$/

function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
}
