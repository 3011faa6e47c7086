/**
 * Reads the map of offers (sociale kaart) of a municipality. Each file says of every offer how it stands.
 *
 * There is no standard for it; the README of this domain describes the list. Nobody is in it: a column for a person to
 * speak to was not agreed, and a list that has one is refused.
 *
 * @module
 */

import { readList } from '../../connectors/csv-rows.ts'
import type { DeliveryReader } from '../../connectors/deliveries.ts'
import type { IntakeFormat } from '../../connectors/delivery-intake.ts'
import type { FormatReader } from '../../connectors/format.ts'
import { openOffers } from './sociale-kaart-csv-mapping.ts'

export const readSocialeKaartCsv: DeliveryReader = (bytes) => readList(bytes, openOffers)

export const SOCIALE_KAART: IntakeFormat = { open: () => readSocialeKaartCsv, restates: true }

/** For `kindlijn read`: what is made of it before it is taken in. */
export const readSocialeKaartCsvFile: FormatReader = (bytes, tally) =>
  readList(bytes, (heading) => {
    const toRecord = openOffers(heading)
    return (line, cells) => {
      const { kind, logicalKey, body } = toRecord(line, cells)
      tally.read(cells.filter((cell) => cell.trim() !== '').length)
      return { kind, offer: logicalKey, ...(body as object) }
    }
  })
