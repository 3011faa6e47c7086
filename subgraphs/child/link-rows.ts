/**
 * The rows of links: read, written, and locked against who else would write them.
 *
 * @module
 */

import { randomUUID } from 'node:crypto'
import type { PostgresClient } from '../../connectors/postgres.ts'
import type { IndexClient, IndexDatabase } from './index-database.ts'
import { type EventRow, toLinkEvent } from './known-child.ts'
import { foldLinks, type LinkEvent, type LinkState, type Pair } from './link-events.ts'
import type { Weight } from './linkage/model.ts'

/** Nobody else writes links of this registry until the work is done. */
export function writeLinks<T>(
  database: IndexDatabase,
  registry: string,
  work: (client: IndexClient) => Promise<T>,
): Promise<T> {
  return database.transaction(async (client) => {
    const within = clientOf(client, database)
    await within.rows('child-index-lock', LOCK, [`kindlijn links ${registry}`])
    return work(within)
  })
}

function clientOf(client: PostgresClient, { sealer }: IndexDatabase): IndexClient {
  return { sealer, rows: (name, text, values) => client.rows({ name, text, values }) }
}

const LOCK = 'select pg_advisory_xact_lock(hashtextextended($1, 0))'

/** Every link of a registry. Of the evidence only that both have one BSN: there may be many. */
export async function linksOfRegistry(
  { rows, sealer }: IndexClient,
  registry: string,
): Promise<readonly LinkState[]> {
  const events: LinkEvent[] = []
  for (let after = 0, more = true; more; ) {
    const page = await rows<EventRow>('child-index-links', EVENTS_OF_REGISTRY, [
      registry,
      after,
      A_PAGE,
    ])
    for (const row of page) events.push(toLinkEvent(row, sealer))
    after = Number(page.at(-1)?.seq ?? 0)
    more = page.length === A_PAGE
  }
  return foldLinks(events)
}

const A_PAGE = 20_000

const EVENTS_OF_REGISTRY = `
  select seq, at, link_id, child_id, registry, sealed_record, kind, decided_by, version, certainty,
    score, case when evidence @> '[{"of":"bsn","level":"equal"}]'
      then '[{"of":"bsn","level":"equal","weight":0}]'::jsonb end as evidence,
    reason, user_id, case_id
  from child_index.link_event where registry = $1 and seq > $2 order by seq limit $3`

/** Every link of these records, and every other one that these children have in the registry. */
export async function linksOf(
  { rows, sealer }: IndexClient,
  registry: string,
  { records, children }: { records: readonly string[]; children: readonly string[] },
): Promise<readonly LinkState[]> {
  const events = await rows<EventRow>(
    'child-index-links-of',
    `select * from child_index.link_event
     where registry = $1 and (sealed_record = any($2) or child_id = any($3::uuid[])) order by seq`,
    [registry, records.map((record) => sealer.sealRecord(registry, record)), children],
  )
  return foldLinks(events.map((row) => toLinkEvent(row, sealer)))
}

/** By its id; undefined for one of which nothing was ever written down. */
export async function linkById(
  { rows, sealer }: IndexClient,
  id: string,
  knownAt?: Date,
): Promise<LinkState | undefined> {
  const events = await rows<EventRow>(
    'child-index-link',
    `select * from child_index.link_event
     where link_id = $1 and ($2::timestamptz is null or at <= $2) order by seq`,
    [id, knownAt ?? null],
  )
  return foldLinks(events.map((row) => toLinkEvent(row, sealer)))[0]
}

export interface NewLinkEvent extends Pair {
  /** Left out for a pair that was never linked. */
  readonly linkId?: string | undefined
  readonly kind: LinkEvent['kind']
  readonly decidedBy: LinkEvent['decidedBy']
  readonly version?: string | undefined
  readonly certainty: LinkEvent['certainty']
  readonly score?: number | undefined
  readonly evidence?: readonly Weight[] | undefined
  readonly reason?: string | undefined
  readonly userId?: string | undefined
  readonly caseId?: string | undefined
}

export async function addLinkEvents(
  { rows, sealer }: IndexClient,
  events: readonly NewLinkEvent[],
): Promise<void> {
  if (events.length === 0) return
  const list = events.map((event) => ({
    link_id: event.linkId ?? randomUUID(),
    child_id: event.childId,
    registry: event.registry,
    sealed_record: event.record === null ? null : sealer.sealRecord(event.registry, event.record),
    kind: event.kind,
    decided_by: event.decidedBy,
    version: event.version,
    certainty: event.certainty,
    score: event.score,
    evidence: event.evidence,
    reason: event.reason,
    user_id: event.userId,
    case_id: event.caseId,
  }))
  await rows('child-index-add', ADD, [JSON.stringify(list)])
}

// With ordinality: the events are in the order in which they are given.
const ADD = `
  insert into child_index.link_event (link_id, child_id, registry, sealed_record, kind, decided_by,
    version, certainty, score, evidence, reason, user_id, case_id)
  select (told ->> 'link_id')::uuid, (told ->> 'child_id')::uuid, told ->> 'registry',
    told ->> 'sealed_record', told ->> 'kind', told ->> 'decided_by', told ->> 'version',
    told ->> 'certainty', (told ->> 'score')::float8, told -> 'evidence', told ->> 'reason',
    told ->> 'user_id', (told ->> 'case_id')::uuid
  from jsonb_array_elements($1::jsonb) with ordinality as list (told, place) order by place`
