/**
 * Whether a plan asks each subgraph for no more than it has.
 *
 * What `@provides` says of one field the planner (0.0.38) takes to be so below it, too: of `groups { below { name } }` it asks
 * the same subgraph for `groups { below { below { name } } }`, which gets null there, and no error.
 *
 * @module
 */

import type { PlanNode } from '@graphql-hive/router-query-planner'
import { getNamedType, Kind, type SelectionNode, type SelectionSetNode } from 'graphql'
import { eachFetch } from './plan-nodes.ts'
import { fieldsIn, operationOf } from './plan-parts.ts'
import type { Supergraph } from './supergraph.ts'

export function asksForMore(node: PlanNode, supergraph: Supergraph): boolean {
  if (!supergraph.hasProvides) return false
  let isMore = false
  eachFetch(node, (fetch) => {
    const { operation, selectionSet } = operationOf(fetch)
    const root = supergraph.api.getRootType(operation)?.name ?? ''
    isMore ||= !isGiven(fetch.serviceName, root, selectionSet.selections, [])
  })
  return isMore

  function isGiven(
    subgraph: string,
    type: string,
    selections: readonly SelectionNode[],
    provided: readonly SelectionSetNode[],
  ): boolean {
    return selections.every((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return true
      const { selections: inner = [] } = selection.selectionSet ?? {}
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return isGiven(subgraph, selection.typeCondition?.name.value ?? type, inner, provided)
      }
      const name = selection.name.value
      const here = provided.flatMap(fieldsOf).filter((one) => one.name.value === name)
      const isOwn = here.length > 0 || isKey(subgraph, type, name)
      if (!isOwn && supergraph.isExternal(subgraph, type, name)) return false
      const said = supergraph.providedBy(subgraph, type, name)
      const below = [said, ...here.map((one) => one.selectionSet)].filter(
        (one) => one !== undefined,
      )
      const output = supergraph.typeIn(subgraph, type, name)
      return isGiven(subgraph, output ? getNamedType(output).name : '', inner, below)
    })
  }

  function isKey(subgraph: string, type: string, name: string): boolean {
    const fields = supergraph.keysOf(subgraph, type).flatMap(fieldsOf)
    return fields.some((field) => field.name.value === name)
  }
}

function fieldsOf({ selections }: SelectionSetNode) {
  return fieldsIn(selections)
}
