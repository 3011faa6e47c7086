/**
 * One line out of what the domains tell.
 *
 * @module
 */

import type { Domain } from '../../schema/domain.ts'
import { GraphError } from '../../schema/errors.ts'
import type { DomainEvent } from '../../schema/events.ts'
import { ITEMS, type Timeline, type TimelineEntry } from './timeline-items.ts'
import { DOMAINS, type Told } from './told.ts'

/** Which of them to show. */
export interface Window {
  /** Days, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly domains?: readonly Domain[] | null | undefined
  readonly first?: number | null | undefined
  /** A cursor. */
  readonly after?: string | null | undefined
}

const MOST = 500

/**
 * Oldest first; on one day in the order of the domains, and there by id. So a cursor stays right when more is told: it
 * stands between two entries, whether or not the one it was made of is still there.
 */
export function toTimeline(told: Told, window: Window = {}): Timeline {
  const { from = '', to = '9999', domains, first, after } = window
  if (first != null && (first < 1 || first > MOST)) throw new GraphError('ARGUMENT_INVALID')
  const speaksFor = DOMAINS.filter((domain) => told[domain] != null)
  const begin = after == null ? '' : toPlace(after)
  const rest = speaksFor
    .filter((domain) => !domains || domains.includes(domain))
    .flatMap((domain) => (told[domain] ?? []).map((event) => toEntry(domain, event)))
    .filter(({ at }) => at >= from && at <= to)
    .map((node) => ({ node, place: placeOf(node) }))
    .filter(({ place }) => place > begin)
    .sort((a, b) => (a.place < b.place ? -1 : Number(a.place > b.place)))
  const edges = rest
    .slice(0, first ?? rest.length)
    .map(({ node, place }) => ({ node, cursor: Buffer.from(place).toString('base64url') }))
  const endCursor = edges.at(-1)?.cursor ?? null
  const pageInfo = { hasNextPage: rest.length > edges.length, endCursor }
  return { edges, pageInfo, entries: edges.map(({ node }) => node), speaksFor }
}

function placeOf({ at, domain, id }: TimelineEntry): string {
  return `${at} ${DOMAINS.indexOf(domain)} ${id}`
}

function toPlace(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString()
  if (!/^\d{4}-\d{2}-\d{2} \d /.test(place)) throw new GraphError('ARGUMENT_INVALID')
  return place
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
