/**
 * Shows what is made of an export of the LRK before it is taken in, by the code that takes it in.
 *
 * What says who or where a childminder is counts as read: it has a field, and is left out of it by rule. A column that the
 * register did not have is counted as unknown, and kept with its name.
 *
 * @module
 */

import { readList } from '../../connectors/csv-rows.ts'
import type { FormatReader } from '../../connectors/format.ts'
import { splitUnquoted } from './lrk.ts'
import { isKnown, openLocations } from './lrk-mapping.ts'

export const readLrkFile: FormatReader = (bytes, tally) =>
  readList(
    bytes,
    (heading) => {
      const toRecord = openLocations(heading)
      const known = heading.map((name) => isKnown(name.trim()))
      return (line, cells) => {
        const { logicalKey, body } = toRecord(line, cells)
        for (const [i, cell] of cells.entries()) {
          if (cell.trim() === '' || cell.trim() === "''") continue
          if (known[i]) tally.read()
          else tally.unknown(`column ${i + 1}`)
        }
        return { lrkId: logicalKey, ...(body as object) }
      }
    },
    splitUnquoted,
  )
