/**
 * From an object of the data to the representation by which another subgraph knows it.
 *
 * @module
 */

import type { RequiresSelection } from '@graphql-hive/router-query-planner'
import { RequestRefused } from './errors.ts'
import type { Supergraph } from './supergraph.ts'
import { type Data, isData } from './tree.ts'

/** Nothing if the object has none of what is required, or is of another type. */
export type Represent = (entity: Data, variables: Data) => Data | undefined

type Take = (from: Data, into: Data, variables: Data) => void

export function compileRepresentation(
  requires: readonly RequiresSelection[],
  supergraph: Supergraph,
): Represent {
  const take = compileSelections(requires, supergraph)
  return (entity, variables) => {
    const representation: Data = {}
    take(entity, representation, variables)
    let empty = true
    for (const key in representation) {
      if (key !== '__typename' && representation[key] !== null) empty = false
    }
    if (empty) return undefined
    representation.__typename ??= entity.__typename
    return representation
  }
}

function compileSelections(selections: readonly RequiresSelection[], graph: Supergraph): Take {
  const takes = selections.map((selection) => compileSelection(selection, graph))
  return (from, into, variables) => {
    for (const take of takes) take(from, into, variables)
  }
}

function compileSelection(selection: RequiresSelection, graph: Supergraph): Take {
  if (selection.kind === 'Field') {
    const { name, alias = name } = selection
    const inner = selection.selections?.length
      ? compileSelections(selection.selections, graph)
      : undefined
    return (from, into, variables) => {
      const value = from[name] // where the data has it; the alias is the subgraph's name for it
      if (value === undefined) return
      into[alias] = inner ? takeInner(value, into[alias], inner, variables) : toLeaf(value)
    }
  }
  if (selection.kind === 'InlineFragment') {
    const { typeCondition, includeIf, skipIf } = selection
    const inner = compileSelections(selection.selections, graph)
    return (from, into, variables) => {
      if (includeIf !== undefined && variables[includeIf] !== true) return
      if (skipIf !== undefined && variables[skipIf] === true) return
      const typename = from.__typename
      if (typeof typename === 'string' && !graph.isA(typename, typeCondition)) return
      inner(from, into, variables)
    }
  }
  throw new RequestRefused('QUERY_NOT_PLANNED')
}

function takeInner(value: unknown, known: unknown, inner: Take, variables: Data): unknown {
  if (Array.isArray(value)) {
    return value.map((item, i) =>
      takeInner(item, Array.isArray(known) ? known[i] : undefined, inner, variables),
    )
  }
  if (!isData(value)) return null
  const taken: Data = isData(known) ? known : {}
  inner(value, taken, variables)
  return taken
}

/** A gap in the data is a null to a subgraph. */
function toLeaf(value: unknown): unknown {
  return typeof value === 'symbol' ? null : value
}

/** The representations that one call sends: equal ones are sent once. */
export class Representations {
  readonly list: Data[] = []
  readonly #indices = new Map<string, number>()

  /** The place of this representation in the list. */
  add(representation: Data): number {
    const json = JSON.stringify(representation)
    const known = this.#indices.get(json)
    if (known !== undefined) return known
    const index = this.list.push(representation) - 1
    this.#indices.set(json, index)
    return index
  }
}
