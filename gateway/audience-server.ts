/**
 * What reads, validates and shapes for one audience: Apollo Server over the audience's slice of the schema, and a
 * shortcut for what it has read before. All audiences execute with one engine.
 *
 * @module
 */

import { ApolloServer, type ApolloServerPlugin, type HeaderMap } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled'
import type { GatewayInterface } from '@apollo/server-gateway-interface'
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql'
import { GraphError } from '../schema/errors.ts'
import { METRICS } from '../schema/metrics.ts'
import type { Admit, CostTold } from './admission.ts'
import type { LiftAsOf } from './as-of.ts'
import type { WithheldFrom } from './authorise.ts'
import type { CostOf } from './cost.ts'
import { type Engine, toResult } from './engine/engine.ts'
import { checkLimits, MOST_TOKENS } from './limits.ts'
import { hashOf } from './operation-hash.ts'
import { presentError } from './present-error.ts'
import { settle } from './settle.ts'
import {
  type Execute,
  type HttpAnswer,
  type HttpAsked,
  openShortcut,
  type Shortcut,
  type Shown,
} from './shortcut.ts'
import type { ClientRequest } from './subgraph-call.ts'

export interface AudienceServerOptions {
  readonly engine: Engine<ClientRequest>
  /** The slice that this audience sees. */
  readonly schema: GraphQLSchema
  readonly introspection: boolean
  /** Whether what was read before is answered without Apollo Server. */
  readonly shortcut: boolean
  readonly withheldFrom: WithheldFrom
  readonly costOf: CostOf
  readonly admit: Admit
  readonly liftAsOf: LiftAsOf
}

export interface AudienceServer {
  /** Rejects with QUERY_TOO_LARGE for what is not even validated. */
  answer(asked: AudienceAsked, client: ClientRequest): Promise<HttpAnswer>
  stop(): Promise<void>
}

interface AudienceAsked extends HttpAsked {
  readonly headers: HeaderMap
  readonly search: string
}

export async function openAudienceServer(options: AudienceServerOptions): Promise<AudienceServer> {
  const execute = executor(options)
  const shortcut = options.shortcut ? openShortcut({ execute, present, tell }) : undefined
  const server = apolloServer(options, execute, shortcut)
  await server.start()
  return {
    async answer(asked, client) {
      const quick = shortcut?.answer(asked, client)
      if (quick) return quick
      checkLimits(asked.body)
      const {
        status = 200,
        headers,
        body,
      } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: 'POST', ...asked },
        context: async () => client,
      })
      // No incremental delivery: the engine has none.
      return { status, headers, text: body.kind === 'complete' ? [body.string] : [] }
    },
    stop: () => server.stop(),
  }
}

function apolloServer(
  { schema, introspection }: AudienceServerOptions,
  execute: Execute,
  shortcut: Shortcut | undefined,
): ApolloServer<ClientRequest> {
  return new ApolloServer<ClientRequest>({
    gateway: asGateway(schema, execute, shortcut),
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    introspection,
    parseOptions: { maxTokens: MOST_TOKENS },
    formatError: present,
    plugins: [ApolloServerPluginCacheControlDisabled(), TELLING],
    stopOnTerminationSignals: false,
    logger: SILENT,
  })
}

function present(error: GraphQLFormattedError): GraphQLFormattedError {
  const shown = presentError(error)
  METRICS.errors.inc({ code: String(shown.extensions?.code) })
  return shown
}

/** What became of the operation, whoever refused it. */
function tell({ told }: ClientRequest, document: DocumentNode | undefined, shown: Shown): void {
  if (document) told.hash = hashOf(document)
  const { errors = [], extensions } = shown
  told.codes = [...new Set(errors.map((error) => String(error.extensions?.code)))]
  told.cost = (extensions?.cost as CostTold | undefined)?.estimated
}

const TELLING: ApolloServerPlugin<ClientRequest> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue, document, response: { body } }) {
        tell(contextValue, document, body.kind === 'single' ? body.singleResult : {})
      },
    }
  },
}

function executor(options: AudienceServerOptions): Execute {
  const { engine, schema, withheldFrom, costOf, admit, liftAsOf } = options
  return async ({ document, operationName, variables = {} }, client) => {
    const asked = { document, operationName, variables }
    try {
      const cost = await admit(client.viewer, costOf(document, operationName, variables))
      const asOf = liftAsOf(asked)
      const answer = await engine.answer(
        { ...asked, withheld: withheldFrom(client.viewer), visible: schema },
        asOf ? { ...client, asOf } : client,
        client.signal,
      )
      return await settle({ ...answer, extensions: { cost } }, client)
    } catch (error) {
      if (error instanceof GraphError) return await settle({ errors: [error] }, client)
      throw error
    }
  }
}

function asGateway(
  apiSchema: GraphQLSchema,
  execute: Execute,
  shortcut: Shortcut | undefined,
): GatewayInterface {
  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema, coreSupergraphSdl: '' })
      return () => undefined
    },
    load: async () => ({
      executor: async ({ document, request, context }) => {
        const { query = '', variables, operationName } = request
        shortcut?.learn(query, operationName, document)
        const operation = { document, operationName, variables }
        return toResult(await execute(operation, context as unknown as ClientRequest))
      },
    }),
    stop: async () => undefined,
  }
}

/** What Apollo Server would log may hold a query's values. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }
