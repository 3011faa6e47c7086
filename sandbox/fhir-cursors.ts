/**
 * Where a client is in a long answer. The search stays here, so that the link to the next page says
 * nothing of what was asked.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import type { Search } from './fhir-query.ts'

export interface Cursor {
  readonly search: Search
  readonly after: number
}

export interface Cursors {
  /** The name under which {@link Cursors.find} gives it back, until it is too old. */
  keep(cursor: Cursor): string
  find(name: string): Cursor | undefined
}

/** At most `limit` cursors; the oldest goes first. */
export function openCursors(limit = 1000): Cursors {
  const kept = new Map<string, Cursor>()
  return {
    keep(cursor) {
      const [oldest] = kept.keys()
      if (kept.size >= limit && oldest !== undefined) kept.delete(oldest)
      const name = randomBytes(18).toString('base64url')
      kept.set(name, cursor)
      return name
    },
    find: (name) => kept.get(name),
  }
}
