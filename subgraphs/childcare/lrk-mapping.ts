/**
 * A row of the LRK, in our words.
 *
 * @module
 */

import { oneOf } from '../../connectors/csv-cells.ts'
import {
  type CsvRow,
  openRows,
  readOptional,
  readRequired,
  type ToRecord,
} from '../../connectors/csv-rows.ts'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { ChildcareKind } from './codes.ts'
import type { BodyKind, LocationBody } from './delivered-bodies.ts'
import { count, lrkId, municipality, yesNo } from './list-cells.ts'

/** Of its 35 columns, those that we keep. */
type Column = (typeof COLUMNS)[number]
const COLUMNS = [
  'lrk_id',
  'type_oko',
  'actuele_naam_oko',
  'aantal_kindplaatsen',
  've',
  'status',
  'opvanglocatie_postcode',
  'opvanglocatie_woonplaats',
  'cbs_code',
] as const

const kindOfLocation = oneOf<ChildcareKind>({
  kdv: 'KDV',
  bso: 'BSO',
  vgo: 'VGO',
  gob: 'GOB',
  psz: 'PSZ',
})

const registered = oneOf({ ingeschreven: true, uitgeschreven: false })

/** Takes the heading; what it returns takes every other line. */
export function openLocations(heading: readonly string[]): ToRecord<DeliveredRecord> {
  const toRow = openRows(heading, COLUMNS, { others: 'ignored', formerly: { ve: 'vve' } })
  return (line, cells) => {
    const row = toRow(line, cells)
    return {
      line,
      kind: 'location' satisfies BodyKind,
      subject: '',
      logicalKey: readRequired(row, 'lrk_id', lrkId),
      body: toLocation(row),
    }
  }
}

/** Nothing of a childminder that would say who or where she is: she is a person, and works at home. */
function toLocation(row: CsvRow<Column>): LocationBody {
  const kind = readRequired(row, 'type_oko', kindOfLocation)
  const isPerson = kind === 'VGO'
  const text = (column: Column) => (isPerson ? null : unwrap(row.cells[column]) || null)
  return {
    name: text('actuele_naam_oko'),
    kind,
    places: readOptional(row, 'aantal_kindplaatsen', count),
    vve: readOptional(row, 've', yesNo) ?? false,
    registered: readRequired(row, 'status', registered),
    municipality: readOptional(row, 'cbs_code', municipality),
    city: withApostrophe(text('opvanglocatie_woonplaats')),
    postcode: text('opvanglocatie_postcode'),
  }
}

/** Some cells stand between apostrophes; `''` is an empty one. A name may begin with an apostrophe of its own. */
function unwrap(cell: string): string {
  return cell.replace(/^'([^']*)'$/, '$1')
}

/** The register writes `'s-Gravenhage` as `s-Gravenhage`, and `'t Harde` as `t Harde`. */
function withApostrophe(place: string | null): string | null {
  return place?.replace(/^(?=s-|t )/, "'") ?? null
}
