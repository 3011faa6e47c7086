/**
 * Reads the export of the public register of childcare (Landelijk Register Kinderopvang, LRK).
 *
 * Nothing in it is quoted: an apostrophe or a quotation mark is itself, and a semicolon always ends a cell. Of a
 * childminder, who is a person at home, nothing is taken that says who or where she is.
 *
 * @module
 */

import { readList } from '../../connectors/csv-rows.ts'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import { openLocations } from './lrk-mapping.ts'

export function readLrk(bytes: AsyncIterable<Buffer>): AsyncIterable<DeliveredRecord> {
  return readList(bytes, openLocations, splitUnquoted)
}

export function splitUnquoted(text: string): readonly string[] {
  return text.split(';')
}
