/**
 * The lines of a list of cases, in our words.
 *
 * @module
 */

import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import { Bsn } from '../../privacy/bsn.ts'
import type { BodyKind, CaseBody } from './delivered-bodies.ts'
import {
  type ListRow,
  oneOf,
  openRows,
  readOptional,
  readRequired,
  toDay,
  upTo,
} from './list-row.ts'
import type { CaseLead, CaseReporter } from './neighbourhood-team-case.ts'
import { refuse } from './refusal.ts'
import { type Indexed, indexOfCase, indexOfChild } from './subject-index.ts'

type Column = (typeof COLUMNS)[number]
const COLUMNS = [
  'casus',
  'bsn',
  'aanmelddatum',
  'afsluitdatum',
  'aanmelder',
  'regie',
  'hulpvorm',
  'team',
] as const

const REPORTERS: Readonly<Record<string, CaseReporter>> = {
  ouder: 'PARENT',
  JGZ: 'JGZ',
  huisarts: 'GENERAL_PRACTITIONER',
  kinderopvang: 'CHILDCARE',
  verloskundige: 'MIDWIFE',
  overig: 'OTHER',
}
const LEADS: Readonly<Record<string, CaseLead>> = {
  wijkteam: 'NEIGHBOURHOOD_TEAM',
  JGZ: 'JGZ',
  gezin: 'FAMILY',
}

/** Takes the heading; what it returns takes every other line. */
export function openCases(
  heading: readonly string[],
  indexed: Indexed,
): (line: number, cells: readonly string[]) => DeliveredRecord {
  const toRow = openRows(heading, COLUMNS)
  return (line, cells) => {
    const row = toRow(line, cells)
    const bsn = readOptional(row, 'bsn', 'elfproef', Bsn.parse)
    const body = toBody(row)
    return {
      line,
      kind: 'case' satisfies BodyKind,
      // Without a BSN it is kept, and found by nobody.
      subject: bsn ? indexOfChild(indexed.referenceKey, bsn) : '',
      logicalKey: indexOfCase(indexed, readRequired(row, 'casus', 'length', upTo(64))),
      validAt: new Date(`${body.openedOn}T00:00:00Z`),
      body,
    }
  }
}

function toBody(row: ListRow<Column>): CaseBody {
  const openedOn = readRequired(row, 'aanmelddatum', 'date', toDay)
  const closedOn = readOptional(row, 'afsluitdatum', 'date', toDay)
  if (closedOn !== null && closedOn < openedOn) refuse(row.line, 'afsluitdatum', 'period')
  return {
    openedOn,
    closedOn,
    reportedBy: readOptional(row, 'aanmelder', 'code', oneOf(REPORTERS)),
    lead: readOptional(row, 'regie', 'code', oneOf(LEADS)),
    team: readOptional(row, 'team', 'length', upTo(80)),
    kindOfHelp: readOptional(row, 'hulpvorm', 'code', (cell) =>
      /^\d{2}$/.test(cell) ? cell : undefined,
    ),
  }
}
