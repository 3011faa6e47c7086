/**
 * Of which children the index knows something new since a cursor: all of them first, and once more each day.
 *
 * The cursor is a snapshot of PostgreSQL: new is what was not to be seen in it and is now, whoever was still writing then, and
 * whatever else goes on in the same server. What the population register changed it tells nobody unasked; so everyone is asked again on the next day.
 *
 * @module
 */

import { GraphError } from '../../schema/errors.ts'
import type { FedIds } from '../../schema/feed-parts.ts'
import type { IndexClient } from './index-database.ts'

/** Opaque to who is fed; it holds after a restart. */
export interface FeedCursor {
  /** What was told could be seen in it. */
  readonly snapshot: string
  /** No event of a link that could not be seen in it has a lower number. */
  readonly seq: string
  readonly day: string
  /** While all are told: the last of them. */
  readonly after?: string
}

type ToldIds = Omit<FedIds, 'linking'> & { readonly next: FeedCursor }

interface FeedAsked {
  readonly cursor: FeedCursor | null
  readonly first: number
  readonly today: string
}

/** So many changes at once, and all are told again. */
const MOST_CHANGED = 20_000

export async function idsToFeed(client: IndexClient, asked: FeedAsked): Promise<ToldIds> {
  const { cursor, first, today } = asked
  if (cursor === null) return allAfter(client, await beginning(client, today), first)
  if (cursor.after !== undefined) return allAfter(client, cursor, first)
  if (cursor.day < today) return allAfter(client, { ...cursor, day: today, after: NOBODY }, first)
  const [found] = await client.rows<Changed>('child-feed-changed', CHANGED, [
    cursor.snapshot,
    cursor.seq,
    MOST_CHANGED,
  ])
  if (!found) return { ids: [], next: cursor, done: true }
  const { snapshot, seq, isQuiet } = found
  const next = { snapshot, seq: isQuiet ? seq : cursor.seq, day: cursor.day }
  if (found.ids.length >= MOST_CHANGED) return allAfter(client, { ...next, after: NOBODY }, first)
  return { ids: found.ids, next, done: true }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

async function allAfter(client: IndexClient, cursor: FeedCursor, first: number): Promise<ToldIds> {
  const { after: last, ...rest } = cursor
  const rows = await client.rows<{ id: string }>(
    'child-feed-all',
    'select id from child_index.child where id > $1::uuid order by id limit $2',
    [last, first],
  )
  const ids = rows.map(({ id }) => id)
  const after = ids.length < first ? undefined : ids.at(-1)
  return after === undefined
    ? { ids, next: rest, done: true }
    : { ids, next: { ...rest, after }, done: false }
}

async function beginning(client: IndexClient, day: string): Promise<FeedCursor> {
  const [now] = await client.rows<Now>('child-feed-now', `select ${NOW}`, [])
  if (!now) throw new GraphError('REGISTRY_UNAVAILABLE', { registry: 'child-index' })
  return { snapshot: now.snapshot, seq: now.isQuiet ? now.seq : '0', day, after: NOBODY }
}

interface Now {
  readonly snapshot: string
  readonly seq: string
  /** Nobody is writing: whatever comes has a higher number. */
  readonly isQuiet: boolean
}

interface Changed extends Now {
  readonly ids: readonly string[]
}

const NOW = `pg_current_snapshot()::text as snapshot,
  (select coalesce(max(seq), 0) from child_index.link_event) as seq,
  pg_snapshot_xmin(pg_current_snapshot()) = pg_snapshot_xmax(pg_current_snapshot()) as "isQuiet"`

const LAST = 'pg_snapshot_xmax(pg_current_snapshot())::text::bigint'
/** Older rows need not be looked at one by one; with room for those that are written meanwhile. */
const SPAN = `${LAST} - pg_snapshot_xmin($1::pg_snapshot)::text::bigint + 10000`
const ROUND = '4294967296'

/** A row has the last 32 bits of the number of its transaction. */
const isNew = (table: string) => `age(${table}.xmin) <= now.span and not pg_visible_in_snapshot((
  now.last - mod(now.last - ${table}.xmin::text::bigint + ${ROUND}, ${ROUND}))::text::xid8, $1::pg_snapshot)`

// An objection begins, or is over, on a day; that all are told again on each day sees to that.
const CHANGED = `
  with now as materialized (select ${NOW}, ${SPAN} as span, ${LAST} as last)
  select now.snapshot, now.seq, now."isQuiet", array(
    select distinct changed.id from (
      select id from child_index.child where ${isNew('child')}
      union all
      select child_id from child_index.link_event where seq > $2 and ${isNew('link_event')}
      union all
      select child_id from child_index.link_case where ${isNew('link_case')}
      union all
      select link_case.child_id from child_index.link_case_event
        join child_index.link_case on link_case.id = case_id where ${isNew('link_case_event')}
      union all
      select child_id from child_index.objection where ${isNew('objection')}
      union all
      select unnest(array[child_id, answered_by]) from child_index.fetus where ${isNew('fetus')}
      union all
      select child_id from child_index.fetus
        join child_index.pregnancy on pregnancy.id = pregnancy_id where ${isNew('pregnancy')}
    ) as changed where changed.id is not null limit $3) as ids
  from now`
