/**
 * A subgraph in a process of its own, beside its registry. It answers its gateway and nobody else.
 *
 * @module
 */

import type { Accounting } from '../privacy/accounting.ts'
import { type CallKey, openCallVerifier } from '../privacy/call-signature.ts'
import type { Agreements } from '../privacy/read.ts'
import { compiled, type Operation } from '../schema/compiled.ts'
import { ERRORS } from '../schema/errors.ts'
import { type Listening, listen, readBody, sendJson } from '../schema/http.ts'
import type { OpenSubgraph } from './build.ts'

interface ServeOptions {
  readonly subgraph: OpenSubgraph
  readonly accounting: Accounting
  readonly agreements: Agreements
  readonly callKey: CallKey
  readonly port: number
  readonly host: string
}

const MOST_BYTES = 16 * 1024 * 1024

export function serveSubgraph(options: ServeOptions): Promise<Listening> {
  const { subgraph, accounting, agreements, callKey, port, host } = options
  const verify = openCallVerifier(callKey, subgraph.name)
  const run = compiled(subgraph.schema)

  return listen(
    async (request, response) => {
      if (request.method === 'GET' && request.url === '/health') return sendJson(response, 200, {})
      // The gateway is gone, or has no time left: then so have we.
      const gone = new AbortController()
      response.on('close', () => gone.abort())
      const signature = bearer(request.headers.authorization)
      const mayBeOurs = request.method === 'POST' && signature !== undefined
      const body = mayBeOurs ? await readBody(request, MOST_BYTES) : undefined
      const caller = await verify(signature, body ?? '').catch(() => undefined)
      if (body === undefined || caller === undefined) return sendJson(response, 401, REFUSAL)

      const context = subgraph.contextOf({ ...caller, accounting, agreements, signal: gone.signal })
      const { query, operationName, variables } = JSON.parse(body) as Operation
      sendJson(response, 200, await run({ query, operationName, variables }, context))
    },
    port,
    host,
  )
}

const REFUSAL = { errors: [{ message: ERRORS.CALL_REFUSED, extensions: { code: 'CALL_REFUSED' } }] }

function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
}
