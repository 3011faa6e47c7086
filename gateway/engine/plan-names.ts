/**
 * Gives what a client asks for the name that it asks for it by.
 *
 * Where a client asks for `weights(last: 1)` and another field requires `weights`, one of them is fetched under a name of
 * the planner's own. When the planner (0.0.38) joins fetches, that can be the client's, and it forgets to rename it. So
 * the two change their names; what is required is found under such a name (planner-aliases.ts, plan-requires.ts).
 *
 * @module
 */

import type { FetchRewrite, PlanNode } from '@graphql-hive/router-query-planner'
import {
  type FieldNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
} from 'graphql'
import { below, type Fetched } from './plan-fields.ts'
import { mapFetches } from './plan-nodes.ts'
import { fieldsIn, operationOf, partsOf, textOf } from './plan-parts.ts'
import { PLANNER_PREFIX } from './planner-aliases.ts'
import { renamerOf } from './rewrites.ts'
import { keyOf } from './tree.ts'

/** `asked` is what clients ask for. */
export function withNamesAsked(plan: PlanNode, asked: Fetched): PlanNode {
  return mapFetches(plan, (fetch, path) => {
    if (!fetch.operation.includes(PLANNER_PREFIX)) return fetch
    const operation = operationOf(fetch)
    const parts = partsOf(fetch, path)
    const [outputRewrites] = fetch.kind === 'Fetch' ? [fetch.outputRewrites] : []
    const selectionSet =
      parts.length === 0
        ? renamed(operation.selectionSet, [asked], aliasesIn(outputRewrites ?? []))
        : mapFields(operation.selectionSet, (field) => {
            const part = parts.find(({ alias }) => alias === keyOf(field))
            if (!part || !field.selectionSet) return field
            const here = part.paths.map((one) => below(asked, one))
            const known = aliasesIn(part.outputRewrites)
            return { ...field, selectionSet: renamed(field.selectionSet, here, known) }
          })
    if (print(selectionSet) === print(operation.selectionSet)) return fetch
    return { ...fetch, operation: stripIgnoredCharacters(print({ ...operation, selectionSet })) }
  })
}

/** What the plan renames itself. */
function aliasesIn(rewrites: readonly FetchRewrite[]): ReadonlySet<string> {
  const paths = rewrites.flatMap((rewrite) => renamerOf(rewrite)?.path ?? [])
  return new Set(paths.flatMap((segment) => ('Key' in segment ? [segment.Key] : [])))
}

function renamed(
  selectionSet: SelectionSetNode,
  here: readonly Fetched[],
  known: ReadonlySet<string>,
): SelectionSetNode {
  const fields = fieldsIn(selectionSet.selections)
  const names = new Map<string, string>()
  for (const field of fields) {
    const key = keyOf(field)
    if (!key.startsWith(PLANNER_PREFIX) || known.has(key)) continue
    const name = nameAsked(field, fields, here)
    if (name === undefined || names.has(name)) continue
    names.set(key, name)
    names.set(name, key)
  }
  return mapFields(selectionSet, ({ alias, selectionSet: inner, ...field }) => {
    const told = alias?.value ?? field.name.value
    const key = names.get(told) ?? told
    const at = here.flatMap((one) => one.get(key)?.below ?? [])
    return {
      ...field,
      ...(key !== field.name.value && { alias: { kind: Kind.NAME, value: key } }),
      ...(inner && { selectionSet: renamed(inner, at, known) }),
    }
  })
}

/** By which clients ask for it, where only something else that they do not ask for is fetched by it. */
function nameAsked(
  field: FieldNode,
  fields: readonly FieldNode[],
  here: readonly Fetched[],
): string | undefined {
  const text = textOf(field)
  for (const [name, { fields: texts }] of here.flatMap((one) => [...one])) {
    const others = fields.filter((other) => keyOf(other) === name)
    const isFree = others.length > 0 && !others.some((other) => texts.has(textOf(other)))
    if (texts.has(text) && isFree) return name
  }
  return undefined
}

/** Of inline fragments, too. */
function mapFields(
  { selections, ...set }: SelectionSetNode,
  map: (field: FieldNode) => FieldNode,
): SelectionSetNode {
  return {
    ...set,
    selections: selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FIELD) return map(selection)
      if (selection.kind !== Kind.INLINE_FRAGMENT) return selection
      return { ...selection, selectionSet: mapFields(selection.selectionSet, map) }
    }),
  }
}
