import type { Subject } from '../../privacy/read.ts'
import type { DomainEvent } from '../../schema/events.ts'
import type { JgzContext } from './child.ts'

/** The events that this viewer may read; null where it may read none of them. */
export async function toEvents(
  _subject: Subject,
  _context: JgzContext,
): Promise<DomainEvent[] | null> {
  return []
}
