/**
 * What is told of a request once it is over: in the metrics, in the log, and in its trace. Never about whom.
 *
 * @module
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { tellLog } from '../privacy/log.ts'
import { openRequestSpan, type RequestSpan } from '../privacy/spans.ts'
import { METRICS } from '../schema/metrics.ts'

/** Filled in while the request is answered. */
export interface RequestTold {
  audience: string
  purpose: string | undefined
  /** The name of a document that is known beforehand; else `other`. */
  operation: string
  /** Of the document without its values. */
  hash: string | undefined
  cost: number | undefined
  /** Of the errors in the answer, each once. */
  codes: readonly string[]
}

export interface Watch extends Omit<RequestSpan, 'end'> {
  readonly told: RequestTold
}

/** Whose client was gone before the answer. */
const GONE = 499

export function watch({ headers }: IncomingMessage, response: ServerResponse): Watch {
  const { end, ...span } = openRequestSpan(String(headers.traceparent))
  const told: RequestTold = {
    ...{ audience: 'nobody', purpose: undefined, operation: 'other' },
    ...{ hash: undefined, cost: undefined, codes: [] },
  }
  const start = performance.now()
  response.on('close', () => {
    const { audience, operation } = told
    const status = response.writableFinished ? response.statusCode : GONE
    const ms = performance.now() - start
    METRICS.requests.observe({ audience, operation, status }, ms / 1_000)
    tellLog('request', { traceId: span.traceId, ...told, status, ms: Math.round(ms * 10) / 10 })
    end({
      'kindlijn.audience': audience,
      'kindlijn.purpose': told.purpose,
      'kindlijn.operation': operation,
      'kindlijn.operation.hash': told.hash,
      'kindlijn.cost': told.cost,
      'kindlijn.outcome': told.codes[0] ?? 'answered',
      'http.response.status_code': status,
    })
  })
  return { ...span, told }
}
