/**
 * A page of a work list: who is asked for, in the order of how long it has been.
 *
 * What a line tells is reckoned for the reader at that moment; a line that does not hold any more, though nobody came to it
 * yet, is left out.
 *
 * @module
 */

import { GraphError } from '../../schema/errors.ts'
import { addDays, latestOf } from './age.ts'
import type { FollowedChild, FollowedChildren } from './follow-children.ts'
import type { ListEntries, ListEntry } from './list-entries.ts'
import { type ListName, ROWS_OF, type WorkLists } from './list-rows.ts'

export interface ListQuery {
  readonly states: readonly string[]
  /** Routes, or diseases: one of them. */
  readonly kinds?: readonly string[] | null | undefined
  readonly municipalities?: readonly string[] | null | undefined
  readonly postcodes?: readonly string[] | null | undefined
  /** Whole months, both included. */
  readonly ageMonths?:
    | { readonly from?: number | null; readonly to?: number | null }
    | null
    | undefined
  /** At least so many days since the day by which the list is ordered. */
  readonly minDays?: number | null | undefined
  readonly isNewestFirst?: boolean
  readonly first: number
  /** A cursor. */
  readonly after?: string | null | undefined
}

export interface ListedRow<L extends ListName> {
  readonly child: FollowedChild
  readonly told: WorkLists[L]
  readonly since: string
  readonly kinds: readonly string[]
}

export interface ListedPage<L extends ListName> {
  readonly rows: readonly ListedRow<L>[]
  readonly hasNextPage: boolean
  readonly endCursor: string | null
  /** Of all pages. */
  readonly total: number
  /** Of all pages, whatever states are asked for. */
  readonly cannotTell: number
  readonly areas: readonly AreaTotal[]
}

export interface AreaTotal {
  readonly municipality: string | null
  readonly postcode: string | null
  readonly total: number
}

const MOST = 500

interface Reading {
  readonly entries: ListEntries
  readonly followed: FollowedChildren
  readonly today: string
  /** Of these children those whom the reader may see now. */
  readonly visible: (ids: readonly string[]) => Promise<ReadonlySet<string>>
}

export async function readPage<L extends ListName>(
  name: L,
  query: ListQuery,
  { entries, followed, today, visible }: Reading,
): Promise<ListedPage<L>> {
  const { states, first, after, isNewestFirst = false } = query
  if (first < 1 || first > MOST) throw new GraphError('ARGUMENT_INVALID')
  const isMeant = matching(query, today)
  const list = entries.list(name)
  const rows: (ListedRow<L> & { readonly place: string })[] = []
  let place = after == null ? null : toPlace(after)
  let isMore = true
  while (rows.length <= first && isMore) {
    const wanted = first + 1 - rows.length
    const holding: typeof rows = []
    for (const entry of list.from(place, isNewestFirst)) {
      if (holding.length === wanted) break
      place = entry.place
      const isAsked = states.includes(entry.state) && isMeant(entry)
      const row = isAsked ? toldOf(name, entry, followed, today) : undefined
      if (row) holding.push({ ...row, place })
    }
    isMore = holding.length === wanted
    const seen = await visible([...new Set(holding.map(({ child }) => child.id))])
    rows.push(...holding.filter(({ child }) => seen.has(child.id)))
  }
  const shown = rows.slice(0, first)
  const end = shown.at(-1)?.place
  return {
    rows: shown,
    hasNextPage: rows.length > first,
    endCursor: end === undefined ? null : Buffer.from(end).toString('base64url'),
    ...counted(list.from(null, false), isMeant, states),
  }
}

/** By the rule of the child's own node. */
function toldOf<L extends ListName>(
  name: L,
  { child: { id }, line, state, since }: ListEntry,
  followed: FollowedChildren,
  today: string,
): ListedRow<L> | undefined {
  const child = followed.get(id)
  const { rows } = child ? ROWS_OF[name](followed.listed(child), today) : { rows: [] }
  const row = rows.find((one) => one.line === line && one.state === state && one.since === since)
  return child && row && { child, told: row.told, since, kinds: row.kinds }
}

function counted(
  entries: Iterable<ListEntry>,
  isMeant: (entry: ListEntry) => boolean,
  states: readonly string[],
): Pick<ListedPage<ListName>, 'total' | 'cannotTell' | 'areas'> {
  const areas = new Map<string, AreaTotal>()
  let [total, cannotTell] = [0, 0]
  for (const entry of entries) {
    if (!isMeant(entry)) continue
    if (entry.state === 'CANNOT_TELL') cannotTell += 1
    if (!states.includes(entry.state)) continue
    total += 1
    const { municipality, postcode } = entry.child
    const area = `${municipality ?? ''} ${postcode ?? ''}`
    areas.set(area, { municipality, postcode, total: (areas.get(area)?.total ?? 0) + 1 })
  }
  const named = [...areas].sort(([one], [other]) => (one < other ? -1 : Number(one > other)))
  return { total, cannotTell, areas: named.map(([, area]) => area) }
}

/** Whether a line is asked for, apart from its state. */
function matching(query: ListQuery, today: string): (entry: ListEntry) => boolean {
  const { kinds, municipalities, postcodes, ageMonths, minDays } = query
  const youngest = bornUntil(today, ageMonths?.from ?? 0)
  const oldest = ageMonths?.to == null ? '' : bornUntil(today, ageMonths.to + 1)
  const since = minDays == null ? null : addDays(today, -minDays)
  return ({ child, kinds: own, since: on }) => {
    const { municipality, postcode, course } = child
    if (kinds && !own.some((kind) => kinds.includes(kind))) return false
    if (municipalities && !municipalities.includes(municipality ?? '')) return false
    if (postcodes && !postcodes.includes(postcode ?? '')) return false
    if (since !== null && on > since) return false
    if (!ageMonths) return true
    const birthDate = course.birthDate && latestOf(course.birthDate)
    return birthDate !== null && birthDate <= youngest && birthDate > oldest
  }
}

/** Who was born by then is at least so many months old; as text, since not every month has the day. */
function bornUntil(today: string, months: number): string {
  const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - months
  const year = String(Math.floor(month / 12)).padStart(4, '0')
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}${today.slice(7)}`
}

function toPlace(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString()
  if (!/^\d{4}-\d{2}-\d{2} \S+ /.test(place)) throw new GraphError('ARGUMENT_INVALID')
  return place
}
