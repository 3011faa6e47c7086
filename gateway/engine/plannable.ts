/**
 * Says the same so that the planner understands it.
 *
 * The planner finds no path for a condition on a whole union: `... on Family @skip(if: $short)` where
 * a `Family` is selected already. Without the type, which adds nothing there, it does.
 *
 * @module
 */

import {
  type DocumentNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  isUnionType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { fragmentsOf } from './tree.ts'

/** The same document if it needs nothing. */
export function toPlannable(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const fragments = fragmentsOf(document)
  const types = new TypeInfo(schema)
  const isUnion = (name: string | undefined): boolean => {
    const parent = types.getParentType()
    return isUnionType(parent) && parent.name === name
  }
  return visit(
    document,
    visitWithTypeInfo(types, {
      InlineFragment({ typeCondition, ...fragment }): InlineFragmentNode | undefined {
        return isUnion(typeCondition?.name.value) ? fragment : undefined
      },
      FragmentSpread({ name, directives = [] }): InlineFragmentNode | undefined {
        const fragment = fragments.get(name.value)
        if (!fragment || directives.length === 0) return undefined
        if (!isUnion(fragment.typeCondition.name.value)) return undefined
        return { kind: Kind.INLINE_FRAGMENT, directives, selectionSet: fragment.selectionSet }
      },
    }),
  )
}
