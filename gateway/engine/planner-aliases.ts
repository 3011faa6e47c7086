/**
 * The planner's own names for fields that it fetches beside the client's.
 *
 * If a client asks for `weights(last: 1)` and another field requires `weights`, the planner fetches
 * both, the second one under a name of its own. When it then joins two fetches it can forget that name
 * (seen in 0.0.38) and require `weights`, which is the client's. So whatever is required is taken from
 * under such a name if the data has it. Where something is required with arguments, that may be the wrong one: then a
 * plan is taken only if it nowhere requires such a field by its own name.
 *
 * @module
 */

import type { PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner'
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
  const required = new Set(requiresOf(node).flatMap(namesIn))
  for (const operation of operationsOf(node)) {
    if (!operation.includes(PLANNER_PREFIX)) continue
    visit(parse(operation, { noLocation: true }), {
      Field({ alias, name, arguments: given = [] }) {
        if (!alias?.value.startsWith(PLANNER_PREFIX)) return
        if (supergraph.requiresArguments) {
          if (required.has(name.value)) throw new RequestRefused('QUERY_NOT_PLANNED')
          return // wherever it is required, the plan says the alias
        }
        if (given.length > 0) return // it stands for a field of the client, and is renamed to it
        aliases.set(name.value, [...(aliases.get(name.value) ?? []), alias.value])
      },
    })
  }
  return aliases
}

/** What a plan requires by the field's own name. */
function requiresOf(node: PlanNode): RequiresSelection[] {
  switch (node.kind) {
    case 'Fetch':
      return node.requires ?? []
    case 'BatchFetch':
      return node.entityBatch.aliases.flatMap(({ requires }) => requires)
    case 'Flatten':
      return requiresOf(node.node)
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(requiresOf)
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((clause) =>
        clause ? requiresOf(clause) : [],
      )
    default:
      return []
  }
}

function namesIn(selection: RequiresSelection): string[] {
  if (selection.kind === 'FragmentSpread') return []
  const below = (selection.selections ?? []).flatMap(namesIn)
  return selection.kind === 'Field' ? [selection.name, ...below] : below
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
