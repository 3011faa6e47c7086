/**
 * Pages of the feed, taken into the store: what is told of a subject replaces what was told of it before.
 *
 * @module
 */

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { ALL_PLACES, PLACES } from '../../privacy/disclosure-sketch.ts'
import type { Domain } from '../../schema/domain.ts'
import type { ChildFeed, EventFeed, FedOffer, FeedPage } from '../../schema/feed.ts'
import { CHUNK, chunkOf, type Filling } from './chunk.ts'
import { CHILD_COLUMNS, DOMAINS, EVENT_COLUMNS } from './columns.ts'
import { Links } from './links.ts'
import type { Store } from './store.ts'
import { fillingsOf } from './take-in-offers.ts'

/** All of a page, or nothing. After one that failed the store has to be built anew. */
export type TakeIn = (page: FeedPage) => Promise<void>

/**
 * After so many new rows those that were written are compressed, and what was deleted makes room. It takes longer the
 * more there is, so it waits for a fifth of that, too.
 */
const COMPRESS_EVERY = 2_000_000

/** The key makes the numbers that stand for children in what is told; the same after each start. */
export function openTakeIn({ writer }: Store, key: Uint8Array): TakeIn {
  const links = new Links()
  const words = openWords()
  const secret = createSecretKey(key)
  let [compressed, fresh] = [0, 0]
  let compressing: Promise<unknown> = Promise.resolve()

  return async (page) => {
    await compressing
    await writer.run('BEGIN')
    try {
      await takeChildren(page.children)
      for (const domain of DOMAINS) await takeEvents(domain, page.events[domain])
      await append('word', words.takeNew())
      if (page.offers) await takeOffers(page.offers)
      await writer.run('COMMIT')
    } catch (error) {
      await writer.run('ROLLBACK')
      throw error
    }
    if (fresh < COMPRESS_EVERY || fresh < compressed / 5) return
    compressed += fresh
    fresh = 0
    // While the next page is fetched; whoever brings that is told where it failed.
    compressing = writer.run('CHECKPOINT insight')
    compressing.catch(() => undefined)
  }

  async function takeChildren(page: ChildFeed): Promise<void> {
    const before = links.children
    const children = page.ids.map((id) => links.numberOfChild(id))
    const gone = page.gone.map((id) => links.numberOfChild(id))
    const moved = [
      ...gone.flatMap((child) => links.link(child, [])),
      ...children.flatMap((child, i) =>
        links.link(
          child,
          DOMAINS.flatMap((domain) => page.domains[domain].token[i] ?? []),
        ),
      ),
    ]
    const known = [...children, ...gone].filter((child) => child <= before)
    await remove('all_children', 'child', known)
    const keys = page.ids.map((id) => keysOf(id, secret))
    await append('all_children', [
      { values: children },
      { values: keys.map(({ cell }) => cell) },
      { values: keys.map(({ place }) => place) },
      { values: keys.map(({ place }) => 4 ** (place % PLACES)) },
      ...CHILD_COLUMNS.map(({ from, read }) => fillingOf(page[from] as readonly unknown[], read)),
      ...DOMAINS.map((domain) => ({ values: page.domains[domain].absence })),
      ...DOMAINS.map((domain) => ({
        values: page.domains[domain].token.map((token) => token !== null),
      })),
    ])
    await move(new Map(moved.map(({ record, child }) => [record, child])))
  }

  async function takeEvents(domain: Domain, page: EventFeed): Promise<void> {
    const old: number[] = []
    const records = { child: [] as (number | null)[], record: [] as number[] }
    const rows = { child: [] as (number | null)[], record: [] as number[] }
    for (const [i, subject] of page.subjects.entries()) {
      const count = page.counts[i] ?? 0
      const told = count > 0 ? links.tellAnew(subject) : { old: links.forget(subject) }
      if (told.old > 0) old.push(told.old)
      if (!('record' in told)) continue
      records.child.push(told.child)
      records.record.push(told.record)
      for (let n = 0; n < count; n += 1) {
        rows.child.push(told.child)
        rows.record.push(told.record)
      }
    }
    const length = rows.record.length
    if (page.kind.length !== length) throw new Error('A feed told another number of events.')
    const rowsOf = ({ child, record }: typeof records) => [
      { values: child },
      { values: record },
      { values: new Array<Domain>(record.length).fill(domain) },
    ]
    await remove('all_records', 'record', old)
    await remove('all_events', 'record', old)
    await append('all_records', rowsOf(records))
    await append('all_events', [
      ...rowsOf(rows),
      ...EVENT_COLUMNS.map(({ from, read, isText }) =>
        fillingOf(page[from], isText ? words.numberOf : read),
      ),
    ])
    fresh += length
  }

  async function takeOffers(offers: readonly FedOffer[]): Promise<void> {
    await writer.run('DELETE FROM all_offers')
    await append('all_offers', fillingsOf(offers))
  }

  async function append(table: string, columns: readonly Filling[]): Promise<void> {
    const length = columns[0]?.values.length ?? 0
    if (length === 0) return
    const appender = await writer.createAppender(table)
    try {
      const types = columns.map((_, i) => appender.columnType(i))
      for (let from = 0; from < length; from += CHUNK) {
        appender.appendDataChunk(chunkOf(types, columns, from, Math.min(length, from + CHUNK)))
      }
    } finally {
      appender.closeSync()
    }
  }

  async function remove(table: string, column: string, numbers: readonly number[]): Promise<void> {
    if (numbers.length === 0) return
    await writer.run(`DELETE FROM ${table} WHERE ${column} IN (${numbers.join()})`)
  }

  /** The list of records is there twice, because only in a filter it says which parts of a table need not be read. */
  async function move(owners: ReadonlyMap<number, number | null>): Promise<void> {
    if (owners.size === 0) return
    const pairs = [...owners].map(([record, child]) => `(${record}, ${child})`).join()
    const records = [...owners.keys()].join()
    for (const table of ['all_records', 'all_events']) {
      await writer.run(
        `UPDATE ${table} SET child = owner.child FROM (VALUES ${pairs}) owner(record, child) WHERE ${table}.record = owner.record AND ${table}.record IN (${records})`,
      )
    }
  }
}

function fillingOf(values: readonly unknown[], read: Filling['read']): Filling {
  return { values, ...(read && { read }) }
}

function keysOf(id: string, secret: KeyObject) {
  const digest = createHmac('sha256', secret).update(id).digest()
  return { cell: digest.readUInt32BE(0), place: digest.readUInt32BE(4) % ALL_PLACES }
}

/** A registry has some hundreds of words for what it tells; what would not fit any more is not told. */
const MOST_WORDS = 65_535

function openWords() {
  const numbers = new Map<string, number>()
  let fresh: [number: number[], text: string[]] = [[], []]
  return {
    numberOf(text: string): number | null {
      const known = numbers.get(text)
      if (known !== undefined) return known
      if (numbers.size >= MOST_WORDS) return null
      const number = numbers.size
      numbers.set(text, number)
      fresh[0].push(number)
      fresh[1].push(text)
      return number
    },
    takeNew(): readonly Filling[] {
      const taken = fresh.map((values) => ({ values }))
      fresh = [[], []]
      return taken
    },
  }
}
