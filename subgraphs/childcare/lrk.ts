/**
 * Reads the export of the public register of childcare (Landelijk Register Kinderopvang, LRK).
 *
 * Nothing in it is quoted: an apostrophe or a quotation mark is itself, and a semicolon always ends a cell. Whoever
 * runs a location, and where to call them, is in the export and is not kept.
 *
 * @module
 */

import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { LocationBody } from './delivered-bodies.ts'
import { openRows } from './list-row.ts'
import { LRK_COLUMNS, toLocation } from './lrk-mapping.ts'
import { refuse } from './refusal.ts'
import { readLines } from './text-lines.ts'

export async function* readLrk(bytes: AsyncIterable<Buffer>): AsyncGenerator<DeliveredRecord> {
  let toRow: ReturnType<typeof openRows<keyof typeof LRK_COLUMNS>> | undefined
  for await (const { line, text } of readLines(bytes)) {
    if (!toRow) {
      toRow = openRows({ cells: text.split(';'), columns: LRK_COLUMNS, others: 'ignored' })
    } else if (text !== '') {
      const { lrkId, body } = toLocation(toRow(line, text.split(';')))
      yield {
        line,
        kind: 'location',
        subject: '',
        logicalKey: lrkId,
        body: body satisfies LocationBody,
      }
    }
  }
  if (!toRow) refuse(1, 'lrk_id', 'heading')
}
