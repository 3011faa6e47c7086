/**
 * What the accounting stores, and the one way in which it is turned into bytes to be hashed.
 *
 * @module
 */

import { createHash } from 'node:crypto'

/** A moment to the microsecond, in UTC, as text: `2026-11-22T10:00:00.123456Z`. */
export type Moment = string

export interface EventRecord {
  readonly trace_id: string
  readonly span_id: string
  readonly parent_span_id: string | null
  readonly at: Moment
  readonly kind: string
  readonly registry: string
  readonly parts: readonly string[]
  readonly user_id: string | null
  readonly role: string | null
  readonly organisation: string | null
  readonly purpose: string | null
  readonly relation: string | null
  readonly authorisation: string
  readonly access_point: string
}

export interface ProcessingRecord {
  readonly trace_id: string
  readonly span_id: string
  readonly parent_span_id: string
  readonly name: string
  readonly started_at: Moment
  readonly processing_activity: string
  readonly data_subject: string
  readonly data_subject_type: string
  readonly parts: readonly string[]
}

export interface OutcomeRecord {
  readonly span_id: string
  readonly at: Moment
  readonly outcome: string
}

/** Between the relation and the profile of consents in `relation`: what is chained gets no other columns. */
export const CONSENT = '; '

/** The columns of a table, in the order in which they are hashed. `place` is where in its block a record stands. */
export const COLUMNS = {
  event: [
    'place',
    'trace_id',
    'span_id',
    'parent_span_id',
    'at',
    'kind',
    'registry',
    'parts',
    'user_id',
    'role',
    'organisation',
    'purpose',
    'relation',
    'authorisation',
    'access_point',
  ],
  processing: [
    'place',
    'trace_id',
    'span_id',
    'parent_span_id',
    'name',
    'started_at',
    'processing_activity',
    'data_subject',
    'data_subject_type',
    'parts',
  ],
  outcome: ['place', 'span_id', 'at', 'outcome'],
} as const satisfies {
  readonly event: readonly ('place' | keyof EventRecord)[]
  readonly processing: readonly ('place' | keyof ProcessingRecord)[]
  readonly outcome: readonly ('place' | keyof OutcomeRecord)[]
}

export type Table = keyof typeof COLUMNS
export const TABLES = Object.keys(COLUMNS) as readonly Table[]

export type Drafted =
  | { readonly table: 'event'; readonly record: EventRecord }
  | { readonly table: 'processing'; readonly record: ProcessingRecord }
  | { readonly table: 'outcome'; readonly record: OutcomeRecord }

/** A record in its block, as text of one form: what is hashed. */
export function canonical(table: Table, record: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([table, ...COLUMNS[table].map((column) => record[column] ?? null)])
}

export interface BlockHeader {
  readonly chain: string
  readonly number: number
  readonly at: Moment
  /** The link of the block before it; zeros in the first. */
  readonly previous: Uint8Array
  /** Heads of chains that were seen when it was made, as JSON; empty where nobody looked. */
  readonly witnessed: string
}

export const NO_LINK: Uint8Array = new Uint8Array(32)

/** Over a block: what it says of itself, and its records in the order of their places. */
export function hashBlock(header: BlockHeader, records: readonly string[]): Buffer {
  const { chain, number, at, previous, witnessed } = header
  const first = JSON.stringify([
    'kindlijn accounting 1',
    chain,
    number,
    at,
    Buffer.from(previous).toString('hex'),
    witnessed,
  ])
  const hash = createHash('sha256').update(first)
  for (const record of records) hash.update('\n').update(record)
  return hash.digest()
}

/** What the next block holds of this one: so that its signature cannot be changed either. */
export function linkOf(hash: Buffer, signature: Buffer): Buffer {
  return createHash('sha256').update(hash).update(signature).digest()
}

/** PostgreSQL has no NUL in a text, and no half of a surrogate pair. */
export function toStorable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}
