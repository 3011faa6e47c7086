/**
 * Subgraphs that run inside the gateway's process: called as functions, their operations compiled.
 *
 * @module
 */

import type { GraphQLSchema } from 'graphql'
import type { RefusesFetch } from '../privacy/fetch-reasons.ts'
import { refusing } from '../privacy/refusing.ts'
import { spanned } from '../privacy/spans.ts'
import { compiled } from '../schema/compiled.ts'
import type { CallSubgraph, SubgraphAnswer } from './engine/call.ts'
import type { ClientRequest } from './subgraph-call.ts'

/** The little that the gateway must know of a subgraph to run it. */
export interface LocalSubgraph {
  readonly name: string
  readonly schema: GraphQLSchema
  readonly refuses?: RefusesFetch
  /** What its resolvers get. Asked once per client request, so that all its calls share batches and caches. */
  contextOf(request: ClientRequest): object
}

export function inProcess(subgraph: LocalSubgraph): CallSubgraph<ClientRequest> {
  const run = refusing(compiled(subgraph.schema), subgraph.refuses)
  const contexts = new WeakMap<ClientRequest, object>()

  return async ({ query, operationName, variables, reasons, shorthand }, request) => {
    const context = contexts.get(request) ?? subgraph.contextOf(request)
    contexts.set(request, context)
    const answer = (await spanned('subgraph', subgraph.name, {}, () =>
      run({ query, operationName, variables }, context, reasons),
    )) as SubgraphAnswer
    const { data, errors } = answer
    return shorthand && data && !errors?.length ? shorthand.take(data) : answer
  }
}
