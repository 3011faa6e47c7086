/**
 * What a plan asks of entities, read from its operations.
 *
 * @module
 */

import type {
  BatchFetchNode,
  FetchNode,
  FetchRewrite,
  FlattenNodePathSegment,
  RequiresSelection,
} from '@graphql-hive/router-query-planner'
import {
  type DocumentNode,
  type FieldNode,
  type FragmentSpreadNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import { RequestRefused } from './errors.ts'
import { findOperation, fragmentsOf, keyOf } from './tree.ts'

export type PlanPath = readonly FlattenNodePathSegment[]

/** One `_entities` field of a plan: the part that its two kinds of entity fetch have in common. */
export interface EntityPart {
  /** The response key of the field. */
  readonly alias: string
  readonly requires: readonly RequiresSelection[]
  readonly paths: readonly PlanPath[]
  readonly selectionSet: SelectionSetNode
  readonly outputRewrites: readonly FetchRewrite[]
}

export function partsOf(fetch: FetchNode | BatchFetchNode, path: PlanPath): EntityPart[] {
  const entities = fieldsIn(operationOf(fetch).selectionSet.selections).filter(
    ({ name }) => name.value === '_entities',
  )
  const parts =
    fetch.kind === 'Fetch'
      ? [{ ...fetch, alias: '_entities', paths: [path] }]
      : fetch.entityBatch.aliases
  return parts.flatMap(({ alias, requires = [], paths, outputRewrites = [] }) => {
    const selectionSet = entities.find((field) => keyOf(field) === alias)?.selectionSet
    return selectionSet ? [{ alias, requires, paths, selectionSet, outputRewrites }] : []
  })
}

export function operationOf({ operation }: { readonly operation: string }) {
  const found = findOperation(withoutNames(parse(operation, { noLocation: true })))
  if (!found) throw new RequestRefused('QUERY_NOT_PLANNED')
  return found
}

/** Fragments with a name as inline ones. */
export function withoutNames(document: DocumentNode): DocumentNode {
  const fragments = fragmentsOf(document)
  if (fragments.size === 0) return document
  const inline = ({ name, directives }: FragmentSpreadNode) => {
    const { typeCondition, selectionSet } = fragments.get(name.value) ?? {}
    if (!typeCondition || !selectionSet) throw new RequestRefused('QUERY_NOT_PLANNED')
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet }
  }
  const definitions = document.definitions.filter(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION)
  return visit({ ...document, definitions }, { FragmentSpread: { enter: inline } })
}

/** Inline fragments are dissolved: see {@link operationOf}. A `@requires` has no others. */
export function fieldsIn(selections: readonly SelectionNode[]): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection]
    return selection.kind === Kind.INLINE_FRAGMENT
      ? fieldsIn(selection.selectionSet.selections)
      : []
  })
}

/** The field with its arguments, in one order. */
export function textOf({ name, arguments: given = [] }: FieldNode): string {
  return `${name.value}(${given.map((one) => print(one)).sort()})`
}
