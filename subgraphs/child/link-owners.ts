/**
 * From whom a record is to be taken when a person gives it to a child.
 *
 * @module
 */

import type { IndexClient } from './index-database.ts'
import { casesEverOf } from './link-cases.ts'
import { isByBsn, type LinkState } from './link-events.ts'
import type { PairOfRun } from './link-index.ts'
import type { NewLinkEvent } from './link-rows.ts'

/**
 * Every other child that has the record, or whose BSN was ever seen in it: by that BSN the registry would give it
 * still. The links are those of the record.
 */
export async function takenFrom(
  client: IndexClient,
  links: readonly LinkState[],
  { childId, registry, record }: PairOfRun,
): Promise<readonly NewLinkEvent[]> {
  const taken = { registry, record, decidedBy: 'PERSON', certainty: 'NONE' } as const
  const owners = links
    .filter((link) => link.record === record && link.childId !== childId)
    .filter((link) => link.isActive || isByBsn(link, link.evidence))
  const linked = new Set(owners.map((link) => link.childId))
  const cases = await casesEverOf(client, registry, record)
  const seen = cases.filter(
    (one) => one.childId !== childId && !linked.has(one.childId) && isByBsn(one, one.evidence),
  )
  const idOf = (child: string) =>
    links.find((link) => link.record === record && link.childId === child)?.id
  return [
    ...owners.map((link): NewLinkEvent => {
      const kind = link.isActive ? 'BROKEN' : 'REJECTED'
      return { ...taken, linkId: link.id, childId: link.childId, kind }
    }),
    ...new Map(
      seen.map((one): [string, NewLinkEvent] => [
        one.childId,
        {
          ...taken,
          linkId: idOf(one.childId),
          childId: one.childId,
          kind: 'REJECTED',
          evidence: one.evidence,
        },
      ]),
    ).values(),
  ]
}
