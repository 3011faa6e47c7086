/**
 * Which of these persons have an id already. Nobody gets one by being asked about.
 *
 * @module
 */

import type { Bsn } from '../../privacy/bsn.ts'
import type { ChildIndex } from './child-index.ts'

/** In their order. */
export async function idsKnown(
  { database }: Pick<ChildIndex, 'database'>,
  bsns: readonly Bsn[],
): Promise<readonly (string | undefined)[]> {
  const sealed = bsns.map(database.sealer.sealBsn)
  const known = await database.rows<{ id: string; sealed_bsn: string }>(
    'child-index-known',
    'select id, sealed_bsn from child_index.child where sealed_bsn = any($1)',
    [sealed],
  )
  const ids = new Map(known.map(({ id, sealed_bsn }) => [sealed_bsn, id]))
  return sealed.map((text) => ids.get(text))
}
