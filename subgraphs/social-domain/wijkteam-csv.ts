/**
 * Reads the list of cases that neighbourhood teams (wijkteams) send.
 *
 * There is no standard for it; the README of this domain describes the list. A BSN becomes a blind
 * index here, and goes no further.
 *
 * @module
 */

import type { DeliveredRecord, DeliveryReader } from '../../connectors/deliveries.ts'
import { refuse } from './refusal.ts'
import type { Indexed } from './subject-index.ts'
import { readLines } from './text-lines.ts'
import { openCases } from './wijkteam-csv-mapping.ts'

export function readWijkteamCsv(indexed: Indexed): DeliveryReader {
  return async function* (bytes): AsyncGenerator<DeliveredRecord> {
    let toRecord: ReturnType<typeof openCases> | undefined
    for await (const { line, text } of readLines(bytes)) {
      if (text === '') continue
      const cells = splitCells(text) ?? refuse(line, '', 'quoting')
      if (toRecord) yield toRecord(line, cells)
      else toRecord = openCases(cells, indexed)
    }
    if (!toRecord) refuse(1, 'casus', 'heading')
  }
}

const CELL = /(?:"((?:[^"]|"")*)"|([^";]*))(;|$)/y

/**
 * A cell with a semicolon or a quotation mark in it stands between quotation marks, and on one
 * line.
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
