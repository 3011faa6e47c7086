/**
 * Makes two fetches of one in which fields require different things by the same name.
 *
 * One representation has one `price`. Where fields require it of two currencies, the planner (0.0.38) may ask for them in
 * one fetch all the same.
 *
 * @module
 */

import type {
  BatchFetchNode,
  FetchNode,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner'
import {
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  type VariableNode,
  visit,
} from 'graphql'
import { RequestRefused } from './errors.ts'
import { type EntityPart, fieldsIn, operationOf, partsOf, textOf } from './plan-parts.ts'
import type { Supergraph } from './supergraph.ts'
import { keyOf } from './tree.ts'

/** One fetch for each of the fields of an entity that cannot be told of one representation; in a batch, one field. */
export function splitConflicts(step: PlanNode, supergraph: Supergraph): PlanNode {
  if (step.kind === 'BatchFetch') return splitBatch(step, supergraph)
  if (step.kind !== 'Flatten' || step.node.kind !== 'Fetch') return step
  const fetch = step.node
  const [part] = partsOf(fetch, step.path)
  const apart = part && takenApart(part, fetch.serviceName, supergraph)
  if (!apart) return step
  return {
    kind: 'Sequence',
    nodes: apart.groups.map(({ kept, requires }) => ({
      ...step,
      node: { ...fetch, ...operationWith(fetch, apart.fragment, kept), requires },
    })),
  }
}

function splitBatch(step: BatchFetchNode, supergraph: Supergraph): BatchFetchNode {
  const operation = operationOf(step)
  const parts = new Map(partsOf(step, []).map((part) => [part.alias, part]))
  const split = new Map<string, readonly Told[]>()
  const aliases = step.entityBatch.aliases.flatMap((one) => {
    const part = parts.get(one.alias)
    const apart = part && takenApart(part, step.serviceName, supergraph)
    if (!apart) return [one]
    const told = apart.groups.map(({ kept, requires }, i) => ({
      alias: `${one.alias}_${i}`,
      variable: `${one.representationsVariableName}_${i}`,
      fragment: withSelections(apart.fragment, kept),
      requires,
    }))
    split.set(one.alias, told).set(one.representationsVariableName, told)
    return told.map(({ alias, variable, requires }) => {
      return { ...one, alias, representationsVariableName: variable, requires }
    })
  })
  if (split.size === 0) return step
  const selections = operation.selectionSet.selections.flatMap((field): SelectionNode[] => {
    const told = field.kind === Kind.FIELD ? split.get(keyOf(field)) : undefined
    return field.kind === Kind.FIELD && told
      ? told.map((one) => entitiesField(field, one))
      : [field]
  })
  const variableDefinitions = operation.variableDefinitions?.flatMap((definition) => {
    const told = split.get(definition.variable.name.value)
    return (
      told?.map(({ variable }) => ({ ...definition, variable: variableOf(variable) })) ?? [
        definition,
      ]
    )
  })
  const whole = {
    ...operation,
    selectionSet: { ...operation.selectionSet, selections },
    ...(variableDefinitions && { variableDefinitions }),
  }
  return {
    ...step,
    operation: stripIgnoredCharacters(print(whole)),
    variableUsages: (step.variableUsages ?? []).filter((name) => !split.has(name)),
    entityBatch: { aliases },
  }
}

/** What becomes of one `_entities` field of a batch. */
interface Told {
  readonly alias: string
  readonly variable: string
  readonly fragment: InlineFragmentNode
}

function entitiesField(field: FieldNode, { alias, variable, fragment }: Told): FieldNode {
  return {
    ...field,
    alias: { kind: Kind.NAME, value: alias },
    arguments: (field.arguments ?? []).map((one) => ({ ...one, value: variableOf(variable) })),
    selectionSet: { kind: Kind.SELECTION_SET, selections: [fragment] },
  }
}

function variableOf(name: string): VariableNode {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } }
}

function withSelections(
  fragment: InlineFragmentNode,
  selections: readonly SelectionNode[],
): InlineFragmentNode {
  return { ...fragment, selectionSet: { ...fragment.selectionSet, selections } }
}

interface Apart {
  readonly fragment: InlineFragmentNode
  readonly groups: readonly {
    readonly kept: readonly SelectionNode[]
    readonly requires: RequiresSelection[]
  }[]
}

/** Nothing where one representation does for all fields. */
function takenApart(
  { selectionSet, requires }: EntityPart,
  subgraph: string,
  supergraph: Supergraph,
): Apart | undefined {
  const [fragment, ...others] = selectionSet.selections
  if (fragment?.kind !== Kind.INLINE_FRAGMENT || others.length > 0) return undefined
  const typename = fragment.typeCondition?.name.value ?? ''
  const groups = grouped(fragment.selectionSet.selections, (field) =>
    supergraph.requiredBy(subgraph, typename, field.name.value),
  )
  if (groups.length < 2) return undefined
  const all = new Set(groups.flatMap(({ required }) => [...required.keys()]))
  return {
    fragment,
    groups: groups.map(({ kept, required }) => ({
      kept,
      requires: requiredOf(requires, (name) => !all.has(name) || required.has(name)),
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
      print(one.selectionSet) === text ? withSelections(one, selections) : undefined,
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
