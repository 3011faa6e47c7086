/**
 * Shows what is made of a provider's lists before they are taken in, by the code that takes them in.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { readList } from '../../connectors/csv-rows.ts'
import type { FormatReader } from '../../connectors/format.ts'
import { openList } from './childcare-csv-mapping.ts'

/** Nobody else has the key: what is shown joins with nothing. */
const INDEXED = { registry: 'read', storeKey: randomBytes(64) }

/** A list with a column that was not agreed is refused, so each cell that is filled in has a field. */
export const readChildcareCsvFile: FormatReader = (bytes, tally) =>
  readList(bytes, (heading) => {
    const toRecord = openList(heading, INDEXED)
    return (line, cells) => {
      const { kind, subject, body } = toRecord(line, cells)
      const { person: _, ...told } = body as { readonly person?: string }
      tally.read(cells.filter((cell) => cell.trim() !== '').length)
      return { kind, subject, ...told }
    }
  })
