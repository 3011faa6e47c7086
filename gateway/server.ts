/**
 * The one endpoint: tokens in, answers out.
 *
 * Apollo Server reads, validates and shapes; what it executes with is our engine. Whatever goes wrong leaves as a code
 * of `schema/errors.ts` or one of GraphQL's own, with a constant message.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApolloServer, HeaderMap } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled'
import type { GatewayInterface } from '@apollo/server-gateway-interface'
import type { VerifyToken } from '../privacy/token.ts'
import { ERRORS, GraphError } from '../schema/errors.ts'
import { type Listening, listen, NO_STORE, readBody, sendJson } from '../schema/http.ts'
import { DateTime, LocalDate, PartialDate } from '../schema/scalars.ts'
import { asOfLifter, type LiftAsOf } from './as-of.ts'
import { authoriser } from './authorise.ts'
import type { CallSubgraph, SecurityEvent } from './engine/call.ts'
import { createEngine, type Engine } from './engine/engine.ts'
import { type Explorer, serveExplorer } from './explorer.ts'
import { limitRules, MOST_TOKENS } from './limits.ts'
import { presentError } from './present-error.ts'
import type { ClientRequest } from './subgraph-call.ts'

export interface GatewayOptions {
  readonly supergraph: string
  /** Every subgraph of the supergraph, by its name there. */
  readonly subgraphs: Readonly<Record<string, CallSubgraph<ClientRequest>>>
  readonly verifyToken: VerifyToken
  readonly deadlineMs: number
  readonly port: number
  readonly host: string
  readonly explorer: Explorer
  /** Something that operators must see at once. */
  readonly onSecurityEvent?: (event: SecurityEvent) => void
}

const MOST_BYTES = 1024 * 1024

export async function serveGateway(options: GatewayOptions): Promise<Listening> {
  const withheldFrom = authoriser(options.supergraph)
  const engine = createEngine<ClientRequest>({
    supergraph: options.supergraph,
    messages: ERRORS,
    ...(options.onSecurityEvent && { onSecurityEvent: options.onSecurityEvent }),
    scalars: [LocalDate, PartialDate, DateTime],
    call: (call, request, signal) => {
      const subgraph = options.subgraphs[call.subgraph]
      if (!subgraph)
        throw new Error(`the supergraph names a subgraph that is not here: ${call.subgraph}`)
      return subgraph(call, request, signal)
    },
  })
  const server = new ApolloServer<ClientRequest>({
    gateway: asGateway(engine, withheldFrom, asOfLifter(engine.schema)),
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    hideSchemaDetailsFromClientErrors: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    introspection: true,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: limitRules,
    formatError: presentError,
    plugins: [ApolloServerPluginCacheControlDisabled()],
    stopOnTerminationSignals: false,
    logger: SILENT,
  })
  await server.start()

  const listening = await listen(
    (request, response) => answer(request, response, server, options),
    options.port,
    options.host,
  ).catch(async (error: unknown) => {
    await server.stop()
    throw error
  })
  return {
    ...listening,
    close: async () => {
      await listening.close()
      await server.stop()
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  server: ApolloServer<ClientRequest>,
  options: GatewayOptions,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://gateway')
  if (pathname === '/health') return sendJson(response, 200, { status: 'up' })
  if (pathname !== '/graphql') return serveExplorer(pathname, request, response, options.explorer)
  if (request.method !== 'POST') return refuse(response, 405, 'POST a query to this address.')
  const body = await readBody(request, MOST_BYTES)
  if (body === undefined) return refuse(response, 413, 'The query is larger than the graph takes.')
  const json = parseJson(body)
  if (json === undefined) return refuse(response, 400, 'The body is not JSON.')

  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(options.deadlineMs)])
  const result = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers: headersOf(request), search, body: json },
    context: async () => ({
      viewer: await options
        .verifyToken(request.headers.authorization, headerOf(request, 'kindlijn-purpose'))
        .catch(unauthenticated),
      traceId: traceOf(request.headers.traceparent),
      signal,
    }),
  })

  for (const [name, value] of result.headers) response.setHeader(name, value)
  for (const [name, value] of Object.entries(NO_STORE)) response.setHeader(name, value)
  response.writeHead(result.status ?? 200)
  if (result.body.kind === 'complete') response.end(result.body.string)
  else response.end() // no incremental delivery: the engine has none
}

/** 401 and 403 say it to the client's HTTP library, too. */
function unauthenticated(error: unknown): never {
  if (error instanceof GraphError) {
    error.extensions.http = { status: error.code === 'UNAUTHENTICATED' ? 401 : 403 }
  }
  throw error
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

function asGateway(
  engine: Engine<ClientRequest>,
  withheldFrom: ReturnType<typeof authoriser>,
  liftAsOf: LiftAsOf,
): GatewayInterface {
  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: engine.schema, coreSupergraphSdl: '' })
      return () => undefined
    },
    load: async () => ({
      executor: async ({ document, request, context }) => {
        const client = context as unknown as ClientRequest
        const { variables, operationName = undefined } = request
        const asked = { document, operationName, variables }
        try {
          const asOf = liftAsOf(asked)
          return await engine.execute(
            { ...asked, withheld: withheldFrom(client.viewer) },
            asOf ? { ...client, asOf } : client,
            client.signal,
          )
        } catch (error) {
          if (error instanceof GraphError) return { errors: [error] }
          throw error
        }
      },
    }),
    stop: async () => undefined,
  }
}

/** W3C trace context: theirs where it is valid, else one of ours. */
function traceOf(traceparent: string | string[] | undefined): string {
  const theirs = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(
    String(traceparent),
  )?.[1]
  return theirs && !/^0+$/.test(theirs) ? theirs : randomBytes(16).toString('hex')
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
}

/** What Apollo Server would log may hold a query's values. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }
