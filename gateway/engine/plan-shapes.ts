/**
 * Gives fields of two types that a subgraph could not answer by one name two names.
 *
 * A subgraph may have `id: ID!` of one type and `id: ID` of another, where clients see `ID` of both. Within one selection
 * set the planner (0.0.38) fetches one of them under a name of its own; of selection sets that only become one in the
 * answer it does not see it, and the subgraph would refuse the operation.
 *
 * @module
 */

import type {
  FetchNodePathSegment,
  FetchRewrite,
  PlanNode,
} from '@graphql-hive/router-query-planner'
import {
  type FieldNode,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql'
import { mapFetches } from './plan-nodes.ts'
import { fieldsIn, operationOf, partsOf } from './plan-parts.ts'
import { PLANNER_PREFIX } from './planner-aliases.ts'
import type { Supergraph } from './supergraph.ts'
import { findOperation, keyOf } from './tree.ts'

/** Selection sets of one place in the answer. */
interface Place {
  readonly type: string
  readonly selectionSet: SelectionSetNode
  readonly path: readonly FetchNodePathSegment[]
}

interface Found {
  readonly field: FieldNode
  readonly holder: Place
  readonly type: GraphQLOutputType | undefined
}

interface Names {
  readonly aliases: Map<FieldNode, string>
  readonly rewrites: FetchRewrite[]
}

export function withOneShape(plan: PlanNode, supergraph: Supergraph): PlanNode {
  if (!supergraph.differsInType) return plan
  return mapFetches(plan, (fetch, path) => {
    // Each field once, however often its fragment is used.
    const whole = findOperation(parse(print(operationOf(fetch)), { noLocation: true }))
    if (!whole) return fetch
    const parts = partsOf(fetch, path)
    const renamed = new Map<string, FetchRewrite[]>()
    const aliases = new Map<FieldNode, string>()
    const look = (alias: string, type: string, selectionSet: SelectionSetNode) => {
      const names: Names = { aliases, rewrites: [] }
      tell([{ type, selectionSet, path: [] }], names, fetch.serviceName, supergraph)
      renamed.set(alias, names.rewrites)
    }
    const entities = fieldsIn(whole.selectionSet.selections).filter(() => parts.length > 0)
    for (const field of entities) field.selectionSet && look(keyOf(field), '', field.selectionSet)
    const root = supergraph.api.getRootType(whole.operation)?.name ?? ''
    if (parts.length === 0) look('', root, whole.selectionSet)
    if (aliases.size === 0) return fetch

    const document = visit(whole, {
      Field(field) {
        const value = aliases.get(field)
        return value ? { ...field, alias: { kind: Kind.NAME, value } } : undefined
      },
    })
    const operation = stripIgnoredCharacters(print(document))
    if (fetch.kind === 'Fetch') {
      const own = renamed.get(parts[0]?.alias ?? '') ?? []
      return { ...fetch, operation, outputRewrites: [...own, ...(fetch.outputRewrites ?? [])] }
    }
    // Before those of the planner, whose paths are by the names that it gave.
    const batch = fetch.entityBatch.aliases.map((one) => ({
      ...one,
      outputRewrites: [...(renamed.get(one.alias) ?? []), ...(one.outputRewrites ?? [])],
    }))
    return { ...fetch, operation, entityBatch: { aliases: batch } }
  })
}

/** Which fields get another name; those of the first shape keep theirs. */
function tell(
  places: readonly Place[],
  names: Names,
  subgraph: string,
  supergraph: Supergraph,
): void {
  const found = places.flatMap((place) => fieldsOf(place, subgraph, supergraph))
  for (const [key, same] of Map.groupBy(found, ({ field }) => keyOf(field))) {
    for (const [i, alike] of [
      ...Map.groupBy(same, ({ type }) => shapeOf(type)).values(),
    ].entries()) {
      const name = i === 0 ? key : `${PLANNER_PREFIX}shape_${names.aliases.size}`
      if (i > 0) for (const one of alike) rename(one, key, name, names)
      const inner = alike.flatMap(({ field, holder, type }): Place[] =>
        field.selectionSet && type
          ? [
              {
                type: getNamedType(type).name,
                selectionSet: field.selectionSet,
                path: [...holder.path, { TypenameEquals: [holder.type] }, { Key: key }],
              },
            ]
          : [],
      )
      tell(inner, names, subgraph, supergraph)
    }
  }
}

function rename({ field, holder }: Found, key: string, name: string, names: Names): void {
  names.aliases.set(field, name)
  names.rewrites.push({
    KeyRenamer: {
      path: [...holder.path, { TypenameEquals: [holder.type] }, { Key: name }],
      renameKeyTo: key,
    },
  })
}

function fieldsOf(place: Place, subgraph: string, supergraph: Supergraph): Found[] {
  return place.selectionSet.selections.flatMap((selection): Found[] => {
    if (selection.kind === Kind.FIELD) {
      const type = supergraph.typeIn(subgraph, place.type, selection.name.value)
      return [{ field: selection, holder: place, type }]
    }
    if (selection.kind !== Kind.INLINE_FRAGMENT) return []
    const { typeCondition, selectionSet } = selection
    const type = typeCondition?.name.value ?? place.type
    return fieldsOf({ ...place, type, selectionSet }, subgraph, supergraph)
  })
}

/** What has to be the same of fields by one name. */
function shapeOf(type: GraphQLOutputType | undefined): string {
  if (!type) return ''
  const named = getNamedType(type)
  return isCompositeType(named) ? String(type).replace(named.name, '') : String(type)
}
