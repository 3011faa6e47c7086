/**
 * Reading files of a format without taking them in: what `kindlijn read` shows before a registry is linked.
 *
 * @module
 */

import type { DeliveryProblem } from './deliveries.ts'

/**
 * What became of the elements of a file. An element is what can hold a value in the format: an XML element or
 * attribute with a value, a cell under a heading, a property of a JSON object.
 */
export interface Tally {
  /** It has a field of its own in what was made of the file. */
  read(count?: number): void
  /** It has none, and is kept under its official name. */
  kept(count?: number): void
  /** The format does not know it. `path` says where it stands, and never holds a value. */
  unknown(path: string, count?: number): void
}

/**
 * Reads one file, streaming: what it has handed out it need not remember. Throws a `DeliveryRefused` at what it will
 * not take; nothing of the file counts then.
 */
export type FormatReader = (bytes: AsyncIterable<Buffer>, tally: Tally) => AsyncIterable<unknown>

/** One line of `kindlijn read`. */
export interface ReadReport {
  readonly file: string
  readonly ok: boolean
  readonly records: number
  readonly elements: { readonly read: number; readonly kept: number; readonly unknown: number }
  readonly problems: readonly DeliveryProblem[]
}
