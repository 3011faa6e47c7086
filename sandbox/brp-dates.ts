/**
 * Dates as the population register's API writes them: as much as is known, and in words beside it.
 *
 * @module
 */

import type { IsoDate, Person } from './population.ts'

export type Datum =
  | { readonly type: 'Datum'; readonly datum: IsoDate; readonly langFormaat: string }
  | {
      readonly type: 'JaarMaandDatum'
      readonly jaar: number
      readonly maand: number
      readonly langFormaat: string
    }
  | { readonly type: 'JaarDatum'; readonly jaar: number; readonly langFormaat: string }
  | { readonly type: 'DatumOnbekend'; readonly onbekend: true; readonly langFormaat: 'onbekend' }

const MONTHS = [
  'januari',
  'februari',
  'maart',
  'april',
  'mei',
  'juni',
  'juli',
  'augustus',
  'september',
  'oktober',
  'november',
  'december',
] as const

export function toDatum(date: IsoDate): Datum {
  return toDatumKnown(date, 'day')
}

export function toDatumKnown(date: IsoDate, known: Person['birthDateKnown']): Datum {
  const jaar = Number(date.slice(0, 4))
  const maand = Number(date.slice(5, 7))
  const month = `${MONTHS[maand - 1]} ${jaar}`
  switch (known) {
    case 'day':
      return { type: 'Datum', datum: date, langFormaat: `${Number(date.slice(8))} ${month}` }
    case 'month':
      return { type: 'JaarMaandDatum', jaar, maand, langFormaat: month }
    case 'year':
      return { type: 'JaarDatum', jaar, langFormaat: String(jaar) }
    case 'none':
      return { type: 'DatumOnbekend', onbekend: true, langFormaat: 'onbekend' }
  }
}
