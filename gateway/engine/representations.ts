/**
 * From an object of the data to the representation by which another subgraph knows it.
 *
 * @module
 */

import { isDeepStrictEqual } from 'node:util'
import type { FieldRequiresNode, RequiresSelection } from '@graphql-hive/router-query-planner'
import { RequestRefused } from './errors.ts'
import { NO_ALIASES, type PlannerAliases } from './planner-aliases.ts'
import type { Supergraph } from './supergraph.ts'
import { type Data, isData } from './tree.ts'

/** Nothing if the object has none of what is required, or is of another type. */
export type Represent = (entity: Data, variables: Data) => Data | undefined

interface Tools {
  readonly supergraph: Supergraph
  readonly aliases: PlannerAliases
}

type Take = (from: Data, into: Data, variables: Data) => void

export function compileRepresentation(
  requires: readonly RequiresSelection[],
  supergraph: Supergraph,
  aliases: PlannerAliases = NO_ALIASES,
): Represent {
  const take = compileSelections(requires, { supergraph, aliases })
  return (entity, variables) => {
    const representation: Data = {}
    take(entity, representation, variables)
    if (isEmpty(representation)) return undefined
    representation.__typename ??= entity.__typename
    return representation
  }
}

function isEmpty(representation: Data): boolean {
  for (const key in representation) {
    if (key !== '__typename' && representation[key] !== null) return false
  }
  return true
}

function compileSelections(selections: readonly RequiresSelection[], tools: Tools): Take {
  const takes = selections.map((selection) => compileSelection(selection, tools))
  return (from, into, variables) => {
    for (const take of takes) take(from, into, variables)
  }
}

function compileSelection(selection: RequiresSelection, tools: Tools): Take {
  if (selection.kind === 'Field') return compileField(selection, tools)
  if (selection.kind === 'InlineFragment') {
    const { typeCondition, includeIf, skipIf } = selection
    const inner = compileSelections(selection.selections, tools)
    return (from, into, variables) => {
      if (includeIf !== undefined && variables[includeIf] !== true) return
      if (skipIf !== undefined && variables[skipIf] === true) return
      const typename = from.__typename
      if (typeof typename === 'string' && !tools.supergraph.isA(typename, typeCondition)) return
      inner(from, into, variables)
    }
  }
  throw new RequestRefused('QUERY_NOT_PLANNED')
}

/** The name is where the data has it, the alias is the subgraph's name for it. */
function compileField({ name, alias = name, selections }: FieldRequiresNode, tools: Tools): Take {
  const inner = selections?.length ? compileSelections(selections, tools) : undefined
  const takeFrom = (key: string): Take => {
    return (from, into, variables) => {
      const value = from[key]
      if (value === undefined) return
      into[alias] = inner ? takeInner(value, into[alias], inner, variables) : toLeaf(value)
    }
  }
  const take = takeFrom(name)
  const others = tools.aliases.get(name)
  if (!others) return take
  const takeOthers = others.map(takeFrom)
  return (from, into, variables) => {
    const known = others.some((other) => from[other] !== undefined)
    if (!known) take(from, into, variables)
    else for (const takeOther of takeOthers) takeOther(from, into, variables)
  }
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
  readonly #alike = new Map<unknown, number[]>()

  /** The place of this representation in the list. */
  add(representation: Data): number {
    const first = firstLeaf(representation)
    const alike = this.#alike.get(first)
    const known = alike?.find((i) => isDeepStrictEqual(this.list[i], representation))
    if (known !== undefined) return known
    const index = this.list.push(representation) - 1
    if (alike) alike.push(index)
    else this.#alike.set(first, [index])
    return index
  }
}

/** Most often an id, and another for another entity. */
function firstLeaf(representation: Data): unknown {
  for (const key in representation) {
    const value = representation[key]
    if (key !== '__typename' && typeof value !== 'object') return value
  }
  return undefined
}
