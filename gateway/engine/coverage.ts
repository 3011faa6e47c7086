/**
 * Whether a plan fetches all that an operation asks for.
 *
 * The planner (0.0.38) now and then makes a plan that lacks a field, and says nothing; the field would be null, without
 * an error. So each plan is held against the operation, once, when it is made: each field of each type that can stand
 * at its place has to be in what is fetched there.
 *
 * @module
 */

import type {
  BatchFetchNode,
  FetchNode,
  FetchRewrite,
  PlanNode,
} from '@graphql-hive/router-query-planner'
import {
  type FieldNode,
  type GraphQLObjectType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { groupFields, type Selected } from './field-groups.ts'
import { eachFetch } from './plan-nodes.ts'
import { operationOf, type PlanPath, partsOf } from './plan-parts.ts'
import { renamerOf } from './rewrites.ts'
import type { Supergraph } from './supergraph.ts'
import { type Fragments, keyOf } from './tree.ts'

/** After so many fields the rest is not looked at: a plan may not take long. */
const MOST_FIELDS = 20_000
/** The name of a field that is only on the way to what a fetch gives. */
const WAY = '-'
const NO_FRAGMENTS: Fragments = new Map()

/** Response key to what is lost there. */
export type Lost = Map<string, LostField>

export interface LostField {
  /** The types of object that lack it, or something below it. */
  readonly types: Set<string>
  /** Where only something below it is lost. */
  readonly below: Lost | undefined
}

/** What is asked of an object of this type, and what is fetched of it. */
export interface Asked {
  readonly type: GraphQLObjectType
  readonly selected: Selected
  readonly fragments: Fragments
}

/** What of all that is asked no fetch gives; empty where nothing is lost. */
export function lostBy(
  fetched: SelectionSetNode,
  { type: root, selected: all, fragments }: Asked,
  supergraph: Supergraph,
): Lost {
  const lost: Lost = new Map()
  let left = MOST_FIELDS
  compare(root, [all], [{ selectionSet: fetched }], lost)
  return lost

  function compare(
    type: GraphQLObjectType,
    wanted: readonly Selected[],
    given: readonly Selected[],
    into: Lost,
  ): void {
    if (left < 0) return
    const groups = groupFields(type, given, NO_FRAGMENTS, supergraph)
    left -= groups.length
    const found = new Map(groups.map((group) => [group.key, group]))
    for (const { key, name, condition, selected } of groupFields(
      type,
      wanted,
      fragments,
      supergraph,
    )) {
      if (condition || name.startsWith('__')) continue
      const field = found.get(key)
      if (!field || field.name === WAY) add(into, key, type, undefined)
      else if (selected.length > 0) {
        const below: Lost = into.get(key)?.below ?? new Map()
        for (const member of supergraph.standingTypes(type.name, name)) {
          const object = supergraph.api.getType(member)
          if (isObjectType(object)) compare(object, selected, field.selected, below)
        }
        if (below.size > 0) add(into, key, type, below)
      }
    }
  }
}

function add(into: Lost, key: string, { name }: GraphQLObjectType, below: Lost | undefined): void {
  const known = into.get(key)
  const types = new Set([...(known?.types ?? []), name])
  into.set(key, { types, below: known && !known.below ? undefined : below })
}

/** All that the fetches give, where they give it. */
export function fetchedBy(nodes: readonly PlanNode[]): SelectionSetNode {
  const selections: SelectionNode[] = []
  for (const node of nodes) {
    eachFetch(node, (fetch, path) => selections.push(...givenBy(fetch, path)))
  }
  return setOf(selections)
}

function givenBy(fetch: FetchNode | BatchFetchNode, path: PlanPath): readonly SelectionNode[] {
  const parts = partsOf(fetch, path)
  if (parts.length === 0) {
    const { selections } = operationOf(fetch).selectionSet
    return fetch.kind === 'Fetch' ? renamed(selections, fetch.outputRewrites) : selections
  }
  return parts.flatMap(({ paths, requires, selectionSet, outputRewrites }) => {
    const given = renamed(selectionSet.selections, outputRewrites)
    const asked = requires.flatMap((one) =>
      one.kind === 'InlineFragment' ? [onType(one.typeCondition, given)] : [],
    )
    return paths.flatMap((one) => onWay(one, asked))
  })
}

function onWay(path: PlanPath, selections: readonly SelectionNode[]): readonly SelectionNode[] {
  const [first, ...rest] = path
  if (first === undefined) return selections
  const below = onWay(rest, selections)
  if (first === '@') return below
  if ('Field' in first) return [fieldOf(first.Field, WAY, below)]
  return first.TypeCondition.map((type) => onType(type, below))
}

/** With the names that the data will have beside those that they are fetched by, whatever the type. */
function renamed(
  selections: readonly SelectionNode[],
  rewrites: readonly FetchRewrite[] = [],
): readonly SelectionNode[] {
  return rewrites.reduce((all, rewrite) => {
    const renamer = renamerOf(rewrite)
    const keys = renamer?.path.flatMap((segment) => ('Key' in segment ? [segment.Key] : [])) ?? []
    return renamer ? renamedAt(all, keys, renamer.renameKeyTo) : all
  }, selections)
}

function renamedAt(
  selections: readonly SelectionNode[],
  [key, ...rest]: readonly string[],
  to: string,
): readonly SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection]
    const { selections: inner = [] } = selection.selectionSet ?? {}
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return [{ ...selection, selectionSet: setOf(renamedAt(inner, [key ?? '', ...rest], to)) }]
    }
    if (keyOf(selection) !== key) return [selection]
    if (rest.length > 0) return [{ ...selection, selectionSet: setOf(renamedAt(inner, rest, to)) }]
    return [selection, { ...selection, alias: { kind: Kind.NAME, value: to } }]
  })
}

function fieldOf(key: string, name: string, selections: readonly SelectionNode[]): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: key },
    name: { kind: Kind.NAME, value: name },
    selectionSet: setOf(selections),
  }
}

function onType(type: string, selections: readonly SelectionNode[]): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: setOf(selections),
  }
}

function setOf(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections }
}
