/**
 * What a domain feeds: of some children, by their references, what it tells the timeline and whether it has anything.
 *
 * It is read as for one child: with the same readers, parts, scopes, rules of law and accounting. Only a part of the graph
 * is answered, never who asks in person.
 *
 * @module
 */

import type { Subject } from '../privacy/read.ts'
import type { Viewer } from '../privacy/viewer.ts'
import { GraphError } from '../schema/errors.ts'
import type { DomainEvent } from '../schema/events.ts'
import { toColumns } from '../schema/feed.ts'
import type { FedEvents } from '../schema/feed-parts.ts'
import type { TellPresence } from './presence.ts'

interface FedContext {
  readonly viewer: Viewer
  readonly presence: TellPresence
}

/** FIELD_FORBIDDEN for who is not fed. */
export function checkFed({ isFed }: Viewer): void {
  if (!isFed) throw new GraphError('FIELD_FORBIDDEN')
}

export async function toFedEvents<C extends FedContext>(
  subjects: readonly Subject[],
  context: C,
  toEvents: (subject: Subject, context: C) => Promise<readonly DomainEvent[] | null>,
): Promise<FedEvents> {
  checkFed(context.viewer)
  // Side by side, so that each registry is asked once.
  const [told, presences] = await Promise.all([
    Promise.all(subjects.map((subject) => toEvents(subject, context).catch(orUnread))),
    Promise.all(subjects.map((subject) => context.presence(subject))),
  ])
  return {
    counts: told.map((events) => events?.length ?? null),
    presences,
    ...toColumns(told.flatMap((events) => events ?? [])),
  }
}

/** Why, is told by its presence. */
function orUnread(error: unknown): null {
  if (error instanceof GraphError && error.code !== 'ACCOUNTING_UNAVAILABLE') return null
  throw error
}
