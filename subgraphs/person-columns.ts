/**
 * The columns by which a list says who a child is: read, and kept under seal. For lists of our own making.
 *
 * @module
 */

import { bsn, day, oneOf, upTo } from '../connectors/csv-cells.ts'
import { type CsvRow, readOptional } from '../connectors/csv-rows.ts'
import type { StoreKey } from '../connectors/subject-index.ts'
import type { Linkable } from './linkable.ts'
import { sealPerson } from './told-person.ts'

export const PERSON_COLUMNS = [
  'achternaam',
  'voorvoegsel',
  'voornamen',
  'geboortedatum',
  'geslacht',
  'postcode',
  'huisnummer',
] as const
export type PersonColumn = (typeof PERSON_COLUMNS)[number]

/** What becomes of each, in the pages about formats. */
export const SEALED = 'stored under seal for linking, never served'

const sex = oneOf<NonNullable<Linkable['sex']>>({ m: 'male', v: 'female' })
const postcode = upTo(8)
const houseNumber = upTo(12)
const name = upTo(200)

/** Nothing where the line does not say who the child is, not even by its number. */
export function toSealedPerson(
  row: CsvRow<'bsn' | PersonColumn>,
  key: StoreKey,
): { readonly person?: string } {
  const told = {
    bsn: readOptional(row, 'bsn', bsn)?.reveal() ?? null,
    familyName: readOptional(row, 'achternaam', name),
    prefix: readOptional(row, 'voorvoegsel', name),
    givenNames: readOptional(row, 'voornamen', name),
    birthDate: readOptional(row, 'geboortedatum', day),
    sex: readOptional(row, 'geslacht', sex),
    postcode: readOptional(row, 'postcode', postcode),
    houseNumber: readOptional(row, 'huisnummer', houseNumber),
  }
  const isSaid = told.bsn !== null || told.familyName !== null
  return isSaid ? { person: sealPerson(key, told) } : {}
}
