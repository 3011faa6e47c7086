/**
 * Reads the export of the public register of childcare (Landelijk Register Kinderopvang, LRK).
 *
 * Nothing in it is quoted: an apostrophe or a quotation mark is itself, and a semicolon always ends a cell. Whoever
 * runs a location, and where to call them, is in the export and is not kept.
 *
 * @module
 */

import { readList } from '../../connectors/csv-rows.ts'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import { openLocations } from './lrk-mapping.ts'

export function readLrk(bytes: AsyncIterable<Buffer>): AsyncIterable<DeliveredRecord> {
  return readList(bytes, openLocations, (text) => text.split(';'))
}
