/**
 * The lines of a provider's lists, in our words.
 *
 * @module
 */

import { bsn, day, oneOf } from '../../connectors/csv-cells.ts'
import {
  type CsvRow,
  openRows,
  readOptional,
  readRequired,
  readText,
  type ToRecord,
} from '../../connectors/csv-rows.ts'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'
import type { ChildcareFinancing, EnrolmentEndReason, VveIndicatedBy } from './codes.ts'
import type { BodyKind, ContractBody, HoursBody } from './delivered-bodies.ts'
import { hoursUpTo, lrkId, month, yesNo } from './list-cells.ts'
import { refuse } from './refusal.ts'
import { indexOfChild } from './subject-index.ts'

type ContractColumn = (typeof CONTRACT_COLUMNS)[number]
const CONTRACT_COLUMNS = [
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
] as const

type HoursColumn = (typeof HOURS_COLUMNS)[number]
const HOURS_COLUMNS = [
  'bsn',
  'lrk_id',
  'contract_nummer',
  'maand',
  'geplande_uren',
  'aanwezige_uren',
] as const

const financing = oneOf<ChildcareFinancing>({
  kot: 'KINDEROPVANGTOESLAG',
  smi: 'SMI',
  gemeente: 'MUNICIPALITY',
  eigen: 'OWN',
})
const reasonToEnd = oneOf<EnrolmentEndReason>({
  'vier-jaar': 'AGE_FOUR',
  verhuizing: 'MOVED',
  kosten: 'COST',
  baanverlies: 'JOB_LOSS',
  overig: 'OTHER',
})
const indicatedBy = oneOf<VveIndicatedBy>({
  jgz: 'JGZ',
  gemeente: 'MUNICIPALITY',
})

const perWeek = hoursUpTo(7 * 24)
const perMonth = hoursUpTo(31 * 24)

type Open = (heading: readonly string[], key: ReferenceKey) => ToRecord<DeliveredRecord>

/** Takes the heading; what it returns takes every other line. */
export const openContracts: Open = (heading, key) => {
  const toRow = openRows(heading, CONTRACT_COLUMNS)
  return (line, cells) => {
    const row = toRow(line, cells)
    const body = toContract(row)
    return toRecord(row, 'contract', contractOf(row), body.from, body, key)
  }
}

/** As {@link openContracts}, for the list of hours. */
export const openHours: Open = (heading, key) => {
  const toRow = openRows(heading, HOURS_COLUMNS)
  return (line, cells) => {
    const row = toRow(line, cells)
    const body = toHours(row)
    const logicalKey = `${contractOf(row)} ${body.month}`
    return toRecord(row, 'hours', logicalKey, `${body.month}-01`, body, key)
  }
}

function toRecord(
  row: CsvRow<'bsn'>,
  kind: BodyKind,
  logicalKey: string,
  since: string,
  body: ContractBody | HoursBody,
  key: ReferenceKey,
): DeliveredRecord {
  const child = readOptional(row, 'bsn', bsn)
  return {
    line: row.line,
    kind,
    // Without a BSN it is kept, and found by nobody.
    subject: child ? indexOfChild(key, child) : '',
    logicalKey,
    validAt: new Date(`${since}T00:00:00Z`),
    body,
  }
}

/** Two locations may number their contracts alike. */
function contractOf(row: CsvRow<'lrk_id' | 'contract_nummer'>): string {
  const number = readText(row, 'contract_nummer')
  return `${readRequired(row, 'lrk_id', lrkId)} ${number}`
}

function toContract(row: CsvRow<ContractColumn>): ContractBody {
  const from = readRequired(row, 'contract_start', day)
  const to = readOptional(row, 'contract_eind', day)
  const endReason = readOptional(row, 'reden_einde', reasonToEnd)
  if (to !== null && to < from) refuse(row.line, 'contract_eind', 'period')
  if (to === null && endReason !== null) refuse(row.line, 'reden_einde', 'end-reason')
  return {
    lrkId: readRequired(row, 'lrk_id', lrkId),
    from,
    to,
    endReason,
    hoursPerWeek: readRequired(row, 'uren_per_week', perWeek),
    vveGroup: readRequired(row, 've_groep', yesNo),
    vveHoursPerWeek: readOptional(row, 've_uren_per_week', perWeek),
    financing: readRequired(row, 'financiering', financing),
    indication: toIndication(row),
  }
}

function toIndication(row: CsvRow<ContractColumn>): ContractBody['indication'] {
  const indicated = readRequired(row, 'doelgroepindicatie', yesNo)
  const date = readOptional(row, 'indicatie_datum', day)
  const by = readOptional(row, 'indicatie_door', indicatedBy)
  if (!indicated && date === null && by === null) return null
  if (indicated && date !== null && by !== null) return { date, by }
  return refuse(row.line, 'doelgroepindicatie', 'indication')
}

function toHours(row: CsvRow<HoursColumn>): HoursBody {
  return {
    month: readRequired(row, 'maand', month),
    plannedHours: readRequired(row, 'geplande_uren', perMonth),
    attendedHours: readOptional(row, 'aanwezige_uren', perMonth),
  }
}
