/**
 * What becomes of each column of the lists that providers send.
 *
 * @module
 */

import { type PersonColumn, SEALED } from '../person-columns.ts'
import type {
  ContractColumn,
  HoursColumn,
  MeldcodeColumn,
  WaitingColumn,
} from './childcare-csv-columns.ts'

type Fields<C extends string> = Readonly<Record<C, readonly [name: string, field: string]>>

const BSN = ['Citizen service number', 'stored as a blind index, never served'] as const
const BSN_AND_PERSON = [
  'Citizen service number',
  'stored as a blind index, and under seal for linking, never served',
] as const

const PERSON: Fields<PersonColumn> = {
  achternaam: ['Family name', SEALED],
  voorvoegsel: ['Prefix of the family name', SEALED],
  voornamen: ['Given names', SEALED],
  geboortedatum: ['Birth date', SEALED],
  geslacht: ['Sex', SEALED],
  postcode: ['Postcode', SEALED],
  huisnummer: ['House number', SEALED],
}

const CONTRACTS: Fields<ContractColumn> = {
  bsn: BSN_AND_PERSON,
  lrk_id: ['Location, by its number in the LRK', 'Enrolment.location'],
  contract_nummer: ['Number of the contract', 'Enrolment.id'],
  contract_start: ['First day', 'Enrolment.from'],
  contract_eind: ['Last day', 'Enrolment.to'],
  uren_per_week: ['Hours a week', 'Enrolment.hoursPerWeek'],
  ve_groep: ['In a group for early childhood education', 'Enrolment.vveGroup'],
  ve_uren_per_week: ['Hours of it a week', 'Enrolment.vveHoursPerWeek'],
  financiering: ['Who pays', 'Enrolment.financing'],
  doelgroepindicatie: ['Indicated', 'Enrolment.indication'],
  indicatie_datum: ['Indicated on', 'VveIndication.date'],
  indicatie_door: ['Indicated by', 'VveIndication.by'],
  reden_einde: ['Why it ends', 'Enrolment.endReason'],
  noodopvang: ['Emergency care', 'Childcare.emergencyCare'],
  noodopvang_grond: ['Why emergency care', 'EmergencyCare.ground'],
  ...PERSON,
}

const HOURS: Fields<HoursColumn> = {
  bsn: BSN,
  lrk_id: ['Location of the contract', 'stored as key of the contract'],
  contract_nummer: ['Number of the contract', 'stored as key of the contract'],
  maand: ['Month', 'MonthOfHours.month'],
  geplande_uren: ['Hours planned', 'MonthOfHours.plannedHours'],
  aanwezige_uren: ['Hours attended', 'MonthOfHours.attendedHours'],
  dagen: ['Days attended', 'VveProgress.hours'],
}

const WAITING: Fields<WaitingColumn> = {
  bsn: BSN_AND_PERSON,
  lrk_id: ['Location, by its number in the LRK', 'WaitingForChildcare.location'],
  wachtlijst_nummer: ['Number of the application', 'stored as key of the application'],
  aangemeld_op: ['Applied on', 'WaitingForChildcare.since'],
  gewenst_vanaf: ['Wanted from', 'WaitingForChildcare.wantedFrom'],
  uren_per_week: ['Hours a week', 'WaitingForChildcare.hoursPerWeek'],
  wachten_eind: ['Waited until', 'WaitingForChildcare.until'],
  ...PERSON,
}

const MELDCODE: Fields<MeldcodeColumn> = {
  bsn: BSN,
  lrk_id: ['Location', 'stored, never served'],
  meldcode_nummer: ['Number of the matter', 'stored as key of the matter'],
  stap_1: ['Signals mapped on', 'Meldcode.signalsOn'],
  stap_2: ['Colleague or Veilig Thuis consulted on', 'Meldcode.consultedOn'],
  stap_3: ['Talked with the parents on', 'Meldcode.talkedOn'],
  stap_4: ['Weighed on', 'Meldcode.weighedOn'],
  stap_5: ['Decided on', 'Meldcode.decidedOn'],
}

export const ELEMENTS: readonly {
  readonly element: string
  readonly name: string
  readonly field: string | 'kept'
}[] = Object.entries({ contracts: CONTRACTS, hours: HOURS, waiting: WAITING, meldcode: MELDCODE })
  .flatMap(([list, fields]) =>
    Object.entries(fields).map(([column, told]) => ({ list, column, told })),
  )
  .map(({ list, column, told: [name, field] }) => ({ element: `${list}.${column}`, name, field }))
