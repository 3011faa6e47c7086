/**
 * Walks through a plan.
 *
 * @module
 */

import type {
  BatchFetchNode,
  FetchNode,
  FlattenNodePathSegment,
  PlanNode,
} from '@graphql-hive/router-query-planner'

type PlanPath = readonly FlattenNodePathSegment[]

/** The same plan with other fetches. `path` is where the entities of a fetch stand, if it is of one place. */
export function mapFetches(
  node: PlanNode,
  map: <F extends FetchNode | BatchFetchNode>(fetch: F, path: PlanPath) => F,
  path: PlanPath = [],
): PlanNode {
  const mapped = (inner: PlanNode) => mapFetches(inner, map, path)
  switch (node.kind) {
    case 'Fetch':
    case 'BatchFetch':
      return map(node, path)
    case 'Flatten':
      return { ...node, node: mapFetches(node.node, map, node.path) }
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
      return node // nobody executes it: see compile.ts
  }
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
