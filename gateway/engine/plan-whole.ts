/**
 * A plan that fetches all that an operation asks for, or none.
 *
 * What the planner loses it is asked for alone, and what it plans for that runs after the rest. Nothing of the root is
 * fetched twice: a list could be another one by then. Where that does not help, the operation is refused.
 *
 * @module
 */

import type { PlanNode, QueryPlan } from '@graphql-hive/router-query-planner'
import {
  type DocumentNode,
  type GraphQLObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { fetchedBy, type Lost, lostBy } from './coverage.ts'
import { RequestRefused } from './errors.ts'
import type { Planner } from './plan.ts'
import { mapSteps } from './plan-nodes.ts'
import { operationOf, withoutNames } from './plan-parts.ts'
import { withFieldsJoined } from './plannable.ts'
import { PLANNER_PREFIX } from './planner-aliases.ts'
import { asksForMore } from './provided.ts'
import type { Supergraph } from './supergraph.ts'
import { type Fragments, fragmentsOf, keyOf } from './tree.ts'

/** How often the planner is asked for what it has lost. */
const MOST_ROUNDS = 4

interface Tools {
  readonly planner: Planner
  readonly supergraph: Supergraph
}

/** What is asked, and its parts, each of which has a plan of its own. */
export interface ToPlan {
  readonly root: GraphQLObjectType
  readonly operation: OperationDefinitionNode
  readonly document: DocumentNode
  readonly parts: readonly DocumentNode[]
}

export async function planWhole(
  { root, operation, document, parts }: ToPlan,
  { planner, supergraph }: Tools,
): Promise<readonly QueryPlan[]> {
  const fragments = fragmentsOf(document)
  const make = async (one: DocumentNode) => {
    const asked = [print(one), operation.name?.value] as const
    const made = await planner.plan(...asked)
    const isMore = made.node && asksForMore(made.node, supergraph)
    return isMore ? planner.withoutProvides().plan(...asked) : made
  }
  const plan = (one: DocumentNode) => make(one).catch((error) => planJoined(one, error))
  const plans = await Promise.all(parts.map(plan))
  for (let round = 0; parts.length > 0; round += 1) {
    const nodes = plans.flatMap(({ node }) => node ?? [])
    const fetched = fetchedBy(nodes)
    const lost = lostBy(fetched, { type: root, selected: operation, fragments }, supergraph)
    if (lost.size === 0) break
    if (round === MOST_ROUNDS) throw new RequestRefused('QUERY_NOT_PLANNED')
    const selectionSet = onlyLost(operation.selectionSet, lost, fragments, supergraph)
    const definition = { ...operation, selectionSet }
    const { node } = await plan({ kind: Kind.DOCUMENT, definitions: [definition] })
    if (node) plans.push({ kind: 'QueryPlan', node: withoutKnown(node, nodes, isKnown) })

    function isKnown(selected: { readonly selectionSet: SelectionSetNode }): boolean {
      return lostBy(fetched, { type: root, selected, fragments }, supergraph).size === 0
    }
  }
  return plans

  function planJoined(one: DocumentNode, error: unknown): Promise<QueryPlan> {
    const joined = withFieldsJoined(one, supergraph.api)
    const isOther = print(joined) !== print(withoutNames(one))
    if (isOther && error instanceof RequestRefused && error.code === 'QUERY_NOT_PLANNED') {
      return make(joined)
    }
    throw error
  }
}

function onlyLost(
  { selections }: SelectionSetNode,
  lost: Lost,
  fragments: Fragments,
  supergraph: Supergraph,
): SelectionSetNode {
  const types = new Set([...lost.values()].flatMap((field) => [...field.types]))
  const kept = selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) {
      const field = lost.get(keyOf(selection))
      if (!field) return []
      if (!field.below || !selection.selectionSet) return [selection]
      const selectionSet = onlyLost(selection.selectionSet, field.below, fragments, supergraph)
      return [{ ...selection, selectionSet }]
    }
    const { directives = [] } = selection
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
    if (!fragment) return []
    const { typeCondition } = fragment
    const condition = typeCondition?.name.value
    if (condition && ![...types].some((type) => supergraph.isA(type, condition))) return []
    const selectionSet = onlyLost(fragment.selectionSet, lost, fragments, supergraph)
    if (selectionSet.selections.length === 0) return []
    const inline = { kind: Kind.INLINE_FRAGMENT, directives, selectionSet } as const
    return [typeCondition ? { ...inline, typeCondition } : inline]
  })
  return { kind: Kind.SELECTION_SET, selections: kept }
}

/** What another plan fetches already is left out. */
function withoutKnown(
  node: PlanNode,
  known: readonly PlanNode[],
  isKnown: (operation: OperationDefinitionNode) => boolean,
): PlanNode {
  const steps = new Set<string>()
  for (const one of known) {
    mapSteps(one, (step) => {
      steps.add(JSON.stringify(step))
      return step
    })
  }
  return mapSteps(node, (step) => {
    const text = JSON.stringify(step)
    if (steps.has(text)) return NOTHING
    if (text.includes(PLANNER_PREFIX)) throw new RequestRefused('QUERY_NOT_PLANNED')
    if (step.kind !== 'Fetch') return step
    if (!isKnown(operationOf(step))) throw new RequestRefused('QUERY_NOT_PLANNED')
    return NOTHING
  })
}

const NOTHING: PlanNode = { kind: 'Sequence', nodes: [] }
