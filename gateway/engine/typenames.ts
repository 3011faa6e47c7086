/**
 * Makes a subgraph say the type of an object by its own name.
 *
 * The planner asks for `kind: __typename` and no more if that is what the client asks for; but the
 * engine must know the type to project an interface or a union.
 *
 * @module
 */

import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql'

/** The same document if it needs nothing. */
export function addTypenames(operation: DocumentNode): DocumentNode {
  return visit(operation, {
    SelectionSet(selectionSet) {
      if (!needsTypename(selectionSet)) return undefined
      return { ...selectionSet, selections: [TYPENAME, ...selectionSet.selections] }
    },
  })
}

export const TYPENAME: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
}

function needsTypename({ selections }: SelectionSetNode): boolean {
  const names = selections
    .filter((selection) => selection.kind === Kind.FIELD)
    .filter(({ name }) => name.value === '__typename')
  return names.length > 0 && !names.some(isPlain)
}

function isPlain({ alias, directives = [] }: FieldNode): boolean {
  return !alias && directives.length === 0
}
