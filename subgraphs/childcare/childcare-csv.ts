/**
 * Reads what childcare providers send every month: a list of contracts, and a list of hours.
 *
 * The two are told apart by their headings; the README of this domain describes both. A BSN becomes a blind index here,
 * and goes no further.
 *
 * @module
 */

import type { DeliveredRecord, DeliveryReader } from '../../connectors/deliveries.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'
import { openContracts, openHours } from './childcare-csv-mapping.ts'
import { refuse } from './refusal.ts'
import { readLines } from './text-lines.ts'

export function readChildcareCsv(referenceKey: ReferenceKey): DeliveryReader {
  return async function* (bytes): AsyncGenerator<DeliveredRecord> {
    let toRecord: ReturnType<typeof openContracts> | undefined
    for await (const { line, text } of readLines(bytes)) {
      if (text === '') continue
      const cells = splitCells(text) ?? refuse(line, '', 'quoting')
      if (toRecord) yield toRecord(line, cells)
      else toRecord = (cells.includes('maand') ? openHours : openContracts)(cells, referenceKey)
    }
    if (!toRecord) refuse(1, 'bsn', 'heading')
  }
}

const CELL = /(?:"((?:[^"]|"")*)"|([^";]*))(;|$)/y

/**
 * A cell with a semicolon or a quotation mark in it stands between quotation marks. No cell of ours has a line break, so
 * that a mark which is not closed is found on its own line, and does not swallow the rest of the file.
 */
function splitCells(text: string): readonly string[] | undefined {
  const cells: string[] = []
  for (CELL.lastIndex = 0; ; ) {
    const [, quoted, plain = '', end] = CELL.exec(text) ?? []
    if (end === undefined) return undefined
    cells.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '') return cells
  }
}
