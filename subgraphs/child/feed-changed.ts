/**
 * Whose records these are, by all that the index ever knew of them: who was linked to one is told again, too.
 *
 * @module
 */

import { Bsn } from '../../privacy/bsn.ts'
import type { ChangedKeys } from '../../privacy/sealed-changes.ts'
import type { IndexClient } from './index-database.ts'
import { sealMotherIndex } from './pregnancy-rows.ts'

/** Each once; also of who is to be born of a woman, and of those whom she bore. */
export async function idsOfChanged(
  { rows, sealer }: IndexClient,
  changed: ChangedKeys,
): Promise<readonly string[]> {
  const found = await Promise.all(
    Object.entries(changed).map(([registry, { records, bsns }]) =>
      rows<{ id: string }>('child-feed-whose', WHOSE, [
        registry,
        records.map((record) => sealer.sealRecord(registry, record)),
        bsns.flatMap((digits) => Bsn.parse(digits) ?? []).map(sealer.sealBsn),
        records.map((record) => sealMotherIndex(sealer, record)),
      ]),
    ),
  )
  return [...new Set(found.flat().map(({ id }) => id))]
}

// A delivery store of birth care has a woman under a blind index, which its records are told by.
const WHOSE = `
  select coalesce(other.answered_by, told.id) as id from (
    select child_id as id from child_index.link_event
      where registry = $1 and sealed_record = any($2)
    union
    select id from child_index.child where sealed_bsn = any($3)
    union
    select child_id from child_index.fetus
      join child_index.pregnancy on pregnancy.id = pregnancy_id
      where registry = $1 and (sealed_mother = any($3) or sealed_mother_index = any($4))
  ) as told
  left join child_index.fetus other on other.child_id = told.id`
