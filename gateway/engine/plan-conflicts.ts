/**
 * Makes two fetches of one in which fields require different things by the same name.
 *
 * One representation has one `price`. Where fields require it of two currencies, the planner (0.0.38) may ask for them in
 * one fetch all the same.
 *
 * @module
 */

import type { FetchNode, PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner'
import {
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql'
import { RequestRefused } from './errors.ts'
import { fieldsIn, operationOf, partsOf, textOf } from './plan-parts.ts'
import type { Supergraph } from './supergraph.ts'

/** One fetch for each of the fields of an entity that cannot be told of one representation. */
export function splitConflicts(step: PlanNode, supergraph: Supergraph): PlanNode {
  if (step.kind !== 'Flatten' || step.node.kind !== 'Fetch') return step
  const fetch = step.node
  const [fragment, ...others] = partsOf(fetch, step.path)[0]?.selectionSet.selections ?? []
  if (fragment?.kind !== Kind.INLINE_FRAGMENT || others.length > 0) return step
  const { selections } = fragment.selectionSet
  const groups = grouped(selections, (field) =>
    supergraph.requiredBy(
      fetch.serviceName,
      fragment.typeCondition?.name.value ?? '',
      field.name.value,
    ),
  )
  if (groups.length < 2) return step
  const all = new Set(groups.flatMap(({ required }) => [...required.keys()]))
  return {
    kind: 'Sequence',
    nodes: groups.map(({ kept, required }) => ({
      ...step,
      node: {
        ...fetch,
        ...operationWith(fetch, fragment, kept),
        requires: requiredOf(fetch.requires ?? [], (name) => !all.has(name) || required.has(name)),
      },
    })),
  }
}

interface Group {
  readonly kept: SelectionNode[]
  /** Name to the field with its arguments. */
  readonly required: Map<string, string>
}

/** Fields that require nothing different by the same name, together. */
function grouped(
  selections: readonly SelectionNode[],
  requiredBy: (field: FieldNode) => SelectionSetNode | undefined,
): Group[] {
  const groups: Group[] = []
  for (const selection of selections) {
    const fields = fieldsIn([selection]).flatMap((field) => requiredBy(field)?.selections ?? [])
    const required = fieldsIn(fields).map((field) => [field.name.value, textOf(field)] as const)
    const fits = (group: Group) =>
      required.every(([name, text]) => (group.required.get(name) ?? text) === text)
    const group: Group = groups.find(fits) ?? { kept: [], required: new Map() }
    if (!groups.includes(group)) groups.push(group)
    group.kept.push(selection)
    for (const [name, text] of required) group.required.set(name, text)
  }
  return groups
}

/** With the variables that are left. */
function operationWith(
  fetch: FetchNode,
  fragment: InlineFragmentNode,
  selections: readonly SelectionNode[],
): Pick<FetchNode, 'operation' | 'variableUsages'> {
  const text = print(fragment.selectionSet)
  const whole = operationOf(fetch)
  const { selectionSet } = visit(whole, {
    InlineFragment: (one) =>
      print(one.selectionSet) === text
        ? { ...one, selectionSet: { ...one.selectionSet, selections } }
        : undefined,
  })
  const used = new Set<string>()
  visit(selectionSet, { Variable: ({ name }) => void used.add(name.value) })
  const isUsed = ({ variable }: VariableDefinitionNode) => used.has(variable.name.value)
  const variableDefinitions = whole.variableDefinitions?.filter(isUsed) ?? []
  return {
    operation: stripIgnoredCharacters(print({ ...whole, selectionSet, variableDefinitions })),
    variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)),
  }
}

/** Of each name the first: from where it is taken is looked up. */
function requiredOf(
  requires: readonly RequiresSelection[],
  isWanted: (name: string) => boolean,
): RequiresSelection[] {
  const seen = new Set<string>()
  return requires.flatMap((selection): RequiresSelection[] => {
    if (selection.kind === 'FragmentSpread') return [selection]
    if (selection.kind === 'InlineFragment') {
      return [{ ...selection, selections: requiredOf(selection.selections, isWanted) }]
    }
    const name = selection.alias ?? selection.name
    if (!isWanted(name)) return []
    if (seen.has(name) && selection.selections) throw new RequestRefused('QUERY_NOT_PLANNED')
    if (seen.has(name)) return []
    seen.add(name)
    return [selection]
  })
}
