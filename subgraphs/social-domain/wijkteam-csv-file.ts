/**
 * Shows what is made of a list of cases before it is taken in, by the code that takes it in.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { readList } from '../../connectors/csv-rows.ts'
import type { FormatReader } from '../../connectors/format.ts'
import { openCases } from './wijkteam-csv-mapping.ts'

/** Nobody else has the key: what is shown joins with nothing. */
const INDEXED = { registry: 'read', storeKey: randomBytes(64) }

/** A list with a column that was not agreed is refused, so each cell that is filled in has a field. */
export const readWijkteamCsvFile: FormatReader = (bytes, tally) =>
  readList(bytes, (heading) => {
    const toRecord = openCases(heading, INDEXED)
    return (line, cells) => {
      const { kind, subject, logicalKey, body } = toRecord(line, cells)
      tally.read(cells.filter((cell) => cell.trim() !== '').length)
      const { person: _, ...told } = body as { readonly person?: string }
      return { kind, case: logicalKey, subject, ...told }
    }
  })
