/**
 * The columns of the lists that providers send; the README of this domain says what each holds.
 *
 * @module
 */

import { PERSON_COLUMNS, type PersonColumn } from '../person-columns.ts'

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
] as const
export const OPTIONAL_CONTRACT_COLUMNS = [
  'noodopvang',
  'noodopvang_grond',
  ...PERSON_COLUMNS,
] as const
export type ContractColumn =
  | (typeof CONTRACT_COLUMNS)[number]
  | (typeof OPTIONAL_CONTRACT_COLUMNS)[number]

export const HOURS_COLUMNS = [
  'bsn',
  'lrk_id',
  'contract_nummer',
  'maand',
  'geplande_uren',
  'aanwezige_uren',
] as const
export const OPTIONAL_HOURS_COLUMNS = ['dagen'] as const
export type HoursColumn = (typeof HOURS_COLUMNS)[number] | (typeof OPTIONAL_HOURS_COLUMNS)[number]

export const WAITING_COLUMNS = [
  'bsn',
  'lrk_id',
  'wachtlijst_nummer',
  'aangemeld_op',
  'gewenst_vanaf',
  'uren_per_week',
  'wachten_eind',
] as const
export type WaitingColumn = (typeof WAITING_COLUMNS)[number] | PersonColumn

/** In the order in which they are taken. */
export const MELDCODE_STEPS = ['stap_1', 'stap_2', 'stap_3', 'stap_4', 'stap_5'] as const
export const MELDCODE_COLUMNS = ['bsn', 'lrk_id', 'meldcode_nummer', ...MELDCODE_STEPS] as const
export type MeldcodeColumn = (typeof MELDCODE_COLUMNS)[number]
