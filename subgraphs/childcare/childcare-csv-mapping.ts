/**
 * The lines of a provider's lists, in our words.
 *
 * @module
 */

import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import { Bsn } from '../../privacy/bsn.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'
import type { ChildcareFinancing, EnrolmentEndReason, VveIndicatedBy } from './codes.ts'
import type { BodyKind, ContractBody, HoursBody } from './delivered-bodies.ts'
import {
  type ListRow,
  oneOf,
  openRows,
  readOptional,
  readRequired,
  toDay,
  toLrkId,
  toMonth,
  toNumber,
  toYesNo,
} from './list-row.ts'
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

const FINANCING: Readonly<Record<string, ChildcareFinancing>> = {
  kot: 'KINDEROPVANGTOESLAG',
  smi: 'SMI',
  gemeente: 'MUNICIPALITY',
  eigen: 'OWN',
}
const END_REASONS: Readonly<Record<string, EnrolmentEndReason>> = {
  'vier-jaar': 'AGE_FOUR',
  verhuizing: 'MOVED',
  kosten: 'COST',
  baanverlies: 'JOB_LOSS',
  overig: 'OTHER',
}
const INDICATED_BY: Readonly<Record<string, VveIndicatedBy>> = {
  jgz: 'JGZ',
  gemeente: 'MUNICIPALITY',
}

const perWeek = toNumber(7 * 24)
const perMonth = toNumber(31 * 24)

type ToRecord = (line: number, cells: readonly string[]) => DeliveredRecord

/** Takes the heading; what it returns takes every other line. */
export function openContracts(heading: readonly string[], key: ReferenceKey): ToRecord {
  const toRow = openRows({ cells: heading, columns: agreed(CONTRACT_COLUMNS), others: 'refused' })
  return (line, cells) => {
    const row = toRow(line, cells)
    const body = toContract(row)
    return toRecord(row, 'contract', contractOf(row), body.from, body, key)
  }
}

/** As {@link openContracts}, for the list of hours. */
export function openHours(heading: readonly string[], key: ReferenceKey): ToRecord {
  const toRow = openRows({ cells: heading, columns: agreed(HOURS_COLUMNS), others: 'refused' })
  return (line, cells) => {
    const row = toRow(line, cells)
    const body = toHours(row)
    const { month } = body
    return toRecord(row, 'hours', `${contractOf(row)} ${month}`, `${month}-01`, body, key)
  }
}

function agreed<C extends string>(columns: readonly C[]): Record<C, readonly string[]> {
  return Object.fromEntries(columns.map((column) => [column, [column]])) as never
}

function toRecord(
  row: ListRow<'bsn'>,
  kind: BodyKind,
  logicalKey: string,
  since: string,
  body: ContractBody | HoursBody,
  key: ReferenceKey,
): DeliveredRecord {
  const bsn = readOptional(row, 'bsn', 'elfproef', Bsn.parse)
  return {
    line: row.line,
    kind,
    // Without a BSN it is kept, and found by nobody.
    subject: bsn ? indexOfChild(key, bsn) : '',
    logicalKey,
    validAt: new Date(`${since}T00:00:00Z`),
    body,
  }
}

/** Two locations may number their contracts alike. */
function contractOf(row: ListRow<'lrk_id' | 'contract_nummer'>): string {
  const number = readRequired(row, 'contract_nummer', 'required', (cell) => cell)
  return `${readRequired(row, 'lrk_id', 'lrk-id', toLrkId)} ${number}`
}

function toContract(row: ListRow<ContractColumn>): ContractBody {
  const from = readRequired(row, 'contract_start', 'date', toDay)
  const to = readOptional(row, 'contract_eind', 'date', toDay)
  const endReason = readOptional(row, 'reden_einde', 'code', oneOf(END_REASONS))
  if (to !== null && to < from) refuse(row.line, 'contract_eind', 'period')
  if (to === null && endReason !== null) refuse(row.line, 'reden_einde', 'end-reason')
  return {
    lrkId: readRequired(row, 'lrk_id', 'lrk-id', toLrkId),
    from,
    to,
    endReason,
    hoursPerWeek: readRequired(row, 'uren_per_week', 'number', perWeek),
    vveGroup: readRequired(row, 've_groep', 'ja-nee', toYesNo),
    vveHoursPerWeek: readOptional(row, 've_uren_per_week', 'number', perWeek),
    financing: readRequired(row, 'financiering', 'code', oneOf(FINANCING)),
    indication: toIndication(row),
  }
}

function toIndication(row: ListRow<ContractColumn>): ContractBody['indication'] {
  const indicated = readRequired(row, 'doelgroepindicatie', 'ja-nee', toYesNo)
  const date = readOptional(row, 'indicatie_datum', 'date', toDay)
  const by = readOptional(row, 'indicatie_door', 'code', oneOf(INDICATED_BY))
  if (!indicated && date === null && by === null) return null
  if (indicated && date !== null && by !== null) return { date, by }
  return refuse(row.line, 'doelgroepindicatie', 'indication')
}

function toHours(row: ListRow<HoursColumn>): HoursBody {
  return {
    month: readRequired(row, 'maand', 'month', toMonth),
    plannedHours: readRequired(row, 'geplande_uren', 'number', perMonth),
    attendedHours: readOptional(row, 'aanwezige_uren', 'number', perMonth),
  }
}
