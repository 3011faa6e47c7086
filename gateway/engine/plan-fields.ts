/**
 * Which fields stand where in the data, with their arguments.
 *
 * @module
 */

import type { FetchRewrite } from '@graphql-hive/router-query-planner'
import type { DocumentNode, SelectionNode } from 'graphql'
import { fieldsIn, type PlanPath, textOf, withoutNames } from './plan-parts.ts'
import { renamerOf } from './rewrites.ts'
import { findOperation, keyOf } from './tree.ts'

/** Response key to what stands under it: fields with their arguments; several, if of several types. */
export type Fetched = Map<string, { readonly fields: Set<string>; readonly below: Fetched }>

/** What a client asks for. */
export function fieldsAsked(document: DocumentNode, operationName?: string): Fetched {
  const asked: Fetched = new Map()
  const operation = findOperation(withoutNames(document), operationName)
  grow(asked, operation?.selectionSet.selections ?? [])
  return asked
}

export function grow(here: Fetched, selections: readonly SelectionNode[]): void {
  for (const field of fieldsIn(selections)) {
    const at = here.get(keyOf(field)) ?? { fields: new Set(), below: new Map() }
    here.set(keyOf(field), at)
    at.fields.add(textOf(field))
    grow(at.below, field.selectionSet?.selections ?? [])
  }
}

/** Under the names that the data will have. */
export function rename(here: Fetched, rewrites: readonly FetchRewrite[]): void {
  for (const rewrite of rewrites) {
    const renamer = renamerOf(rewrite)
    if (!renamer) continue
    const keys = renamer.path.flatMap((segment) => ('Key' in segment ? [segment.Key] : []))
    const last = keys.pop() ?? ''
    const holder = below(
      here,
      keys.map((Field) => ({ Field })),
    )
    const from = holder.get(last)
    const to = holder.get(renamer.renameKeyTo)
    if (!from) continue
    holder.delete(last)
    holder.set(renamer.renameKeyTo, {
      fields: new Set([...from.fields, ...(to?.fields ?? [])]),
      below: new Map([...(to?.below ?? []), ...from.below]),
    })
  }
}

export function below(fetched: Fetched, path: PlanPath): Fetched {
  let here = fetched
  for (const segment of path) {
    if (segment === '@' || !('Field' in segment)) continue
    const next = here.get(segment.Field) ?? { fields: new Set<string>(), below: new Map() }
    here.set(segment.Field, next)
    here = next.below
  }
  return here
}
