/**
 * Reads what childcare providers send every month: a list of contracts, and one of hours; and, where it was agreed, one of
 * who waits, and one of the steps of the meldcode.
 *
 * They are told apart by their headings; the README of this domain describes them. A BSN becomes a blind index here, and
 * goes no further but under seal, for linking.
 *
 * @module
 */

import { readList } from '../../connectors/csv-rows.ts'
import type { DeliveryReader } from '../../connectors/deliveries.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { openList } from './childcare-csv-mapping.ts'

export function readChildcareCsv(indexed: Indexed): DeliveryReader {
  return (bytes) => readList(bytes, (heading) => openList(heading, indexed))
}
