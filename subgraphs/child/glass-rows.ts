/**
 * Who opened a child in an emergency, until when and why, and who looked at it afterwards.
 *
 * @module
 */

import { GraphError } from '../../schema/errors.ts'
import type { IndexClient, IndexDatabase } from './index-database.ts'
import { isId } from './index-sealer.ts'

export interface Glass {
  readonly id: string
  readonly childId: string
  readonly userId: string
  readonly organisation: string
  readonly role: string
  readonly reason: string
  readonly brokenAt: Date
  readonly until: Date
  /** Null while nobody looked at it. */
  readonly reviewedAt: Date | null
}

export interface NewGlass {
  readonly childId: string
  readonly userId: string
  readonly organisation: string
  readonly role: string
  /** For which the user works: their officers see it. */
  readonly municipalities: readonly string[]
  readonly reason: string
  readonly minutes: number
}

export async function breakGlass(
  { rows, sealer }: IndexClient,
  { reason, ...glass }: NewGlass,
): Promise<{ readonly id: string; readonly until: Date }> {
  const { childId, userId, organisation, role, municipalities, minutes } = glass
  const sealed = sealer.sealRecord(placeOf(childId), reason)
  const [made] = await rows<{ id: string; until: Date }>('child-index-break', BREAK, [
    ...[childId, userId, organisation, role, municipalities, sealed, minutes],
  ])
  if (!made) throw new Error('a row that was written is told')
  return made
}

/** Of these children, those that this user opened and may still read. The clock is that of the database. */
export async function openTo(
  { rows }: IndexClient,
  viewer: { readonly id: string; readonly organisation: string },
  childIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids = childIds.filter(isId)
  const open = await rows<{ child_id: string }>('child-index-open-to', OPEN_TO, [
    ...[viewer.id, viewer.organisation, ids],
  ])
  return new Set(open.map(({ child_id }) => child_id))
}

/** Of users who work for one of these municipalities, oldest first. */
export async function glassesOf(
  { rows, sealer }: IndexClient,
  municipalities: readonly string[],
  unreviewed: boolean,
): Promise<readonly Glass[]> {
  const found = await rows<Row>('child-index-glasses', GLASSES, [municipalities, unreviewed])
  return found.map(({ child_id, user_id, sealed_reason, broken_at, reviewed_at, ...rest }) => ({
    ...rest,
    childId: child_id,
    userId: user_id,
    reason: sealer.openRecord(placeOf(child_id), sealed_reason),
    brokenAt: broken_at,
    reviewedAt: reviewed_at,
  }))
}

/** GLASS_UNKNOWN for one that was reviewed, that is not for this reviewer, or that he broke himself. */
export async function reviewGlass(
  { rows, sealer }: IndexDatabase,
  review: {
    readonly glassId: string
    readonly userId: string
    readonly municipalities: readonly string[]
    readonly note: string
  },
): Promise<string> {
  const { glassId, userId, municipalities, note } = review
  if (!isId(glassId)) throw new GraphError('GLASS_UNKNOWN')
  const sealed = sealer.sealRecord(placeOf(glassId), note)
  const [done] = await rows<{ child_id: string }>('child-index-review-glass', REVIEW, [
    ...[glassId, userId, municipalities, sealed],
  ])
  if (!done) throw new GraphError('GLASS_UNKNOWN')
  return done.child_id
}

function placeOf(id: string): string {
  return `break glass\n${id}`
}

interface Row {
  readonly id: string
  readonly child_id: string
  readonly user_id: string
  readonly organisation: string
  readonly role: string
  readonly sealed_reason: string
  readonly broken_at: Date
  readonly until: Date
  readonly reviewed_at: Date | null
}

const BREAK = `
  insert into child_index.glass
    (child_id, user_id, organisation, role, municipalities, sealed_reason, until)
  values ($1, $2, $3, $4, $5::text[], $6, clock_timestamp() + make_interval(mins => $7::int))
  returning id, until`

const OPEN_TO = `
  select distinct child_id from child_index.glass
  where user_id = $1 and organisation = $2 and child_id = any($3::uuid[])
    and clock_timestamp() < until`

const GLASSES = `
  select glass.id, child_id, glass.user_id, organisation, role, sealed_reason, broken_at, until,
    review.at as reviewed_at
  from child_index.glass left join child_index.glass_review review on review.glass_id = glass.id
  where municipalities && $1::text[] and not ($2::boolean and review.at is not null)
  order by broken_at, glass.id limit 1000`

const REVIEW = `
  with glass as (
    select id, child_id from child_index.glass
    where id = $1 and user_id <> $2 and municipalities && $3::text[]
  ), review as (
    insert into child_index.glass_review (glass_id, user_id, sealed_note)
    select id, $2, $4 from glass on conflict (glass_id) do nothing
    returning glass_id
  )
  select child_id from glass join review on review.glass_id = glass.id`
