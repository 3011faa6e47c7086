/**
 * Where in the data a fetch of the plan finds its entities.
 *
 * @module
 */

import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner'
import type { Supergraph } from './supergraph.ts'
import { type Data, isData, type Path } from './tree.ts'

export interface Places {
  /** All objects there, in order. */
  find(data: Data, found: Data[]): void
  /** The same objects with their paths. Slower; only for telling errors. */
  trace(data: Data): Map<Data, Path>
}

type Step = { readonly field: string } | { readonly types: readonly string[] }

export function compilePlaces(
  path: readonly FlattenNodePathSegment[],
  { isA }: Supergraph,
): Places {
  const steps = path.flatMap(toStep)
  const end = steps.length

  function holds(value: Data, types: readonly string[]): boolean {
    const typename = value.__typename
    return typeof typename !== 'string' || types.some((type) => isA(typename, type))
  }

  function find(value: unknown, at: number, found: Data[]): void {
    if (Array.isArray(value)) {
      for (const item of value) find(item, at, found)
      return
    }
    if (!isData(value)) return
    const step = steps[at]
    if (!step) found.push(value)
    else if ('field' in step) find(value[step.field], at + 1, found)
    else if (holds(value, step.types)) find(value, at + 1, found)
  }

  function trace(value: unknown, at: number, trail: Path, found: Map<Data, Path>): void {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) trace(item, at, [...trail, i], found)
      return
    }
    if (!isData(value)) return
    const step = steps[at]
    if (at === end || !step) found.set(value, trail)
    else if ('field' in step) trace(value[step.field], at + 1, [...trail, step.field], found)
    else if (holds(value, step.types)) trace(value, at + 1, trail, found)
  }

  return {
    find: (data, found) => find(data, 0, found),
    trace(data) {
      const found = new Map<Data, Path>()
      trace(data, 0, [], found)
      return found
    },
  }
}

/** Lists are walked wherever they are met, so the plan's marks for them are not needed. */
function toStep(segment: FlattenNodePathSegment): Step[] {
  if (segment === '@') return []
  return 'Field' in segment ? [{ field: segment.Field }] : [{ types: segment.TypeCondition }]
}
