/**
 * Takes an operation apart at its root.
 *
 * Introspection is answered by graphql-js beside the plan, and the root fields of a mutation are
 * planned one by one: within one plan the planner lets the second field begin while what is below the
 * first one is still being fetched.
 *
 * @module
 */

import {
  type DocumentNode,
  type FieldNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  OperationTypeNode,
  type SelectionNode,
} from 'graphql'
import { type Fragments, findOperation, fragmentsOf, keyOf } from './tree.ts'

export interface RootParts {
  /** To be planned and run one after the other; none if the operation asks for no data. */
  readonly data: readonly DocumentNode[]
  /** To be executed on the schema itself. */
  readonly introspection: DocumentNode | undefined
}

export function takeApart(document: DocumentNode, operationName?: string): RootParts {
  const operation = findOperation(document, operationName)
  if (!operation) return { data: [], introspection: undefined }
  const fragments = fragmentsOf(document)
  const fields = rootFields(operation.selectionSet.selections, fragments)
  const only = (keep: (field: FieldNode) => boolean): DocumentNode => {
    const selections = keepFields(operation.selectionSet.selections, fragments, keep)
    const selectionSet = { ...operation.selectionSet, selections }
    const rest = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
    return { ...document, definitions: [{ ...operation, selectionSet }, ...rest] }
  }

  const introspection = fields.some(isIntrospection) ? only(isIntrospection) : undefined
  if (!fields.some(isDataField)) return { data: [], introspection }
  if (operation.operation === OperationTypeNode.MUTATION) {
    const keys = [...new Set(fields.filter(isDataField).map(keyOf))]
    const data = keys.map((key) => only((field) => isDataField(field) && keyOf(field) === key))
    return { data, introspection }
  }
  return { data: [fields.every(isDataField) ? document : only(isDataField)], introspection }
}

/** `__typename` of the root is neither: it is known. */
function isDataField({ name }: FieldNode): boolean {
  return !name.value.startsWith('__')
}

function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type'
}

function rootFields(selections: readonly SelectionNode[], fragments: Fragments): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection]
    return rootFields(dissolve(selection, fragments).selectionSet.selections, fragments)
  })
}

/** Fragments at the root are written out; what is below the fields stays as it is. */
function keepFields(
  selections: readonly SelectionNode[],
  fragments: Fragments,
  keep: (field: FieldNode) => boolean,
): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keep(selection) ? [selection] : []
    const fragment = dissolve(selection, fragments)
    const kept = keepFields(fragment.selectionSet.selections, fragments, keep)
    if (kept.length === 0) return []
    return [{ ...fragment, selectionSet: { ...fragment.selectionSet, selections: kept } }]
  })
}

function dissolve(
  selection: FragmentSpreadNode | InlineFragmentNode,
  fragments: Fragments,
): InlineFragmentNode {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection
  const fragment = fragments.get(selection.name.value)
  const { directives = [] } = selection
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives,
    ...(fragment && { typeCondition: fragment.typeCondition }),
    selectionSet: fragment?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] },
  }
}
