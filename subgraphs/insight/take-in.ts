/**
 * Pages of the feed, taken into the store: what is told of a subject replaces what was told of it before.
 *
 * @module
 */

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { DuckDBDataChunk, type DuckDBType, type DuckDBValue } from '@duckdb/node-api'
import type { Domain } from '../../schema/domain.ts'
import type { ChildFeed, EventFeed, FeedPage } from '../../schema/feed.ts'
import { CHILD_COLUMNS, DOMAINS, EVENT_COLUMNS } from './columns.ts'
import { Links } from './links.ts'
import type { Store } from './store.ts'
import { spreadSigns } from './sums.ts'

/** All of a page, or nothing. After one that failed the store has to be built anew. */
export type TakeIn = (page: FeedPage) => Promise<void>

type Values = readonly DuckDBValue[]

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

  return async (page) => {
    await writer.run('BEGIN')
    try {
      await takeChildren(page.children)
      for (const domain of DOMAINS) await takeEvents(domain, page.events[domain])
      await append('word', words.takeNew())
      await writer.run('COMMIT')
    } catch (error) {
      await writer.run('ROLLBACK')
      throw error
    }
    if (fresh < COMPRESS_EVERY || fresh < compressed / 5) return
    compressed += fresh
    fresh = 0
    await writer.run('CHECKPOINT insight')
  }

  async function takeChildren(page: ChildFeed): Promise<void> {
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
    await remove('all_children', 'child', [...children, ...gone])
    const keys = page.ids.map((id) => keysOf(id, secret))
    await append('all_children', [
      children,
      keys.map(({ cell }) => cell),
      keys.map(({ signs }) => signs),
      ...CHILD_COLUMNS.map(({ from, read }) => readAll(page[from] as Values, read)),
      ...DOMAINS.map((domain) => page.domains[domain].absence),
      ...DOMAINS.map((domain) => page.domains[domain].token.map((token) => token !== null)),
    ])
    await move(new Map(moved.map(({ record, child }) => [record, child])))
  }

  async function takeEvents(domain: Domain, page: EventFeed): Promise<void> {
    const old: number[] = []
    const records: { child: number | null; record: number }[] = []
    const rows: typeof records = []
    for (const [i, subject] of page.subjects.entries()) {
      const count = page.counts[i] ?? 0
      const told = count > 0 ? links.tellAnew(subject) : { old: links.forget(subject) }
      if (told.old > 0) old.push(told.old)
      if (!('record' in told)) continue
      records.push(told)
      for (let n = 0; n < count; n += 1) rows.push(told)
    }
    if (page.kind.length !== rows.length) throw new Error('A feed told another number of events.')
    const rowsOf = (those: typeof records) => [
      those.map(({ child }) => child),
      those.map(({ record }) => record),
      those.map(() => domain),
    ]
    await remove('all_records', 'record', old)
    await remove('all_events', 'record', old)
    await append('all_records', rowsOf(records))
    await append('all_events', [
      ...rowsOf(rows),
      ...EVENT_COLUMNS.map(({ from, read, isText }) =>
        readAll(page[from] as Values, isText ? words.numberOf : read),
      ),
    ])
    fresh += rows.length
  }

  async function append(table: string, columns: readonly Values[]): Promise<void> {
    const length = columns[0]?.length ?? 0
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

/** As many rows as DuckDB takes at once. */
const CHUNK = 2_048

function chunkOf(types: DuckDBType[], columns: readonly Values[], from: number, until: number) {
  const chunk = DuckDBDataChunk.create(types, until - from)
  for (const [i, values] of columns.entries()) chunk.setColumnValues(i, values.slice(from, until))
  return chunk
}

function readAll(values: Values, read?: (value: never) => DuckDBValue): Values {
  return read ? values.map((value) => (value === null ? null : read(value as never))) : values
}

function keysOf(id: string, secret: KeyObject) {
  const digest = createHmac('sha256', secret).update(id).digest()
  return { cell: digest.readUInt32BE(0), signs: spreadSigns(digest.readUInt32BE(4)) }
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
    takeNew(): readonly Values[] {
      const taken = fresh
      fresh = [[], []]
      return taken
    },
  }
}
