/**
 * Which fields of a client's operation cause the calls of a plan, and which are there for another subgraph only.
 *
 * @module
 */

import type { PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner'
import {
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  parse,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { FetchReason } from '../../privacy/fetch-reasons.ts'
import { fragmentsOf } from './tree.ts'

/** Of each operation of the plan, by its text. */
export type ReasonsOf = (operation: string) => readonly FetchReason[]

/** The document as the client may ask it; the plans that were made of it. */
export function readFetchReasons(
  document: DocumentNode,
  nodes: readonly PlanNode[],
  api: GraphQLSchema,
): ReasonsOf {
  const asked = fieldsOf(document, api)
  const requiredBy = new Map<string, Set<string>>()
  for (const node of nodes) collectRequired(node, requiredBy)
  return (operation) =>
    [...entriesOf(parse(operation, { noLocation: true }))].sort().map((field) => ({
      field,
      asked: asked.has(field),
      requiredBy: [...(requiredBy.get(field) ?? [])].sort(),
    }))
}

/** Of an interface, the fields of all its types. */
function fieldsOf(document: DocumentNode, api: GraphQLSchema): ReadonlySet<string> {
  const fields = new Set<string>()
  const types = new TypeInfo(api)
  const enter = ({ name }: { readonly name: { readonly value: string } }) => {
    const parent = types.getParentType()
    if (!parent) return
    const all = isAbstractType(parent) ? [parent, ...api.getPossibleTypes(parent)] : [parent]
    for (const type of all) fields.add(`${type.name}.${name.value}`)
  }
  visit(document, visitWithTypeInfo(types, { Field: { enter } }))
  return fields
}

function collectRequired(node: PlanNode, requiredBy: Map<string, Set<string>>): void {
  if (node.kind === 'Sequence' || node.kind === 'Parallel') {
    for (const one of node.nodes) collectRequired(one, requiredBy)
  } else if (node.kind === 'Condition') {
    for (const one of [node.ifClause, node.elseClause]) one && collectRequired(one, requiredBy)
  } else if (node.kind === 'Flatten') collectRequired(node.node, requiredBy)
  else if (node.kind === 'Fetch') note(node.serviceName, node.requires ?? [])
  else if (node.kind === 'BatchFetch') {
    for (const { requires } of node.entityBatch.aliases) note(node.serviceName, requires)
  }

  function note(subgraph: string, requires: readonly RequiresSelection[], type = ''): void {
    for (const selection of requires) {
      if (selection.kind === 'InlineFragment') {
        note(subgraph, selection.selections, selection.typeCondition)
      } else if (selection.kind === 'Field') {
        const field = `${type}.${selection.name}`
        requiredBy.set(field, (requiredBy.get(field) ?? new Set()).add(subgraph))
      }
    }
  }
}

/** The fields of the root, and those of entities: what a call enters a subgraph by. */
function entriesOf(document: DocumentNode): ReadonlySet<string> {
  const fragments = fragmentsOf(document)
  const entries = new Set<string>()
  const collect = (selections: readonly SelectionNode[], type: string): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet.selections, selection.typeCondition?.name.value ?? type)
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value)
        if (fragment) collect(fragment.selectionSet.selections, fragment.typeCondition.name.value)
      } else if (selection.name.value === '_entities') {
        collect(selection.selectionSet?.selections ?? [], type)
      } else if (!IMPLIED.has(selection.name.value)) entries.add(`${type}.${selection.name.value}`)
    }
  }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const { operation, selectionSet } = definition
    collect(selectionSet.selections, operation === 'mutation' ? 'Mutation' : 'Query')
  }
  return entries
}

/** In every call, to know whom it is about. */
const IMPLIED: ReadonlySet<string> = new Set(['__typename', 'id'])
