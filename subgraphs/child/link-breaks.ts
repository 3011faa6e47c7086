/**
 * Breaking a link, and taking that back. The next answer is another one; nothing else changes.
 *
 * @module
 */

import { Bsn } from '../../privacy/bsn.ts'
import { GraphError } from '../../schema/errors.ts'
import type { IndexClient, IndexDatabase } from './index-database.ts'
import { isId } from './index-sealer.ts'
import { type KnownChild, lookAtChildren, standingLink } from './known-child.ts'
import { casesOf, closeCases } from './link-cases.ts'
import { checkReason } from './link-decisions.ts'
import { isByBsn, isSevering, type LinkState, placeOf, saidOnBsn } from './link-events.ts'
import type { LinkBreaking } from './link-index.ts'
import { takenFrom } from './link-owners.ts'
import { addLinkEvents, linkById, linksOf, type NewLinkEvent, writeLinks } from './link-rows.ts'

/** The registries in which a child is found by its BSN, by name. */
export type ByBsn = readonly string[]

export function breakLink(
  database: IndexDatabase,
  byBsn: ByBsn,
  breaking: LinkBreaking,
): Promise<LinkState> {
  return change(database, byBsn, breaking, async (client, link) => {
    if (!link.isActive) throw new GraphError('LINK_UNKNOWN')
    if (!isPromoted(link)) return [{ kind: 'BROKEN', certainty: 'NONE' }]
    await split(client, link)
    return [{ kind: 'SPLIT', certainty: 'NONE' }]
  })
}

/** Whether by this link a child of a pregnancy is somebody in the population register. */
function isPromoted({ history }: LinkState): boolean {
  return history.some(({ kind }) => kind === 'PROMOTED_AT_BIRTH')
}

/** Both are there: the child of the pregnancy under its id, and the person under another, or under the one it had. */
async function split({ rows, sealer }: IndexClient, { childId, record }: LinkState): Promise<void> {
  const bsn = Bsn.parse(record ?? '')
  await rows('child-index-split', SPLIT, [childId, bsn ? sealer.sealBsn(bsn) : null])
}

const SPLIT = `
  with own as (update child_index.fetus set answered_by = null where child_id = $1)
  update child_index.child set sealed_bsn = null where id = $1 and sealed_bsn = $2`

export function restoreLink(
  database: IndexDatabase,
  byBsn: ByBsn,
  restoring: LinkBreaking,
): Promise<LinkState> {
  return change(database, byBsn, restoring, async (client, link) => {
    const { registry, childId } = link
    const refused = await refusedOf(client, link)
    // What was given to another child since is to be broken there first.
    const own = await linksOf(client, registry, { records: refused.records, children: [] })
    const isTaken = own.some((one) => one.isActive && one.childId !== childId)
    if (!refused.isOne || isTaken) throw new GraphError('LINK_UNKNOWN')
    const { record } = link
    // What was asked because of the decision that is taken back needs no answer any more.
    const asked = (await casesOf(client, registry)).filter(
      (one) =>
        one.childId === childId &&
        one.reason === 'DECISION' &&
        (record === null ? isByBsn(one, one.evidence) : one.record === record),
    )
    await closeCases(
      client,
      asked.map(({ id }) => ({ caseId: id, kind: 'WITHDRAWN', reason: 'RESTORED' })),
    )
    return [
      ...(record === null ? [] : await takenFrom(client, own, { childId, registry, record })),
      { kind: 'CONFIRMED', certainty: 'EXACT' },
    ]
  })
}

/** Whether a person said of this link that it is none, and of which records. */
async function refusedOf(client: IndexClient, link: LinkState) {
  const { registry, childId, record, history } = link
  if (record !== null) {
    const last = history.findLast(({ decidedBy }) => decidedBy === 'PERSON')
    return { isOne: last !== undefined && isSevering(last), records: [record] }
  }
  const links = await linksOf(client, registry, { records: [], children: [childId] })
  const { isBroken = false, refused = [] } = saidOnBsn(links).get(placeOf(link)) ?? {}
  const records = [...refused]
  return { isOne: isBroken || records.length > 0, records }
}

/** About the link itself, unless another one is named. */
type Change = Pick<NewLinkEvent, 'kind' | 'certainty'> & Partial<NewLinkEvent>

async function change(
  database: IndexDatabase,
  byBsn: ByBsn,
  { linkId, reason, userId }: LinkBreaking,
  decide: (client: IndexClient, link: LinkState) => Promise<readonly Change[]>,
): Promise<LinkState> {
  checkReason(reason)
  const found = await findLink(database, byBsn, linkId)
  if (!found) throw new GraphError('LINK_UNKNOWN')
  const { childId, registry, record } = found

  return writeLinks(database, registry, async (client) => {
    const now = await findLink(client, byBsn, linkId)
    if (!now) throw new GraphError('LINK_UNKNOWN')
    const changes = await decide(client, now)
    const signed = { decidedBy: 'PERSON', reason, userId } as const
    await addLinkEvents(
      client,
      changes.map((one) => ({ linkId, childId, registry, record, ...one, ...signed })),
    )
    return (await findLink(client, byBsn, linkId)) ?? now
  })
}

/** As it is, or as it was known; also one of which nothing was ever written down. */
export async function findLink(
  client: IndexClient,
  byBsn: ByBsn,
  id: string,
  knownAt?: Date,
): Promise<LinkState | undefined> {
  if (!isId(id)) return undefined
  const written = await linkById(client, id, knownAt)
  const children = written
    ? [written.childId]
    : byBsn.map((registry) => client.sealer.ownerOf(registry, id))
  const known = (await lookAtChildren(client, children, knownAt)).filter(
    (child) => child !== undefined,
  )
  for (const child of known) {
    const link = linksOfChild(child, byBsn, client).find((one) => one.id === id)
    if (link) return link
  }
  return undefined
}

/** All that a child has or had, with what is linked without being written down. */
export function linksOfChild(
  child: KnownChild,
  byBsn: ByBsn,
  { sealer }: Pick<IndexClient, 'sealer'>,
): readonly LinkState[] {
  const standing = byBsn.map((registry) => standingLink(child, registry, sealer))
  const written = child.links.filter(({ record }) => record !== null)
  return [...written, ...standing.filter((link) => link !== undefined)]
}
