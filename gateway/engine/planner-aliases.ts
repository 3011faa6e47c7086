/**
 * The planner's own names for fields that it fetches beside the client's.
 *
 * If a client asks for `weights(last: 1)` and another field requires `weights`, the planner fetches
 * both, the second one under a name of its own. When it then joins two fetches it can forget that name
 * (seen in 0.0.38) and require `weights`, which is the client's. So whatever is required is taken from
 * under such a name if the data has it. Where something is required with arguments, that may be the wrong one: there
 * the plan has been put straight (plan-requires.ts), and says the name.
 *
 * @module
 */

import type { PlanNode } from '@graphql-hive/router-query-planner'
import { parse, visit } from 'graphql'
import { eachFetch } from './plan-nodes.ts'
import type { Supergraph } from './supergraph.ts'

export const PLANNER_PREFIX = '_internal_qp_'

/** Field to the planner's aliases of it. */
export type PlannerAliases = ReadonlyMap<string, readonly string[]>

export const NO_ALIASES: PlannerAliases = new Map()

export function readPlannerAliases(node: PlanNode, supergraph: Supergraph): PlannerAliases {
  if (supergraph.requiresArguments) return NO_ALIASES
  const aliases = new Map<string, string[]>()
  eachFetch(node, ({ operation }) => {
    if (!operation.includes(PLANNER_PREFIX)) return
    visit(parse(operation, { noLocation: true }), {
      Field({ alias, name, arguments: given = [] }) {
        if (!alias?.value.startsWith(PLANNER_PREFIX)) return
        if (given.length > 0) return // it stands for a field of the client, and is renamed to it
        aliases.set(name.value, [...(aliases.get(name.value) ?? []), alias.value])
      },
    })
  })
  return aliases
}
