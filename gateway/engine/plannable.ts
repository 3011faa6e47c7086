/**
 * Says the same so that the planner understands it.
 *
 * The planner (0.0.38) finds no path for a condition on a whole union, `... on Family @skip(if: $x)`
 * where a `Family` is selected already: without the type, which adds nothing there, it does. And it
 * leaves out an object of which nothing is left after `@include(if: false)`, which is to be an empty
 * object and not a null: so conditions are decided here, those of variables by the values that they have.
 *
 * Where a field is asked for twice, of an object that subgraphs know in part, it may find no way to it for the second
 * one: so what it does not plan is said once more with each field once.
 *
 * @module
 */

import {
  type DocumentNode,
  type GraphQLSchema,
  isUnionType,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { type Conditions, decisionOf } from './conditions.ts'
import { withoutNames } from './plan-parts.ts'
import { type Fragments, fragmentsOf } from './tree.ts'
import { TYPENAME } from './typenames.ts'

/** The same document if it needs nothing. */
export function toPlannable(
  document: DocumentNode,
  schema: GraphQLSchema,
  conditions?: Conditions,
): DocumentNode {
  const fragments = fragmentsOf(document)
  const types = new TypeInfo(schema)
  const enter = (selection: SelectionNode): SelectionNode | null | undefined => {
    const decided = decide(selection, conditions)
    if (!decided) return null
    const parent = types.getParentType()
    const plain = isUnionType(parent) ? withoutType(decided, parent.name, fragments) : decided
    return plain === selection ? undefined : plain
  }
  const leave = (selectionSet: SelectionSetNode): SelectionSetNode | undefined => {
    return selectionSet.selections.length > 0
      ? undefined
      : { ...selectionSet, selections: [TYPENAME] }
  }
  const visitor = {
    Field: { enter },
    InlineFragment: { enter },
    FragmentSpread: { enter },
    SelectionSet: { leave },
  }
  return visit(document, visitWithTypeInfo(types, visitor))
}

/** The same with each field of an object once, and all below it that is asked for. */
export function withFieldsJoined(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema)
  const enter = (selectionSet: SelectionSetNode): SelectionSetNode => {
    const all = dissolved(selectionSet, types.getParentType()?.name)
    const alike = Map.groupBy(all, headOf)
    const selections = [...alike.values()].flatMap((same): SelectionNode[] => {
      const [first] = same
      const below = same.flatMap((one) => ('selectionSet' in one && one.selectionSet) || [])
      if (!first || first.kind === Kind.FRAGMENT_SPREAD || below.length === 0)
        return same.slice(0, 1)
      return [{ ...first, selectionSet: setOf(below.flatMap((one) => one.selections)) }]
    })
    return setOf(selections)
  }
  return visit(withoutNames(document), visitWithTypeInfo(types, { SelectionSet: { enter } }))
}

/** Without what is below it. */
function headOf(selection: SelectionNode): string {
  const head = { selectionSet: setOf([]) }
  return print(selection.kind === Kind.FRAGMENT_SPREAD ? selection : { ...selection, ...head })
}

/** A fragment on the type that it stands in adds nothing. */
function dissolved({ selections }: SelectionSetNode, parent: string | undefined): SelectionNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind !== Kind.INLINE_FRAGMENT || selection.directives?.length) return [selection]
    const condition = selection.typeCondition?.name.value ?? parent
    return condition === parent ? dissolved(selection.selectionSet, parent) : [selection]
  })
}

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections }
}

/** Nothing if it is left out. */
function decide<T extends SelectionNode>(selection: T, conditions?: Conditions): T | undefined {
  const { directives = [] } = selection
  if (directives.length === 0) return selection
  const decisions = directives.map((directive) => decisionOf(directive, conditions))
  if (decisions.includes(false)) return undefined
  if (!decisions.includes(true)) return selection
  return { ...selection, directives: directives.filter((_, i) => decisions[i] === undefined) }
}

/** A fragment on the very union that it stands in, with a condition, as a fragment on no type. */
function withoutType(selection: SelectionNode, union: string, fragments: Fragments): SelectionNode {
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    const { typeCondition, ...fragment } = selection
    return typeCondition?.name.value === union ? fragment : selection
  }
  if (selection.kind === Kind.FIELD) return selection
  const fragment = fragments.get(selection.name.value)
  const { directives = [] } = selection
  if (directives.length === 0 || fragment?.typeCondition.name.value !== union) return selection
  return { kind: Kind.INLINE_FRAGMENT, directives, selectionSet: fragment.selectionSet }
}
