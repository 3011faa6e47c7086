/**
 * Reads the list of cases that neighbourhood teams (wijkteams) send.
 *
 * There is no standard for it; the README of this domain describes the list. A BSN becomes a blind
 * index here, and goes no further.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { readList } from '../../connectors/csv-rows.ts'
import type { DeliveryReader } from '../../connectors/deliveries.ts'
import type { FormatReader } from '../../connectors/format.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { openCases } from './wijkteam-csv-mapping.ts'

export function readWijkteamCsv(indexed: Indexed): DeliveryReader {
  return (bytes) => readList(bytes, (heading) => openCases(heading, indexed))
}

const KEY = randomBytes(64)

/**
 * Shows what would be taken in; whom it is about is blind, under a key that nobody keeps. Each cell has a field, and is
 * counted where something is written in it; a column that was not agreed is refused.
 */
export const readWijkteamCsvFile: FormatReader = (bytes, tally) =>
  readList(bytes, (heading) => {
    const toRecord = openCases(heading, { registry: 'read', referenceKey: KEY })
    return (line, cells) => {
      const record = toRecord(line, cells)
      tally.read(cells.filter((cell) => cell.trim() !== '').length)
      return record
    }
  })
