/**
 * What reads, validates and shapes for one audience: Apollo Server over the audience's slice of the schema. All of them
 * execute with one engine.
 *
 * @module
 */

import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled'
import type { GatewayInterface } from '@apollo/server-gateway-interface'
import type { GraphQLSchema } from 'graphql'
import { GraphError } from '../schema/errors.ts'
import { METRICS } from '../schema/metrics.ts'
import type { Admit, CostTold } from './admission.ts'
import type { LiftAsOf } from './as-of.ts'
import type { WithheldFrom } from './authorise.ts'
import type { CostOf } from './cost.ts'
import type { Engine } from './engine/engine.ts'
import { limitRules, MOST_TOKENS } from './limits.ts'
import { hashOf } from './operation-hash.ts'
import { presentError } from './present-error.ts'
import { settle } from './settle.ts'
import type { ClientRequest } from './subgraph-call.ts'

export interface AudienceServerOptions {
  readonly engine: Engine<ClientRequest>
  /** The slice that this audience sees. */
  readonly schema: GraphQLSchema
  readonly introspection: boolean
  readonly withheldFrom: WithheldFrom
  readonly costOf: CostOf
  readonly admit: Admit
  readonly liftAsOf: LiftAsOf
}

export function audienceServer(options: AudienceServerOptions): ApolloServer<ClientRequest> {
  return new ApolloServer<ClientRequest>({
    gateway: asGateway(options),
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    introspection: options.introspection,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationRules: limitRules,
    formatError(error) {
      const shown = presentError(error)
      METRICS.errors.inc({ code: String(shown.extensions?.code) })
      return shown
    },
    plugins: [ApolloServerPluginCacheControlDisabled(), TELLING],
    stopOnTerminationSignals: false,
    logger: SILENT,
  })
}

/** What became of the operation, whoever refused it. */
const TELLING: ApolloServerPlugin<ClientRequest> = {
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue: { told }, document, response: { body } }) {
        if (document) told.hash = hashOf(document)
        if (body.kind !== 'single') return
        const { errors = [], extensions } = body.singleResult
        told.codes = [...new Set(errors.map((error) => String(error.extensions?.code)))]
        told.cost = (extensions?.cost as CostTold | undefined)?.estimated
      },
    }
  },
}

function asGateway(options: AudienceServerOptions): GatewayInterface {
  const { engine, schema, withheldFrom, costOf, admit, liftAsOf } = options
  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => undefined
    },
    load: async () => ({
      executor: async ({ document, request, context }) => {
        const client = context as unknown as ClientRequest
        const { variables = {}, operationName = undefined } = request
        const asked = { document, operationName, variables }
        try {
          const cost = await admit(client.viewer, costOf(document, operationName, variables))
          const asOf = liftAsOf(asked)
          const answer = await engine.execute(
            { ...asked, withheld: withheldFrom(client.viewer), visible: schema },
            asOf ? { ...client, asOf } : client,
            client.signal,
          )
          return await settle({ ...answer, extensions: { cost } }, client)
        } catch (error) {
          if (error instanceof GraphError) return await settle({ errors: [error] }, client)
          throw error
        }
      },
    }),
    stop: async () => undefined,
  }
}

/** What Apollo Server would log may hold a query's values. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }
