/**
 * Childcare, in the two ways in which it reaches a municipality: the open register of locations (LRK),
 * which knows no child, and the lists that providers send every month, which know little else.
 *
 * @module
 */

import { toCsvLine, toDutchDate, toDutchNumber, toJaNee } from './csv.ts'
import {
  LIST_SLIPS,
  type ListClient,
  type ListSlips,
  PERSON_COLUMNS,
  toListClient,
} from './list-clients.ts'
import {
  type Child,
  type Enrolment,
  type Family,
  type Location,
  REFERENCE_DATE,
} from './population.ts'
import { waitingLines } from './waiting.ts'

/** The register's own heading, in its own order. */
export const LRK_COLUMNS = [
  'lrk_id',
  'type_oko',
  'opc',
  'actuele_naam_oko',
  'aantal_kindplaatsen',
  've',
  'status',
  'inschrijfdatum',
  'opvanglocatie_adres',
  'opvanglocatie_postcode',
  'opvanglocatie_woonplaats',
  'bag_id',
  'naam_houder',
  'kvk_nummer_houder',
  'vestigingsnummer_houder',
  'rechtsvorm_houder',
  'start_geschillencommissie',
  'einde_geschillencommissie',
  'houder_adres',
  'houder_postcode',
  'houder_woonplaats',
  'houder_buitenland',
  'correspondentie_adres',
  'correspondentie_postcode',
  'correspondentie_woonplaats',
  'correspondentie_buitenland',
  'contact_persoon',
  'contact_telefoon',
  'contact_emailadres',
  'contact_website',
  'cbs_code',
  'verantwoordelijke_gemeente',
  'gastouderbureau_1',
  'gastouderbureau_2',
  'lrk_url',
] as const

type LrkRow = Partial<Readonly<Record<(typeof LRK_COLUMNS)[number], string>>>

/** Heading first, without line ends. Nothing is quoted: an apostrophe or a quotation mark is itself. */
export function* lrkLines(locations: readonly Location[]): Generator<string> {
  yield LRK_COLUMNS.join(';')
  for (const location of locations) {
    const row = toLrkRow(location)
    yield LRK_COLUMNS.map((column) => (row[column] ?? '').replace(/[;\r\n]+/g, ' ')).join(';')
  }
}

function toLrkRow(location: Location): LrkRow {
  const { kind, residence, holder } = location
  const isHome = kind === 'VGO'
  return {
    lrk_id: location.lrkId,
    type_oko: kind,
    opc: kind === 'KDV' || kind === 'BSO' ? 'Nee' : '',
    actuele_naam_oko: location.name,
    aantal_kindplaatsen: String(location.places),
    ve: location.vve ? 'Ja' : '',
    status: location.deregistered ? 'Uitgeschreven' : 'Ingeschreven',
    inschrijfdatum: toDutchDate(location.registered),
    // Of a gastouder the register gives the name, but not where she lives.
    ...(!isHome && {
      opvanglocatie_adres: `${residence.street} ${residence.houseNumber}${residence.houseLetter ?? ''}`,
      opvanglocatie_postcode: residence.postcode,
      opvanglocatie_woonplaats: toLrkPlace(residence.city),
      bag_id: residence.bagId,
    }),
    naam_houder: holder.name,
    kvk_nummer_houder: holder.kvk,
    vestigingsnummer_houder: holder.branch,
    rechtsvorm_houder: holder.legalForm,
    // The register puts apostrophes around a telephone number, and around none.
    contact_telefoon: "''",
    cbs_code: residence.municipality.code,
    verantwoordelijke_gemeente: toLrkPlace(residence.municipality.name),
    gastouderbureau_1: location.agency ?? '',
    lrk_url: `https://lrk.example/inzien/oko/gegevens/${location.lrkId}`,
  }
}

/** The register writes `'s-Gravenhage` as `s-Gravenhage`. */
function toLrkPlace(name: string): string {
  return name.replace(/^['’]/, '')
}

export const CONTRACT_COLUMNS = [
  'bsn',
  'lrk_id',
  'contract_nummer',
  'contract_start',
  'contract_eind',
  'uren_per_week',
  've_groep',
  've_uren_per_week',
  'financiering',
  'doelgroepindicatie',
  'indicatie_datum',
  'indicatie_door',
  'reden_einde',
  ...PERSON_COLUMNS,
] as const

export const HOUR_COLUMNS = [
  'bsn',
  'lrk_id',
  'contract_nummer',
  'maand',
  'geplande_uren',
  'aanwezige_uren',
] as const

const END_REASONS = {
  'age-four': 'vier-jaar',
  moved: 'verhuizing',
  cost: 'kosten',
  'job-loss': 'baanverlies',
  other: 'overig',
} as const satisfies Record<NonNullable<Enrolment['endReason']>, string>

/** Behind the others, where providers tell which contracts are for an emergency (noodopvang). */
export const EMERGENCY_COLUMNS = ['noodopvang', 'noodopvang_grond'] as const

interface ProviderOptions {
  readonly slips?: ListSlips
  readonly tellsEmergency?: boolean
}

/** A line for `contracts-<month>.csv`, `hours-<month>.csv` or `waiting-<month>.csv`. */
export interface ProviderLine {
  readonly list: 'contracts' | 'hours' | 'waiting'
  readonly month: string
  readonly line: string
}

/**
 * All that providers send about one child. A contract is sent in the month in which it starts, and again,
 * whole, in each month in which something about it becomes known: the indication, the end. A child that
 * was never born is sent by nobody; one without BSN is sent with what says who it is instead.
 */
export function* providerLines(
  child: Child,
  family: Family,
  { slips = LIST_SLIPS, tellsEmergency = false }: ProviderOptions = {},
): Generator<ProviderLine> {
  const { person, childcare } = child
  if (person === null) return
  const client = toListClient(family, child, person, 'childcare', slips)
  const { bsn } = client
  for (const enrolment of childcare.enrolments) {
    for (const month of deliveryMonths(enrolment)) {
      const line = toContractLine(client, enrolment, month)
      const more = tellsEmergency ? `;${toEmergencyCells(enrolment)}` : ''
      yield { list: 'contracts', month, line: line + more }
    }
    for (const { month, plannedHours, attendedHours } of enrolment.months) {
      const hours = [toDutchNumber(plannedHours), toDutchNumber(attendedHours)]
      const line = toCsvLine([bsn, enrolment.lrkId, enrolment.id, month, ...hours])
      yield { list: 'hours', month, line }
    }
  }
  for (const spell of childcare.waiting ?? [])
    for (const told of waitingLines(client, spell)) yield { list: 'waiting', ...told }
}

function toEmergencyCells({ emergency }: Enrolment): string {
  return toCsvLine([toJaNee(emergency !== undefined), emergency ?? ''])
}

function deliveryMonths({ from, to, endReason, indication }: Enrolment): readonly string[] {
  const start = knownIn(from)
  const later = [
    indication === null ? start : knownIn(indication.date),
    to === null || endReason === 'age-four' ? start : knownIn(to),
  ]
  return [...new Set([start, ...later.filter((month) => month > start).sort()])]
}

function toContractLine({ bsn, cells }: ListClient, enrolment: Enrolment, month: string): string {
  const { to, endReason } = enrolment
  // That care ends on the fourth birthday is in the contract from its first day.
  const ends = to !== null && (endReason === 'age-four' || knownIn(to) <= month)
  const indication =
    enrolment.indication !== null && knownIn(enrolment.indication.date) <= month
      ? enrolment.indication
      : null
  return toCsvLine([
    bsn,
    enrolment.lrkId,
    enrolment.id,
    toDutchDate(enrolment.from),
    ends ? toDutchDate(to) : '',
    toDutchNumber(enrolment.hoursPerWeek),
    toJaNee(enrolment.vveGroup),
    toDutchNumber(enrolment.vveHoursPerWeek),
    enrolment.financing,
    toJaNee(indication !== null),
    toDutchDate(indication?.date ?? null),
    indication?.by ?? '',
    ends && endReason !== null ? END_REASONS[endReason] : '',
    ...cells,
  ])
}

/** What lies ahead (a place promised, an end agreed) is in the last list. */
function knownIn(date: string): string {
  return (date < REFERENCE_DATE ? date : REFERENCE_DATE).slice(0, 7)
}
