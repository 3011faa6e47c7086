/**
 * The lines of a provider's lists, in our words.
 *
 * @module
 */

import { bsn, day, oneOf } from '../../connectors/csv-cells.ts'
import { openRowsWith } from '../../connectors/csv-optional.ts'
import {
  type CsvRow,
  openRows,
  readOptional,
  readRequired,
  readText,
  type ToRecord,
} from '../../connectors/csv-rows.ts'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { PERSON_COLUMNS, toSealedPerson } from '../person-columns.ts'
import {
  CONTRACT_COLUMNS,
  type ContractColumn,
  HOURS_COLUMNS,
  type HoursColumn,
  MELDCODE_COLUMNS,
  MELDCODE_STEPS,
  type MeldcodeColumn,
  OPTIONAL_CONTRACT_COLUMNS,
  OPTIONAL_HOURS_COLUMNS,
  WAITING_COLUMNS,
  type WaitingColumn,
} from './childcare-csv-columns.ts'
import type {
  ChildcareFinancing,
  EmergencyGround,
  EnrolmentEndReason,
  VveIndicatedBy,
} from './codes.ts'
import type {
  BodyKind,
  ContractBody,
  HoursBody,
  MeldcodeBody,
  WaitingBody,
} from './delivered-bodies.ts'
import { days, hoursUpTo, lrkId, month, yesNo } from './list-cells.ts'
import { refuse } from './refusal.ts'
import { indexOfChild, indexOfChildBy } from './subject-index.ts'

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

const emergencyGround = oneOf<EmergencyGround>({
  'cruciaal-beroep': 'CRUCIAL_WORK',
  kwetsbaar: 'VULNERABLE',
  overig: 'OTHER',
})

const perWeek = hoursUpTo(7 * 24)
const perMonth = hoursUpTo(31 * 24)

export type Open = (heading: readonly string[], indexed: Indexed) => ToRecord<DeliveredRecord>

/** By the heading: which of the lists it is. */
export const openList: Open = (heading, indexed) => {
  const names = heading.map((name) => name.trim())
  if (names.includes('maand')) return openHours(heading, indexed)
  if (names.includes('wachtlijst_nummer')) return openWaiting(heading, indexed)
  if (names.includes('meldcode_nummer')) return openMeldcode(heading, indexed)
  return openContracts(heading, indexed)
}

/** Takes the heading; what it returns takes every other line. */
const openContracts: Open = (heading, indexed) => {
  const toRow = openRowsWith(heading, CONTRACT_COLUMNS, OPTIONAL_CONTRACT_COLUMNS)
  return (line, cells) => {
    const row = toRow(line, cells)
    const body = { ...toContract(row), ...toSealedPerson(row, indexed.storeKey) }
    const key = contractOf(row)
    return toRecord(row, { kind: 'contract', key, by: key, since: body.from, body }, indexed)
  }
}

const openHours: Open = (heading, indexed) => {
  const toRow = openRowsWith(heading, HOURS_COLUMNS, OPTIONAL_HOURS_COLUMNS)
  return (line, cells) => {
    const row = toRow(line, cells)
    const body = toHours(row)
    const by = contractOf(row)
    const key = `${by} ${body.month}`
    return toRecord(row, { kind: 'hours', key, by, since: `${body.month}-01`, body }, indexed)
  }
}

const openWaiting: Open = (heading, indexed) => {
  const toRow = openRowsWith(heading, WAITING_COLUMNS, PERSON_COLUMNS)
  return (line, cells) => {
    const row = toRow(line, cells)
    const body = { ...toWaiting(row), ...toSealedPerson(row, indexed.storeKey) }
    const key = `${body.lrkId} ${readText(row, 'wachtlijst_nummer')}`
    return toRecord(row, { kind: 'waiting', key, by: key, since: body.since, body }, indexed)
  }
}

const openMeldcode: Open = (heading, indexed) => {
  const toRow = openRows(heading, MELDCODE_COLUMNS)
  return (line, cells) => {
    const row = toRow(line, cells)
    const body = toMeldcode(row)
    const key = `${body.lrkId} ${readText(row, 'meldcode_nummer')}`
    const since = body.steps.find((step) => step !== null) ?? refuse(line, '', 'no-step')
    return toRecord(row, { kind: 'meldcode', key, by: key, since, body }, indexed)
  }
}

interface Line {
  readonly kind: Exclude<BodyKind, 'location'>
  readonly key: string
  /** What the child is known by to whom its BSN is not: hours are of who the contract is of. */
  readonly by: string
  readonly since: string
  readonly body: ContractBody | HoursBody | WaitingBody | MeldcodeBody
}

function toRecord(
  row: CsvRow<'bsn'>,
  { kind, key, by, since, body }: Line,
  { registry, storeKey }: Indexed,
): DeliveredRecord {
  const child = readOptional(row, 'bsn', bsn)
  return {
    line: row.line,
    kind,
    subject: child ? indexOfChild(storeKey, child) : subjectBy(kind, by),
    logicalKey: key,
    validAt: new Date(`${since}T00:00:00Z`),
    body,
  }

  function subjectBy(of: Line['kind'], number: string): string {
    // Who such a step is about is said by a BSN or not at all: it is kept, and found by nobody.
    if (of === 'meldcode') return ''
    const what = of === 'hours' ? 'contract' : of
    return indexOfChildBy({ registry, storeKey }, what, number)
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
  const emergency = readOptional(row, 'noodopvang', yesNo)
  const ground = readOptional(row, 'noodopvang_grond', emergencyGround)
  if (ground !== null && emergency !== true) refuse(row.line, 'noodopvang_grond', 'emergency')
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
    emergency,
    emergencyGround: ground,
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
  const told = {
    month: readRequired(row, 'maand', month),
    plannedHours: readRequired(row, 'geplande_uren', perMonth),
    attendedHours: readOptional(row, 'aanwezige_uren', perMonth),
    attendedDays: readOptional(row, 'dagen', days),
  }
  const { attendedHours, attendedDays } = told
  if (attendedDays === null) return told
  if (attendedDays > daysIn(told.month)) refuse(row.line, 'dagen', 'month-days')
  if (attendedHours !== null && attendedHours > attendedDays * 24) refuse(row.line, 'dagen', 'days')
  return told
}

function daysIn(yearAndMonth: string): number {
  const [year = 0, of = 0] = yearAndMonth.split('-').map(Number)
  return new Date(Date.UTC(year, of, 0)).getUTCDate()
}

function toWaiting(row: CsvRow<WaitingColumn>): WaitingBody {
  const since = readRequired(row, 'aangemeld_op', day)
  const until = readOptional(row, 'wachten_eind', day)
  if (until !== null && until < since) refuse(row.line, 'wachten_eind', 'period')
  return {
    lrkId: readRequired(row, 'lrk_id', lrkId),
    since,
    wantedFrom: readOptional(row, 'gewenst_vanaf', day),
    hoursPerWeek: readOptional(row, 'uren_per_week', perWeek),
    until,
  }
}

/** A step may be left out, and none comes before an earlier one. */
function toMeldcode(row: CsvRow<MeldcodeColumn>): MeldcodeBody {
  const steps = MELDCODE_STEPS.map((column) => readOptional(row, column, day))
  const taken = steps.filter((step) => step !== null)
  const place = taken.findIndex((step, i) => step < (taken[i - 1] ?? ''))
  if (place >= 0) refuse(row.line, '', 'steps')
  return { lrkId: readRequired(row, 'lrk_id', lrkId), steps }
}
