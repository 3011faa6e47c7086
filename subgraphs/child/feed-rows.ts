/**
 * Of which children the index knows something new since a cursor: all of them first, and once more each day.
 *
 * A row counts when every transaction of before it is over: so nothing is missed that was written down side by side. What
 * the population register changed it tells nobody unasked; so everyone is asked again on the next day.
 *
 * @module
 */

import type { FedIds } from '../../schema/feed-parts.ts'
import type { IndexClient } from './index-database.ts'

/** Opaque to who is fed; it holds after a restart. */
export interface FeedCursor {
  /** Everything before this transaction was told. */
  readonly xid: number
  /** Of the last event of a link. */
  readonly seq: number
  readonly day: string
  /** While all are told: the last of them. */
  readonly after?: string
}

type ToldIds = FedIds & { readonly next: FeedCursor }

interface FeedAsked {
  readonly cursor: FeedCursor | null
  readonly first: number
  readonly today: string
}

/** So many changes at once, and all are told again. */
const MOST_CHANGED = 20_000
/** Events of links whose transactions may be open have no lower numbers than this many before the last. */
const SIDE_BY_SIDE = 10_000

export async function idsToFeed(client: IndexClient, asked: FeedAsked): Promise<ToldIds> {
  const { cursor, first, today } = asked
  if (cursor === null) return allAfter(client, await beginning(client, today), first)
  if (cursor.after !== undefined) return allAfter(client, cursor, first)
  if (cursor.day < today) return allAfter(client, { ...cursor, day: today, after: NOBODY }, first)
  const [found] = await client.rows<Changed>('child-feed-changed', CHANGED, [
    cursor.xid,
    cursor.seq - SIDE_BY_SIDE,
    MOST_CHANGED,
  ])
  if (!found) return { ids: [], next: cursor, done: true }
  const next = { xid: Number(found.xid), seq: Number(found.seq), day: cursor.day }
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
  const [now] = await client.rows<Changed>('child-feed-now', NOW, [])
  return { xid: Number(now?.xid ?? 0), seq: Number(now?.seq ?? 0), day, after: NOBODY }
}

interface Changed {
  readonly xid: string
  readonly seq: string
  readonly ids: readonly string[]
}

const OLDEST_OPEN = '(pg_snapshot_xmin(pg_current_snapshot())::text::bigint & 4294967295)'
const NOW = `select ${OLDEST_OPEN} as xid,
  (select coalesce(max(seq), 0) from child_index.link_event) as seq`

const isNew = (table: string) =>
  `${table}.xmin::text::bigint >= $1 and ${table}.xmin::text::bigint < now.xid`

// An objection begins, or is over, on a day; that all are told again on each day sees to that.
const CHANGED = `
  with now as materialized (${NOW})
  select now.xid, now.seq, array(
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
