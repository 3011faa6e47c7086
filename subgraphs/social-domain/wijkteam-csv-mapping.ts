/**
 * The lines of a list of cases, in our words.
 *
 * @module
 */

import { bsn, day, oneOf, upTo } from '../../connectors/csv-cells.ts'
import { openRowsWith } from '../../connectors/csv-optional.ts'
import {
  type CellKind,
  type CsvRow,
  readOptional,
  readRequired,
  type ToRecord,
} from '../../connectors/csv-rows.ts'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { Indexed } from '../../connectors/subject-index.ts'
import { PERSON_COLUMNS, type PersonColumn, toSealedPerson } from '../person-columns.ts'
import type { BodyKind, CaseBody } from './delivered-bodies.ts'
import type { CaseLead, CaseReporter } from './neighbourhood-team-case.ts'
import { refuse } from './refusal.ts'
import { indexOfCase, indexOfChild, indexOfChildByCase } from './subject-index.ts'
import { ELEMENTS } from './wijkteam-csv-elements.ts'

type Column = (typeof ELEMENTS)[number]['element']
type Required = Exclude<Column, PersonColumn>

function isRequired(column: Column): column is Required {
  return !PERSON_COLUMNS.some((one) => one === column)
}

const COLUMNS = ELEMENTS.map(({ element }) => element).filter(isRequired)

const reporter = oneOf<CaseReporter>({
  ouder: 'PARENT',
  JGZ: 'JGZ',
  huisarts: 'GENERAL_PRACTITIONER',
  kinderopvang: 'CHILDCARE',
  verloskundige: 'MIDWIFE',
  overig: 'OTHER',
})
const lead = oneOf<CaseLead>({
  wijkteam: 'NEIGHBOURHOOD_TEAM',
  JGZ: 'JGZ',
  gezin: 'FAMILY',
})

const twoDigits: CellKind<string> = {
  rule: 'code',
  message: 'This is no code for a kind of help. Write its two digits.',
  parse: (cell) => (/^\d{2}$/.test(cell) ? cell : undefined),
}

/** Takes the heading; what it returns takes every other line. */
export function openCases(heading: readonly string[], indexed: Indexed): ToRecord<DeliveredRecord> {
  const toRow = openRowsWith(heading, COLUMNS, PERSON_COLUMNS)
  return (line, cells) => {
    const row = toRow(line, cells)
    const child = readOptional(row, 'bsn', bsn)
    const body = { ...toBody(row), ...toSealedPerson(row, indexed.storeKey) }
    const number = readRequired(row, 'casus', upTo(64))
    return {
      line,
      kind: 'case' satisfies BodyKind,
      subject: child ? indexOfChild(indexed.storeKey, child) : indexOfChildByCase(indexed, number),
      logicalKey: indexOfCase(indexed, number),
      validAt: new Date(`${body.openedOn}T00:00:00Z`),
      body,
    }
  }
}

function toBody(row: CsvRow<Column>): CaseBody {
  const openedOn = readRequired(row, 'aanmelddatum', day)
  const closedOn = readOptional(row, 'afsluitdatum', day)
  if (closedOn !== null && closedOn < openedOn) refuse(row.line, 'afsluitdatum', 'period')
  return {
    openedOn,
    closedOn,
    reportedBy: readOptional(row, 'aanmelder', reporter),
    lead: readOptional(row, 'regie', lead),
    team: readOptional(row, 'team', upTo(80)),
    kindOfHelp: readOptional(row, 'hulpvorm', twoDigits),
  }
}
