/**
 * Reads what was delivered: all versions of what is told of a subject, and since when it is told so.
 *
 * @module
 */

import type { z } from 'zod'
import type { AsOf } from '../schema/as-of.ts'
import { GraphError } from '../schema/errors.ts'
import type { DeliveryStore, StoredRecord } from './delivery-store.ts'

/** Of one thing, oldest first. */
export type Versions = readonly StoredRecord[]

export interface Delivered {
  /** Its slug: whose deliveries are read. */
  readonly registry: string
  readonly store: Pick<DeliveryStore, 'current' | 'byKey'>
}

/** By subject, all that is now said to be about it: whom a thing is about is said by its versions together. */
export async function findVersions(
  { registry, store }: Delivered,
  kind: string,
  subjects: readonly string[],
  subjectOf: (versions: Versions) => string | undefined,
  signal: AbortSignal,
  asOf?: AsOf,
): Promise<ReadonlyMap<string | undefined, readonly Versions[]>> {
  const told = await store.current(registry, kind, subjects, signal, asOf)
  const keys = new Set([...told.values()].flat().map(({ logicalKey }) => logicalKey))
  if (keys.size === 0) return new Map()
  // Whatever else was told of the same things: that it is about another subject, perhaps.
  const versions = await store.byKey(registry, kind, [...keys], signal, asOf)
  return Map.groupBy(versions.values(), subjectOf)
}

const PAGE = 500

/** All that a registry delivered, in the order in which it came, some at a time. */
export async function* deliveredPages(
  store: Pick<DeliveryStore, 'since'>,
  registry: string,
  signal: AbortSignal,
): AsyncGenerator<Versions> {
  for (let last = '0'; ; ) {
    const rows = await store.since(registry, last, PAGE, signal)
    const end = rows.at(-1)
    if (end === undefined) return
    last = end.id
    yield rows
  }
}

/** What was told of several subjects, as if it were of one: in the order in which it was told. */
export function inOrder(records: Versions): Versions {
  return [...records].sort(
    (a, b) =>
      a.recordedAt.getTime() - b.recordedAt.getTime() || (BigInt(a.id) < BigInt(b.id) ? -1 : 1),
  )
}

/** When it was first told as it stands, of versions that told otherwise before or in between. */
export function toldSince<V extends { readonly recordedAt: string }>(
  versions: readonly V[],
  isSame: (version: V) => boolean,
): string | undefined {
  return versions[versions.findLastIndex((version) => !isSame(version)) + 1]?.recordedAt
}

/** An older version of ours may have written it. */
export function parseBody<T>(schema: z.ZodType<T>, { body }: StoredRecord, registry: string): T {
  const { success, data } = schema.safeParse(body)
  if (!success) throw new GraphError('REGISTRY_MALFORMED', { registry })
  return data
}

/** What can't be read takes the place of its own record, and of no other. */
export function orMalformed<T>(make: () => T): T | GraphError {
  try {
    return make()
  } catch (error) {
    if (error instanceof GraphError) return error
    throw error
  }
}
