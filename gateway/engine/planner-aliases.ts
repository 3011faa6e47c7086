/**
 * The planner's own names for fields that it fetches beside the client's.
 *
 * If a client asks for `weights(last: 1)` and another field requires `weights`, the planner fetches
 * both, the second one under a name of its own. When it then joins two fetches it can forget that name
 * (seen in 0.0.38) and require `weights`, which is the client's. So whatever is required is taken from
 * under such a name if the data has it.
 *
 * @module
 */

import type { PlanNode } from '@graphql-hive/router-query-planner'
import { parse, visit } from 'graphql'
import { RequestRefused } from './errors.ts'
import type { Supergraph } from './supergraph.ts'

export const PLANNER_PREFIX = '_internal_qp_'

/** Field to the planner's aliases of it. */
export type PlannerAliases = ReadonlyMap<string, readonly string[]>

export const NO_ALIASES: PlannerAliases = new Map()

/** Refuses a plan in which it can't be told what a required field is. */
export function readPlannerAliases(node: PlanNode, supergraph: Supergraph): PlannerAliases {
  const aliases = new Map<string, string[]>()
  for (const operation of operationsOf(node)) {
    if (!operation.includes(PLANNER_PREFIX)) continue
    visit(parse(operation, { noLocation: true }), {
      Field({ alias, name, arguments: given = [] }) {
        if (!alias?.value.startsWith(PLANNER_PREFIX)) return
        if (supergraph.requiresArguments) throw new RequestRefused('QUERY_NOT_PLANNED')
        if (given.length > 0) return // it stands for a field of the client, and is renamed to it
        aliases.set(name.value, [...(aliases.get(name.value) ?? []), alias.value])
      },
    })
  }
  return aliases
}

function operationsOf(node: PlanNode): string[] {
  switch (node.kind) {
    case 'Fetch':
    case 'BatchFetch':
      return [node.operation]
    case 'Flatten':
      return operationsOf(node.node)
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(operationsOf)
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((clause) =>
        clause ? operationsOf(clause) : [],
      )
    default:
      return []
  }
}
