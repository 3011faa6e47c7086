/**
 * Which fields an object of a type gets, for these variables: fragments that apply are dissolved, fields of one response
 * key are one.
 *
 * @module
 */

import {
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** What is the same for all of an operation. */
export interface Scope {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  /** Those that a directive asks for. */
  readonly conditions: Readonly<Record<string, unknown>>
}

/** By response key. */
export function fieldsOf(
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  { schema, fragments, conditions }: Scope,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>()
  const visited = new Set<string>()

  function gather({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (!isIncluded(selection, conditions)) continue
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        const known = fields.get(key)
        if (known) known.push(selection)
        else fields.set(key, [selection])
        continue
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? spread(selection) : selection
      if (fragment && applies(fragment.typeCondition?.name.value)) gather(fragment.selectionSet)
    }
  }

  function spread({ name }: FragmentSpreadNode): FragmentDefinitionNode | undefined {
    if (visited.has(name.value)) return undefined
    visited.add(name.value)
    return fragments[name.value]
  }

  function applies(condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true
    const known = schema.getType(condition) as GraphQLCompositeType
    return isAbstractType(known) && schema.isSubType(known, type)
  }

  for (const selectionSet of selectionSets) gather(selectionSet)
  return fields
}

function isIncluded(
  node: FieldNode | FragmentSpreadNode | InlineFragmentNode,
  conditions: Scope['conditions'],
): boolean {
  if (!node.directives?.length) return true
  if (getDirectiveValues(GraphQLSkipDirective, node, conditions)?.if === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, conditions)?.if !== false
}
