/**
 * Reads what childcare providers send every month: a list of contracts, and a list of hours.
 *
 * The two are told apart by their headings; the README of this domain describes both. A BSN becomes a blind index here,
 * and goes no further.
 *
 * @module
 */

import { readList } from '../../connectors/csv-rows.ts'
import type { DeliveryReader } from '../../connectors/deliveries.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'
import { openContracts, openHours } from './childcare-csv-mapping.ts'

export function readChildcareCsv(referenceKey: ReferenceKey): DeliveryReader {
  return (bytes) =>
    readList(bytes, (heading) =>
      (heading.includes('maand') ? openHours : openContracts)(heading, referenceKey),
    )
}
