/**
 * What an operation selects, as a tree of response keys in which fragments are dissolved.
 *
 * It tells what may be merged out of an answer, and what a client may see of an error's path.
 *
 * @module
 */

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** Response key to what is selected below it; a leaf has nothing below it. */
export type Tree = Map<string, Tree | undefined>

/** An object of an answer, or of what is merged from answers. */
export type Data = Record<string, unknown>

export type Path = readonly (string | number)[]

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition)
    }
  }
  return fragments
}

/** The operation of that name, or the only one. */
export function findOperation(
  document: DocumentNode,
  operationName?: string,
): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  )
  if (operationName) return operations.find(({ name }) => name?.value === operationName)
  return operations.length === 1 ? operations[0] : undefined
}

/** The response key of a field. */
export function keyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value
}

export function treeOf(selections: SelectionSetNode, fragments: Fragments): Tree {
  return grow(new Map(), selections, fragments)
}

function grow(tree: Tree, { selections }: SelectionSetNode, fragments: Fragments): Tree {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const key = keyOf(selection)
      const below = tree.get(key)
      if (!selection.selectionSet) tree.set(key, below)
      else tree.set(key, grow(below ?? new Map(), selection.selectionSet, fragments))
    } else {
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      if (fragment) grow(tree, fragment.selectionSet, fragments)
    }
  }
  return tree
}

/** As much of the path as the tree has: whatever was not asked for is cut off, with all below it. */
export function visiblePath(tree: Tree, path: Path): Path {
  const seen: (string | number)[] = []
  let here: Tree | undefined = tree
  for (const part of path) {
    if (typeof part === 'string') {
      if (!here?.has(part)) break
      here = here.get(part)
    } else if (!Number.isSafeInteger(part) || part < 0) break
    seen.push(part)
  }
  return seen
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
