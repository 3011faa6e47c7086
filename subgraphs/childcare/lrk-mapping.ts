/**
 * A row of the LRK, in our words.
 *
 * @module
 */

import { day, oneOf } from '../../connectors/csv-cells.ts'
import { openRowsWith } from '../../connectors/csv-optional.ts'
import {
  type CsvRow,
  readOptional,
  readRequired,
  type ToRecord,
} from '../../connectors/csv-rows.ts'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { ChildcareKind } from './codes.ts'
import type { BodyKind, LocationBody, PlaceBody } from './delivered-bodies.ts'
import { count, lrkId, municipality, yesNo } from './list-cells.ts'
import { FORMERLY, type LrkColumn, OF_A_CHILDMINDER, OPTIONAL, REQUIRED } from './lrk-columns.ts'

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
  const toRow = openRowsWith(heading, REQUIRED, OPTIONAL, { others: 'ignored', formerly: FORMERLY })
  const others = heading.flatMap((name, place) => (isKnown(name.trim()) ? [] : [{ name, place }]))
  return (line, cells) => {
    const row = withoutApostrophes(toRow(line, cells))
    const kind = readRequired(row, 'type_oko', kindOfLocation)
    const isPerson = kind === 'VGO'
    return {
      line,
      kind: 'location' satisfies BodyKind,
      subject: '',
      logicalKey: readRequired(row, 'lrk_id', lrkId),
      body: {
        ...toLocation(isPerson ? withoutPerson(row) : row, kind),
        // A column that nobody told us of may say anything of a person.
        others: isPerson ? [] : others.flatMap(({ name, place }) => toOther(name, cells[place])),
      } satisfies LocationBody,
    }
  }
}

const KNOWN: ReadonlySet<string> = new Set([...REQUIRED, ...OPTIONAL, ...Object.values(FORMERLY)])

/** Whether it is one of the columns of the register. */
export function isKnown(column: string): boolean {
  return KNOWN.has(column)
}

function toOther(name: string, cell = ''): LocationBody['others'] {
  const value = cell.trim()
  return value === '' ? [] : [{ name: name.trim(), value }]
}

function toLocation(row: CsvRow<LrkColumn>, kind: ChildcareKind): Omit<LocationBody, 'others'> {
  const { cells } = row
  const text = (column: LrkColumn) => cells[column] || null
  return {
    name: text('actuele_naam_oko'),
    kind,
    places: readOptional(row, 'aantal_kindplaatsen', count),
    vve: readOptional(row, 've', yesNo) ?? false,
    parentRun: readOptional(row, 'opc', yesNo),
    registered: readRequired(row, 'status', registered),
    registeredOn: readOptional(row, 'inschrijfdatum', day),
    municipality: readOptional(row, 'cbs_code', municipality),
    municipalityName: withApostrophe(text('verantwoordelijke_gemeente')),
    street: text('opvanglocatie_adres'),
    city: withApostrophe(text('opvanglocatie_woonplaats')),
    postcode: text('opvanglocatie_postcode'),
    bagId: text('bag_id'),
    holder: {
      name: text('naam_houder'),
      kvkNumber: text('kvk_nummer_houder'),
      branchNumber: text('vestigingsnummer_houder'),
      legalForm: text('rechtsvorm_houder'),
      ...toPlace(cells, 'houder'),
    },
    disputesFrom: readOptional(row, 'start_geschillencommissie', day),
    disputesUntil: readOptional(row, 'einde_geschillencommissie', day),
    correspondence: toPlace(cells, 'correspondentie'),
    contact: {
      person: text('contact_persoon'),
      phone: text('contact_telefoon'),
      email: text('contact_emailadres'),
      website: text('contact_website'),
    },
    agencies: [cells.gastouderbureau_1, cells.gastouderbureau_2].filter((name) => name !== ''),
    registerUrl: text('lrk_url'),
  }
}

function toPlace(
  cells: CsvRow<LrkColumn>['cells'],
  whose: 'houder' | 'correspondentie',
): PlaceBody {
  return {
    street: cells[`${whose}_adres`] || null,
    postcode: cells[`${whose}_postcode`] || null,
    city: withApostrophe(cells[`${whose}_woonplaats`] || null),
    abroad: cells[`${whose}_buitenland`] || null,
  }
}

function withoutPerson({ line, cells }: CsvRow<LrkColumn>): CsvRow<LrkColumn> {
  return {
    line,
    cells: mapCells(cells, (cell, column) => (OF_A_CHILDMINDER.has(column) ? cell : '')),
  }
}

/** Some cells stand between apostrophes; `''` is an empty one. A name may begin with an apostrophe of its own. */
function withoutApostrophes({ line, cells }: CsvRow<LrkColumn>): CsvRow<LrkColumn> {
  return { line, cells: mapCells(cells, (cell) => cell.replace(/^'([^']*)'$/, '$1').trim()) }
}

function mapCells(
  cells: CsvRow<LrkColumn>['cells'],
  change: (cell: string, column: LrkColumn) => string,
): CsvRow<LrkColumn>['cells'] {
  const changed = { ...cells }
  for (const column of Object.keys(cells) as LrkColumn[])
    changed[column] = change(cells[column], column)
  return changed
}

/** The register writes `'s-Gravenhage` as `s-Gravenhage`, and `'t Harde` as `t Harde`. */
function withApostrophe(place: string | null): string | null {
  return place?.replace(/^(?=s-|t )/, "'") ?? null
}
