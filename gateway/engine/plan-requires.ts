/**
 * Puts straight from where in the data a plan takes what is required with arguments.
 *
 * Where two fields require `price`, of two currencies, or a client asks for a third, the planner (0.0.38) fetches each
 * under a name of its own; but when it joins fetches it can take one for the other. What was fetched under which name is
 * in the operations of the plan, and with which arguments it is required is in the supergraph: so each required field is
 * looked up there, and a fetch of fields that require different things by one name is made two. A plan that does not
 * fetch what is required is refused.
 *
 * @module
 */

import type {
  BatchFetchNode,
  FetchNode,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner'
import { Kind, type SelectionSetNode } from 'graphql'
import { RequestRefused } from './errors.ts'
import { splitConflicts } from './plan-conflicts.ts'
import { below, type Fetched, grow, rename } from './plan-fields.ts'
import { eachFetch, mapFetches, mapSteps } from './plan-nodes.ts'
import {
  type EntityPart,
  fieldsIn,
  operationOf,
  type PlanPath,
  partsOf,
  textOf,
} from './plan-parts.ts'
import type { Supergraph } from './supergraph.ts'

export function withRightRequires(plan: PlanNode, supergraph: Supergraph): PlanNode {
  if (!supergraph.requiresArguments) return plan
  const node = mapSteps(plan, (step) => splitConflicts(step, supergraph))
  const fetched: Fetched = new Map()
  eachFetch(node, (fetch, path) => note(fetched, fetch, path))

  return mapFetches(node, (fetch, path) => {
    const right = partsOf(fetch, path).map((part) => correct(part, fetch.serviceName))
    if (fetch.kind === 'Fetch') {
      return right[0] ? { ...fetch, requires: right[0] } : fetch
    }
    const aliases = fetch.entityBatch.aliases.map((one, i) => ({
      ...one,
      requires: right[i] ?? [],
    }))
    return { ...fetch, entityBatch: { aliases } }
  })

  function correct(
    { requires, paths, selectionSet }: EntityPart,
    subgraph: string,
  ): RequiresSelection[] {
    const wanted = wantedBy(selectionSet, subgraph)
    const [here] = paths.map((path) => below(fetched, path))
    return here && wanted.length > 0 ? look(requires, wanted, here) : [...requires]
  }

  function wantedBy({ selections }: SelectionSetNode, subgraph: string): SelectionSetNode[] {
    return selections.flatMap((fragment) => {
      if (fragment.kind !== Kind.INLINE_FRAGMENT) return []
      const typename = fragment.typeCondition?.name.value ?? ''
      return fieldsIn([fragment]).flatMap(
        ({ name }) => supergraph.requiredBy(subgraph, typename, name.value) ?? [],
      )
    })
  }
}

/** What is no field of a `@requires` is of a key, and stays. */
function look(
  requires: readonly RequiresSelection[],
  wanted: readonly SelectionSetNode[],
  here: Fetched,
): RequiresSelection[] {
  return requires.map((selection): RequiresSelection => {
    if (selection.kind === 'FragmentSpread') return selection
    if (selection.kind === 'InlineFragment') {
      return { ...selection, selections: look(selection.selections, wanted, here) }
    }
    const { name, alias = name, selections } = selection
    const fields = fieldsIn(wanted.flatMap((set) => set.selections)).filter(
      (field) => field.name.value === alias,
    )
    const [said, ...others] = new Set(fields.map(textOf))
    if (said === undefined) return selection
    if (others.length > 0) throw new RequestRefused('QUERY_NOT_PLANNED')
    const keys = [...here].filter(([, one]) => one.fields.has(said)).map(([key]) => key)
    const key = keys.includes(name) ? name : keys[0]
    if (key === undefined) throw new RequestRefused('QUERY_NOT_PLANNED')
    const sets = fields.flatMap(({ selectionSet }) => selectionSet ?? [])
    return {
      ...selection,
      name: key,
      ...(key !== alias && { alias }),
      ...(selections && {
        selections: look(selections, sets, here.get(key)?.below ?? new Map()),
      }),
    }
  })
}

function note(fetched: Fetched, fetch: FetchNode | BatchFetchNode, path: PlanPath): void {
  const parts = partsOf(fetch, path)
  for (const { paths, selectionSet, outputRewrites } of parts) {
    for (const one of paths) {
      const here = below(fetched, one)
      grow(here, selectionSet.selections)
      rename(here, outputRewrites)
    }
  }
  if (parts.length > 0 || fetch.kind !== 'Fetch') return
  grow(fetched, operationOf(fetch).selectionSet.selections)
  rename(fetched, fetch.outputRewrites ?? [])
}
