/**
 * Reads the list of cases that neighbourhood teams (wijkteams) send.
 *
 * There is no standard for it; the README of this domain describes the list. A BSN becomes a blind
 * index here, and goes no further but under seal, for linking.
 *
 * @module
 */

import { readList } from '../../connectors/csv-rows.ts'
import type { DeliveryReader } from '../../connectors/deliveries.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { openCases } from './wijkteam-csv-mapping.ts'

export function readWijkteamCsv(indexed: Indexed): DeliveryReader {
  return (bytes) => readList(bytes, (heading) => openCases(heading, indexed))
}
