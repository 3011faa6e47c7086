/**
 * The plan's small corrections: a type's name on the way in, an alias of the planner's on the way out.
 *
 * @module
 */

import type {
  FetchNodePathSegment,
  FetchRewrite,
  KeyRenamer,
  ValueSetter,
} from '@graphql-hive/router-query-planner'
import type { Supergraph } from './supergraph.ts'
import { isData, type Tree } from './tree.ts'

/** Changes the value in place, or each value of a list. */
export type Rewrite = (value: unknown) => void

/** None where the plan has nothing to correct, which is the usual case. */
export function compileRewrites(
  rewrites: readonly FetchRewrite[] | null | undefined,
  supergraph: Supergraph,
): Rewrite | undefined {
  if (!rewrites?.length) return undefined
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, supergraph))
  return (value) => {
    for (const rewrite of compiled) rewrite(value)
  }
}

/** Adds the names that the data will have once it is rewritten. */
export function renameInTree(
  tree: Tree,
  rewrites: readonly FetchRewrite[] | null | undefined,
): void {
  for (const rewrite of rewrites ?? []) {
    const renamer = renamerOf(rewrite)
    if (!renamer) continue
    const keys = renamer.path.filter((segment) => 'Key' in segment).map(({ Key }) => Key)
    const last = keys.pop()
    let here: Tree | undefined = tree
    for (const key of keys) here = here?.get(key)
    if (last === undefined || !here?.has(last)) continue
    here.set(renamer.renameKeyTo, mergeTrees(here.get(renamer.renameKeyTo), here.get(last)))
  }
}

function mergeTrees(one: Tree | undefined, other: Tree | undefined): Tree | undefined {
  if (!one || !other) return one ?? other
  const merged: Tree = new Map(one)
  for (const [key, below] of other) merged.set(key, mergeTrees(merged.get(key), below))
  return merged
}

function compileRewrite(rewrite: FetchRewrite, { isA }: Supergraph): Rewrite {
  const renamer = renamerOf(rewrite)
  const setter = setterOf(rewrite)
  const path: readonly FetchNodePathSegment[] = (renamer ?? setter)?.path ?? []

  function apply(value: unknown, at: number): void {
    if (Array.isArray(value)) {
      for (const item of value) apply(item, at)
      return
    }
    const segment = path[at]
    if (!isData(value) || !segment) return
    if ('TypenameEquals' in segment) {
      const typename = value.__typename
      const holds =
        typeof typename !== 'string' || segment.TypenameEquals.some((type) => isA(typename, type))
      if (holds) apply(value, at + 1)
    } else if (at < path.length - 1) apply(value[segment.Key], at + 1)
    else if (setter) value[segment.Key] = setter.setValueTo
    else if (renamer && segment.Key in value) {
      value[renamer.renameKeyTo] = value[segment.Key]
      delete value[segment.Key]
    }
  }

  return (value) => apply(value, 0)
}

export function renamerOf(rewrite: FetchRewrite): KeyRenamer | undefined {
  return 'KeyRenamer' in rewrite ? rewrite.KeyRenamer : undefined
}

function setterOf(rewrite: FetchRewrite): ValueSetter | undefined {
  if ('ValueSetter' in rewrite) return rewrite.ValueSetter
  return 'setValueTo' in rewrite ? rewrite : undefined
}
