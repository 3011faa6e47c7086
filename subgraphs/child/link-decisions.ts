/**
 * What a person decides of a case. It stands until a person decides otherwise.
 *
 * @module
 */

import { GraphError } from '../../schema/errors.ts'
import type { IndexDatabase } from './index-database.ts'
import { isId } from './index-sealer.ts'
import { type CaseClosing, casesOf, closeCases, openCase } from './link-cases.ts'
import { isSevering, type LinkState } from './link-events.ts'
import type { CaseDecision, LinkCase } from './link-index.ts'
import { takenFrom } from './link-owners.ts'
import { addLinkEvents, linksOf, type NewLinkEvent, writeLinks } from './link-rows.ts'
import type { Decision } from './linkage/decision.ts'

export async function decideCase(
  database: IndexDatabase,
  { caseId, certainty, reason, userId }: CaseDecision,
): Promise<LinkState> {
  checkReason(reason)
  if (certainty === 'POSSIBLE') throw new GraphError('ARGUMENT_INVALID')
  const found = isId(caseId) ? await openCase(database, caseId) : undefined
  if (!found) throw new GraphError('LINK_UNKNOWN')
  const { registry, record, childId } = found

  return writeLinks(database, registry, async (client) => {
    const cases = await casesOf(client, registry, [record])
    const decided = cases.find(({ id }) => id === caseId)
    if (!decided) throw new GraphError('LINK_UNKNOWN')
    const links = await linksOf(client, registry, { records: [record], children: [childId] })
    const signed = { decidedBy: 'PERSON', reason, userId } as const
    const refusal = { ...signed, certainty: 'NONE' } as const
    const close = ({ id }: LinkCase, verdict: typeof certainty): CaseClosing => {
      return { caseId: id, kind: 'DECIDED', certainty: verdict, reason, userId }
    }

    // Who gives a record to one child takes it from every other.
    const others = certainty === 'NONE' ? [] : cases.filter((one) => one.childId !== childId)
    const asked = new Set(others.map((one) => one.childId))
    const owners = certainty === 'NONE' ? [] : await takenFrom(client, links, decided)
    const events: NewLinkEvent[] = [
      ...others.map((one) => ({ ...toEvent(one), ...refusal, kind: 'REJECTED' as const })),
      ...owners.filter((one) => !asked.has(one.childId)).map((one) => ({ ...one, ...signed })),
      certainty === 'NONE'
        ? { ...toEvent(decided), ...refusal, kind: 'REJECTED' }
        : { ...toEvent(decided), ...signed, kind: 'CONFIRMED', certainty },
    ]
    await addLinkEvents(
      client,
      events.map((event) => ({ ...event, linkId: linkIdOf(links, event) })),
    )
    await closeCases(client, [
      ...others.map((one) => close(one, 'NONE')),
      close(decided, certainty),
    ])
    const after = await linksOf(client, registry, { records: [record], children: [] })
    const link = after.find((one) => one.childId === childId)
    if (!link) throw new GraphError('LINK_UNKNOWN')
    return link
  })
}

function toEvent({ id, childId, registry, record, score, evidence }: LinkCase) {
  return { childId, registry, record, score, evidence, caseId: id }
}

/** A pair keeps the id of its link, however often it is linked and broken. */
function linkIdOf(links: readonly LinkState[], { childId, record }: NewLinkEvent) {
  return links.find((link) => link.childId === childId && link.record === record)?.id
}

const LONGEST_REASON = 500

/** A reason is kept for ever: it is no place for a number of somebody. */
export function checkReason(reason: string): void {
  const isOne =
    reason.trim() !== '' && reason.length <= LONGEST_REASON && !/\d(?:[ .-]?\d){7}/.test(reason)
  if (!isOne) throw new GraphError('ARGUMENT_INVALID')
}

/** What persons decided of pairs in a registry, in the order in which they did. */
export async function decisionsIn(
  { rows, sealer }: IndexDatabase,
  registry: string,
): Promise<readonly Decision[]> {
  const told = await rows<{
    child_id: string
    sealed_record: string
    kind: LinkState['history'][number]['kind']
  }>(
    'child-index-decisions',
    `select child_id, sealed_record, kind from child_index.link_event
     where registry = $1 and decided_by = 'PERSON' and sealed_record is not null order by seq`,
    [registry],
  )
  return told.map(({ child_id, sealed_record, kind }) => ({
    registry,
    record: sealer.openRecord(registry, sealed_record),
    person: child_id,
    verdict: isSevering({ kind }) ? 'NOT_LINK' : 'LINK',
  }))
}
