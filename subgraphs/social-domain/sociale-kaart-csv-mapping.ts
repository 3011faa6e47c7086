/**
 * The lines of a map of offers, in our words.
 *
 * @module
 */

import { day, oneOf, upTo } from '../../connectors/csv-cells.ts'
import {
  type CellKind,
  type CsvRow,
  openRows,
  readOptional,
  readRequired,
  type ToRecord,
} from '../../connectors/csv-rows.ts'
import type { DeliveredRecord } from '../../connectors/deliveries.ts'
import type { ContactForm } from '../../schema/contact.ts'
import type { BodyKind, OfferBody } from './delivered-bodies.ts'
import type { SupportNeed } from './offer-words.ts'
import { refuse } from './refusal.ts'
import { ELEMENTS } from './sociale-kaart-csv-elements.ts'

type Column = (typeof ELEMENTS)[number]['element']
const COLUMNS = ELEMENTS.map(({ element }) => element)

const need = oneOf<SupportNeed>({
  opvoeden: 'PARENTING',
  psychosociaal: 'PSYCHOSOCIAL',
  'taal kind': 'LANGUAGE_DELAY',
  motoriek: 'MOTOR_DELAY',
  'taal ouders': 'LANGUAGE_OF_PARENTS',
  zwangerschap: 'PREGNANCY',
  geld: 'MONEY',
  wonen: 'HOUSING',
  verslaving: 'ADDICTION',
  ontmoeting: 'CONTACT',
})
const form = oneOf<ContactForm>({
  locatie: 'FACE_TO_FACE',
  huisbezoek: 'HOME_VISIT',
  beeldbellen: 'VIDEO',
  telefoon: 'PHONE',
  chat: 'TEXT',
  brief: 'LETTER',
  inloop: 'WALK_IN',
  groep: 'GROUP',
  overig: 'OTHER',
})
const yesNo = oneOf({ ja: true, nee: false })

function matching<T>(
  rule: string,
  message: string,
  form: RegExp,
  of: (cell: string) => T,
): CellKind<T> {
  return { rule, message, parse: (cell) => (form.test(cell) ? of(cell) : undefined) }
}

const NUMBER = 'This is no number that can stand here. Write digits only.'
const months = matching('number', NUMBER, /^-?\d{1,3}$/, Number)
const count = matching('number', NUMBER, /^\d{1,5}$/, Number)
const weeks = matching('number', NUMBER, /^\d{1,3}(,\d)?$/, (cell) =>
  Number(cell.replace(',', '.')),
)
const municipality = matching(
  'municipality-code',
  'This is no code of a municipality. Write its four digits.',
  /^\d{4}$/,
  String,
)
const postcode4 = matching(
  'postcode',
  'These are no postcodes. Write the four digits of each, with a space between them.',
  /^[1-9]\d{3}$/,
  String,
)
const language = matching(
  'language',
  'These are no languages. Write the two letters of each (ISO 639-1), with a space between them.',
  /^[a-z]{2}$/,
  String,
)

/** Takes the heading; what it returns takes every other line. */
export function openOffers(heading: readonly string[]): ToRecord<DeliveredRecord> {
  const toRow = openRows(heading, COLUMNS)
  return (line, cells) => {
    const row = toRow(line, cells)
    return {
      line,
      kind: 'offer' satisfies BodyKind,
      subject: '',
      logicalKey: readRequired(row, 'aanbod', upTo(64)),
      body: toBody(row),
    }
  }
}

function toBody(row: CsvRow<Column>): OfferBody {
  const ageMonthsFrom = readOptional(row, 'leeftijd_vanaf', months) ?? 0
  const ageMonthsTo = readOptional(row, 'leeftijd_tot', months)
  const availableFrom = readOptional(row, 'vanaf', day)
  const availableTo = readOptional(row, 'tot', day)
  if (ageMonthsTo !== null && ageMonthsTo <= ageMonthsFrom) refuse(row.line, 'leeftijd_tot', 'age')
  if (availableFrom !== null && availableTo !== null && availableTo < availableFrom) {
    refuse(row.line, 'tot', 'period')
  }
  return {
    name: readRequired(row, 'naam', upTo(120)),
    provider: readOptional(row, 'aanbieder', upTo(120)),
    need: readRequired(row, 'hulpvraag', need),
    municipality: readRequired(row, 'gemeente', municipality),
    areas: readEach(row, 'werkgebied', postcode4),
    ageMonthsFrom,
    ageMonthsTo,
    forms: readEach(row, 'vormen', form),
    languages: readEach(row, 'talen', language),
    availableFrom,
    availableTo,
    sevenByTwentyFour: readOptional(row, '7x24', yesNo),
    capacity: readOptional(row, 'plekken', count),
    waitWeeks: readOptional(row, 'wachttijd_weken', weeks),
    cost: readOptional(row, 'kosten', yesNo),
    lastIntakeOn: readOptional(row, 'laatste_instroom', day),
  }
}

/** With spaces between them. */
function readEach<T>(row: CsvRow<Column>, column: Column, kind: CellKind<T>): T[] {
  const every: CellKind<T[]> = {
    ...kind,
    parse(cell) {
      const each = cell.split(/\s+/).map(kind.parse)
      return each.every((one) => one !== undefined) ? each : undefined
    },
  }
  return readOptional(row, column, every) ?? []
}
