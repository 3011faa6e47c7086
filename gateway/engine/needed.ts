/**
 * What other fetches of a plan need of what one fetch gives: what they send, and the way to it.
 *
 * @module
 */

import type { FetchRewrite, PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner'
import { Kind, type SelectionNode, type SelectionSetNode } from 'graphql'
import { eachFetch } from './plan-nodes.ts'
import { type PlanPath, partsOf } from './plan-parts.ts'
import type { PlannerAliases } from './planner-aliases.ts'
import { renamerOf } from './rewrites.ts'
import { keyOf, type Tree } from './tree.ts'

export interface Needed {
  /** Sent to a subgraph; else it is only on the way. */
  isSent: boolean
  /** By response key. */
  readonly below: Map<string, Needed>
}

/** Where entities stand that are sent to a subgraph, and what is sent of them. */
export interface Sending {
  readonly path: readonly string[]
  readonly requires: readonly RequiresSelection[]
}

/** What a fetch gives, and where. */
export interface Giving {
  readonly paths: readonly PlanPath[]
  readonly tree: Tree
  readonly rewrites: readonly FetchRewrite[] | null | undefined
}

export function sendingsOf(nodes: readonly PlanNode[]): readonly Sending[] {
  const sendings: Sending[] = []
  for (const node of nodes) {
    eachFetch(node, (fetch, path) => {
      for (const { paths, requires } of partsOf(fetch, path)) {
        sendings.push(...paths.map((one) => ({ path: keysOf(one), requires })))
      }
    })
  }
  return sendings
}

export function neededOf(
  { paths, tree, rewrites }: Giving,
  sendings: readonly Sending[],
  aliases: PlannerAliases,
): Needed {
  const needed: Needed = { isSent: false, below: new Map() }
  for (const start of paths.map(keysOf)) {
    for (const { path, requires } of sendings) {
      if (start.every((key, i) => path[i] === key)) {
        lead(needed, tree, path.slice(start.length), requires)
      }
    }
  }
  for (const rewrite of rewrites ?? []) addNameBefore(needed, rewrite)
  return needed

  function lead(
    here: Needed,
    given: Tree | undefined,
    [key, ...rest]: readonly string[],
    requires: readonly RequiresSelection[],
  ): void {
    if (key === undefined) send(here, given, requires)
    else if (given?.has(key)) lead(below(here, key), given.get(key), rest, requires)
  }

  function send(
    here: Needed,
    given: Tree | undefined,
    requires: readonly RequiresSelection[],
  ): void {
    for (const selection of requires) {
      if (selection.kind === 'InlineFragment') send(here, given, selection.selections)
      if (selection.kind !== 'Field') continue
      for (const key of [selection.name, ...(aliases.get(selection.name) ?? [])]) {
        if (!given?.has(key)) continue
        const field = below(here, key)
        field.isSent = true
        send(field, given.get(key), selection.selections ?? [])
      }
    }
  }
}

/** Nothing if nothing of it is sent. */
export function onlyNeeded(set: SelectionSetNode, needed: Needed): SelectionSetNode | undefined {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) {
      const key = selection.kind === Kind.FIELD ? keyOf(selection) : undefined
      return key !== undefined && (key === '__typename' || needed.below.has(key)) ? [selection] : []
    }
    const here = selection.kind === Kind.FIELD ? needed.below.get(keyOf(selection)) : needed
    const selectionSet = here && onlyNeeded(selection.selectionSet, here)
    return selectionSet ? [{ ...selection, selectionSet }] : []
  })
  const isMore = selections.some((one) => one.kind !== Kind.FIELD || keyOf(one) !== '__typename')
  return isMore ? { ...set, selections } : undefined
}

/** The operation has the name that is changed when it comes. */
function addNameBefore(needed: Needed, rewrite: FetchRewrite): void {
  const renamer = renamerOf(rewrite)
  if (!renamer) return
  const keys = renamer.path.flatMap((segment) => ('Key' in segment ? [segment.Key] : []))
  const last = keys.pop() ?? ''
  const holder = keys.reduce<Needed | undefined>((here, key) => here?.below.get(key), needed)
  const known = holder?.below.get(renamer.renameKeyTo)
  if (known) holder?.below.set(last, known)
}

function below(here: Needed, key: string): Needed {
  const known = here.below.get(key) ?? { isSent: false, below: new Map() }
  here.below.set(key, known)
  return known
}

function keysOf(path: PlanPath): readonly string[] {
  return path.flatMap((segment) => (segment !== '@' && 'Field' in segment ? [segment.Field] : []))
}
