/**
 * A name for an operation that nobody knew beforehand: two that differ in the values in them only have the same.
 *
 * Somebody may have written a person's data into a document, so the hash is of what is left without them.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import { type DocumentNode, Kind, print, visit } from 'graphql'

const known = new WeakMap<DocumentNode, string>()

/** 32 hex digits. */
export function hashOf(document: DocumentNode): string {
  const hash = known.get(document) ?? makeHash(document)
  known.set(document, hash)
  return hash
}

const NOTHING = { kind: Kind.NULL } as const

function makeHash(document: DocumentNode): string {
  const bare = visit(document, {
    IntValue: () => NOTHING,
    FloatValue: () => NOTHING,
    StringValue: () => NOTHING,
    ListValue: () => NOTHING,
    ObjectValue: () => NOTHING,
  })
  return createHash('sha256').update(print(bare)).digest('hex').slice(0, 32)
}
