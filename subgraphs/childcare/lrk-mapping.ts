/**
 * A row of the LRK, in our words.
 *
 * @module
 */

import type { ChildcareKind } from './codes.ts'
import type { LocationBody } from './delivered-bodies.ts'
import {
  type ListRow,
  oneOf,
  readOptional,
  readRequired,
  toCount,
  toLrkId,
  toYesNo,
} from './list-row.ts'

/** Of its 35 columns, those that we keep, and under which names exports had them. */
export const LRK_COLUMNS = {
  lrk_id: ['lrk_id'],
  type_oko: ['type_oko'],
  actuele_naam_oko: ['actuele_naam_oko'],
  aantal_kindplaatsen: ['aantal_kindplaatsen'],
  ve: ['ve', 'vve'],
  status: ['status'],
  opvanglocatie_postcode: ['opvanglocatie_postcode'],
  opvanglocatie_woonplaats: ['opvanglocatie_woonplaats'],
  cbs_code: ['cbs_code'],
} as const

const KINDS: Readonly<Record<string, ChildcareKind>> = {
  kdv: 'KDV',
  bso: 'BSO',
  vgo: 'VGO',
  gob: 'GOB',
  psz: 'PSZ',
}

/** Nothing of a childminder that would say who or where she is: she is a person, and works at home. */
export function toLocation(row: ListRow<keyof typeof LRK_COLUMNS>): {
  readonly lrkId: string
  readonly body: LocationBody
} {
  const kind = readRequired(row, 'type_oko', 'code', oneOf(KINDS))
  const isPerson = kind === 'VGO'
  const text = (column: keyof typeof LRK_COLUMNS) =>
    isPerson ? null : unwrap(row.cells[column]) || null
  return {
    lrkId: readRequired(row, 'lrk_id', 'lrk-id', toLrkId),
    body: {
      name: text('actuele_naam_oko'),
      kind,
      places: readOptional(row, 'aantal_kindplaatsen', 'number', toCount),
      vve: readOptional(row, 've', 'ja-nee', toYesNo) ?? false,
      registered: readRequired(
        row,
        'status',
        'code',
        oneOf({ ingeschreven: true, uitgeschreven: false }),
      ),
      municipality: readOptional(row, 'cbs_code', 'municipality-code', toMunicipality),
      city: withApostrophe(text('opvanglocatie_woonplaats')),
      postcode: text('opvanglocatie_postcode'),
    },
  }
}

function toMunicipality(cell: string): string | undefined {
  return /^\d{4}$/.test(cell) ? cell : undefined
}

/** Some cells stand between apostrophes; `''` is an empty one. A name may begin with an apostrophe of its own. */
function unwrap(cell: string): string {
  return cell.replace(/^'([^']*)'$/, '$1')
}

/** The register writes `'s-Gravenhage` as `s-Gravenhage`, and `'t Harde` as `t Harde`. */
function withApostrophe(place: string | null): string | null {
  return place?.replace(/^(?=s-|t )/, "'") ?? null
}
