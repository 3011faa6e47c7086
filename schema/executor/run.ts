/**
 * One execution of an operation, and what may come of a field: a value, null, a null that rises, or a promise of these.
 *
 * Nothing is thrown and no promise rejects, so that no sibling of what failed is left alone.
 *
 * @module
 */

import {
  type GraphQLError,
  type GraphQLResolveInfo,
  locatedError,
  responsePathAsArray,
} from 'graphql'

export type Path = GraphQLResolveInfo['path']

export interface Run {
  readonly context: unknown
  readonly variables: Readonly<Record<string, unknown>>
  readonly errors: GraphQLError[]
  /** How many promises, and nulls that rise, there were: an object that saw none is as it is. */
  unusual: number
}

/** Null where null may not be: whoever is above it is null instead. */
export class Rise {
  readonly error: GraphQLError

  constructor(error: GraphQLError) {
    this.error = error
  }
}

/** What a field is for its errors. */
export interface Described {
  readonly nodes: GraphQLResolveInfo['fieldNodes']
  /** As `Type.field`. */
  readonly name: string
}

/** A field went wrong, or an item of a list. */
export function failed(
  cause: unknown,
  isNonNull: boolean,
  { nodes }: Pick<Described, 'nodes'>,
  at: Path,
  run: Run,
): Rise | null {
  const risen = new Rise(locatedError(cause, nodes, responsePathAsArray(at)))
  return isNonNull ? rise(risen, run) : lower(risen, run)
}

export function rise(risen: Rise, run: Run): Rise {
  run.unusual += 1
  return risen
}

/** It has come to where null may be. */
export function lower({ error }: Rise, run: Run): null {
  run.errors.push(error)
  return null
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}
