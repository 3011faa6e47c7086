/**
 * Nulls that need no further explanation.
 *
 * Where an answer failed to come, or a subgraph said why it has nothing, a gap is left in the data. The
 * projection makes a null of it, lets it rise through what may not be null, and adds no second error.
 *
 * @module
 */

import { type Data, isData, type Path } from './tree.ts'

export const GAP = Symbol('gap')

/** Leaves a gap for each of the keys that has no value. */
export function leaveGaps(target: Data, keys: Iterable<string>): void {
  for (const key of keys) if (isNothing(target[key])) target[key] = GAP
}

/** Leaves a gap where the path first meets nothing: the null that an error at this path explains. */
export function leaveGapAt(target: Data, path: Path): void {
  let here: unknown = target
  for (const part of path) {
    const next = Array.isArray(here) ? indexOf(here, part) : isData(here) ? keyOf(part) : undefined
    if (next === undefined) return
    const holder = here as Data
    if (!Object.hasOwn(holder, next) || isNothing(holder[next])) holder[next] = GAP
    here = holder[next]
  }
}

/** A subgraph may write anything for a path. */
function indexOf(list: readonly unknown[], part: unknown): string | undefined {
  return Number.isSafeInteger(part) && Object.hasOwn(list, String(part)) ? String(part) : undefined
}

function keyOf(part: unknown): string | undefined {
  return typeof part === 'string' && part !== '__proto__' ? part : undefined
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined
}
