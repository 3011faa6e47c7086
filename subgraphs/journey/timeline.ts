/**
 * One line out of what the domains tell.
 *
 * @module
 */

import type { Domain } from '../../schema/domain.ts'
import type { DomainEvent } from '../../schema/events.ts'
import { ITEMS, type Timeline, type TimelineEntry } from './timeline-items.ts'
import type { Told } from './told.ts'

/** Which days to show, both included. */
export interface Window {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Oldest first; on one day in the order of the domains, and there as the domain told it. */
export function toTimeline(told: Told, { from, to }: Window = {}): Timeline {
  const domains = (Object.keys(told) as Domain[]).filter((domain) => told[domain] != null)
  const entries = domains
    .flatMap((domain) => (told[domain] ?? []).map((event) => toEntry(domain, event)))
    .filter(({ at }) => (from === undefined || at >= from) && (to === undefined || at <= to))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return { entries, speaksFor: domains }
}

export function toEntry(domain: Domain, event: DomainEvent): TimelineEntry {
  const { id, at, recordedAt } = event
  const item = {
    ...event,
    __typename: ITEMS[event.kind].name,
    refused: event.refused ?? false,
  }
  return { id: `${domain}:${id}`, domain, at, recordedAt, item }
}
