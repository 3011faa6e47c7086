/**
 * From the cells of somebody's list to what is compared, by a map from our fields to its columns.
 *
 * @module
 */

import type { Linkable } from './person.ts'

export const CELL_FIELDS = [
  ...(['bsn', 'familyName', 'prefix', 'givenNames', 'birthDate', 'sex', 'postcode'] as const),
  ...(['houseNumber', 'rank', 'bornTogether'] as const),
  ...(['motherBsn', 'motherFamilyName', 'motherPrefix', 'motherBirthDate'] as const),
] as const

export type CellField = (typeof CELL_FIELDS)[number]
export type CellMap = Readonly<Partial<Record<CellField, string>>>

const SEX: Readonly<Record<string, Linkable['sex']>> = {
  ...{ m: 'male', man: 'male', male: 'male', jongen: 'male', 1: 'male' },
  ...{ v: 'female', f: 'female', vrouw: 'female', female: 'female', meisje: 'female', 2: 'female' },
}

export function toLinkable(cells: Readonly<Record<string, string>>, map: CellMap): Linkable {
  const cell = (field: CellField) => cells[map[field] ?? '']?.trim() || null
  const mother = {
    bsn: cell('motherBsn'),
    familyName: cell('motherFamilyName'),
    prefix: cell('motherPrefix'),
    birthDate: toIsoDate(cell('motherBirthDate')),
  }
  return {
    bsn: cell('bsn'),
    familyName: cell('familyName'),
    prefix: cell('prefix'),
    givenNames: cell('givenNames'),
    birthDate: toIsoDate(cell('birthDate')),
    sex: SEX[cell('sex')?.toLowerCase() ?? ''] ?? null,
    postcode: cell('postcode'),
    houseNumber: cell('houseNumber'),
    mother: Object.values(mother).every((value) => value === null) ? null : mother,
    rank: toCount(cell('rank')),
    bornTogether: toCount(cell('bornTogether')),
  }
}

/** `01-09-2026` and `01/09/2026` are Dutch; the rest is left to who reads dates. */
function toIsoDate(cell: string | null): string | null {
  const [, day, month, year] = /^(\d\d)[-/.](\d\d)[-/.](\d{4})$/.exec(cell ?? '') ?? []
  return year === undefined ? cell : `${year}-${month}-${day}`
}

function toCount(cell: string | null): number | null {
  const count = Number(cell)
  return Number.isInteger(count) && count > 0 && count < 10 ? count : null
}
