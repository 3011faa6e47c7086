/**
 * Which fields an object of a type gets: fragments that apply are dissolved, fields of one response
 * key are one, `@skip` and `@include` become conditions on the variables.
 *
 * @module
 */

import {
  type DirectiveNode,
  type GraphQLNamedOutputType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import type { Supergraph } from './supergraph.ts'
import { type Data, type Fragments, keyOf } from './tree.ts'

export type Condition = (variables: Data) => boolean

/** A selection set, and when it counts. */
export interface Selected {
  readonly selectionSet: SelectionSetNode
  /** None if it always counts. */
  readonly condition?: Condition | undefined
}

export interface FieldGroup {
  readonly key: string
  readonly name: string
  readonly condition: Condition | undefined
  /** What is selected below it, by each of the fields of this key. */
  readonly selected: readonly Selected[]
}

interface GrowingGroup {
  readonly name: string
  readonly conditions: (Condition | undefined)[]
  readonly selected: Selected[]
}

export function groupFields(
  type: GraphQLNamedOutputType,
  selected: readonly Selected[],
  fragments: Fragments,
  { isA, membersOf }: Pick<Supergraph, 'isA' | 'membersOf'>,
): FieldGroup[] {
  const groups = new Map<string, GrowingGroup>()

  /** An object of an abstract type that nobody could name is given what all of its members get. */
  function applies(condition: string): boolean {
    if (isObjectType(type) || isA(type.name, condition)) return isA(type.name, condition)
    return membersOf(type.name).every((member) => isA(member, condition))
  }

  function gather({ selectionSet, condition: outer }: Selected): void {
    for (const selection of selectionSet.selections) {
      const condition = both(outer, conditionOf(selection.directives))
      if (selection.kind === Kind.FIELD) {
        const key = keyOf(selection)
        const group = groups.get(key) ?? {
          name: selection.name.value,
          conditions: [],
          selected: [],
        }
        groups.set(key, group)
        group.conditions.push(condition)
        if (selection.selectionSet) {
          group.selected.push({ selectionSet: selection.selectionSet, condition })
        }
        continue
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
      const typename = fragment?.typeCondition?.name.value
      if (fragment && (!typename || applies(typename))) {
        gather({ selectionSet: fragment.selectionSet, condition })
      }
    }
  }

  for (const one of selected) gather(one)
  return [...groups].map(([key, { name, conditions, selected: below }]) => ({
    key,
    name,
    condition: any(conditions),
    selected: below,
  }))
}

function conditionOf(directives: readonly DirectiveNode[] = []): Condition | undefined {
  let condition: Condition | undefined
  for (const { name, arguments: given } of directives) {
    const wanted = WANTED[name.value]
    const value = given?.[0]?.value
    if (wanted === undefined || !value) continue
    if (value.kind === Kind.VARIABLE) {
      const variable = value.name.value
      condition = both(condition, (variables) => (variables[variable] === true) === wanted)
    } else if (value.kind === Kind.BOOLEAN && value.value !== wanted) condition = () => false
  }
  return condition
}

const WANTED: Readonly<Record<string, boolean>> = { skip: false, include: true }

function both(one: Condition | undefined, other: Condition | undefined): Condition | undefined {
  return one && other ? (variables) => one(variables) && other(variables) : (one ?? other)
}

function any(conditions: readonly (Condition | undefined)[]): Condition | undefined {
  const given = conditions.filter((condition) => condition !== undefined)
  if (given.length < conditions.length) return undefined
  return given.length === 1 ? given[0] : (vars) => given.some((condition) => condition(vars))
}
