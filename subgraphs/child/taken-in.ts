/**
 * When a registry of birth care was taken in as a whole: until then not everybody whom it tells of has an id.
 *
 * @module
 */

import type { IndexClient } from './index-database.ts'

export interface TakenInLast {
  readonly registry: string
  readonly at: Date
}

export async function noteTakenIn({ rows }: IndexClient, registry: string): Promise<void> {
  await rows('child-take-in', 'insert into child_index.take_in (registry) values ($1)', [registry])
}

/** The last time of each registry. */
export function lastTakenIn({ rows }: IndexClient): Promise<readonly TakenInLast[]> {
  return rows<TakenInLast>(
    'child-taken-in',
    'select registry, max(at) as at from child_index.take_in group by registry',
    [],
  )
}
