/**
 * Walks through a plan.
 *
 * @module
 */

import type { BatchFetchNode, FetchNode, PlanNode } from '@graphql-hive/router-query-planner'
import type { PlanPath } from './plan-parts.ts'

/** The same plan with something else for what it does, in the same order. */
export function mapSteps(node: PlanNode, map: (step: PlanNode) => PlanNode): PlanNode {
  const mapped = (inner: PlanNode) => mapSteps(inner, map)
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(mapped) }
    case 'Condition': {
      const { ifClause, elseClause } = node
      return {
        ...node,
        ...(ifClause && { ifClause: mapped(ifClause) }),
        ...(elseClause && { elseClause: mapped(elseClause) }),
      }
    }
    default:
      return map(node)
  }
}

/** The same plan with other fetches. `path` is where the entities of a fetch stand, if it is of one place. */
export function mapFetches(
  node: PlanNode,
  map: <F extends FetchNode | BatchFetchNode>(fetch: F, path: PlanPath) => F,
  path: PlanPath = [],
): PlanNode {
  return mapSteps(node, (step) => {
    if (step.kind === 'Flatten') return { ...step, node: mapFetches(step.node, map, step.path) }
    // Nobody executes another: see compile.ts.
    return step.kind === 'Fetch' || step.kind === 'BatchFetch' ? map(step, path) : step
  })
}

export function eachFetch(
  node: PlanNode,
  visit: (fetch: FetchNode | BatchFetchNode, path: PlanPath) => void,
): void {
  mapFetches(node, (fetch, path) => {
    visit(fetch, path)
    return fetch
  })
}
