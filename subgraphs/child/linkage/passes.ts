/**
 * What two must have in common to be compared: passes of blocking, each by something that is rare.
 *
 * @module
 */

import type { Columns, Vocabulary } from './columns.ts'
import { isWholeDate, yearOf } from './dates.ts'
import type { Field } from './fields.ts'

export interface Pass {
  readonly name: string
  /** What agrees within a block, and so says nothing about the pairs in it. */
  readonly fixes: readonly Field[]
  /** Most pairs are of siblings: no strangers, and nothing to learn from. */
  readonly ofSiblings?: true
  readonly keyOf: KeyOf
  /** For a record, where it goes by something else than a person does. */
  readonly keyOfRecord?: KeyOf
}

/** 0 for who lacks what the pass goes by. Two keys may be the same by accident: then a pair is compared in vain. */
type KeyOf = (columns: Columns, i: number, vocabulary: Vocabulary) => number

export const PASSES: readonly Pass[] = [
  { name: 'BSN', fixes: ['bsn'], keyOf: ({ bsn }, i) => at(bsn, i) },
  {
    name: 'birth date and start of family name',
    fixes: ['birthDate', 'familyName'],
    keyOf: ({ birth, family }, i, { families }) =>
      join(wholeDate(birth, i), families[at(family, i)]?.startId),
  },
  {
    name: 'birth date and given name',
    fixes: ['birthDate', 'givenName'],
    keyOf: ({ birth, given }, i, { givens }) =>
      join(wholeDate(birth, i), givens[at(given, i)]?.soundId),
  },
  {
    name: 'address and birth year',
    fixes: ['address', 'birthDate'],
    keyOf: ({ postcode, houseDigits, birth }, i) =>
      withYear(birth, i, join(at(postcode, i), at(houseDigits, i))),
  },
  {
    name: 'birth dates of mother and child',
    fixes: ['mother', 'birthDate'],
    keyOf: ({ motherBirth, birth }, i) => join(wholeDate(birth, i), wholeDate(motherBirth, i)),
  },
  {
    name: 'BSN of the mother',
    fixes: ['mother'],
    ofSiblings: true,
    keyOf: ({ motherBsn }, i) => at(motherBsn, i),
  },
  {
    name: 'names and birth year',
    fixes: ['familyName', 'givenName', 'birthDate'],
    keyOf: (columns, i, vocabulary) =>
      withYear(columns.birth, i, join(...sounds(columns, i, vocabulary))),
  },
  {
    name: 'names in each other’s place and birth year',
    fixes: ['familyName', 'givenName', 'birthDate'],
    keyOf: (columns, i, vocabulary) =>
      withYear(columns.birth, i, join(...sounds(columns, i, vocabulary))),
    keyOfRecord(columns, i, vocabulary) {
      const [family, given] = sounds(columns, i, vocabulary)
      return withYear(columns.birth, i, join(given, family))
    },
  },
  {
    name: 'postcode and given name',
    fixes: ['address', 'givenName'],
    keyOf: ({ postcode, given }, i, { givens }) =>
      join(at(postcode, i), givens[at(given, i)]?.soundId),
  },
]

/** A date has 25 bits; of the rest, what is beyond them is as good as gone. */
const WIDTH = 2 ** 25
const YEARS = 8

function join(a = 0, b = 0): number {
  return a && b ? (a % WIDTH) * WIDTH + (b % WIDTH) : 0
}

/** Neighbouring years are different ones, which is all that is asked; so a key stays a whole number. */
function withYear(birth: Int32Array, i: number, key: number): number {
  const year = yearOf(at(birth, i))
  return key && year && key * YEARS + (year % YEARS)
}

function wholeDate(column: Int32Array, i: number): number {
  const date = at(column, i)
  return isWholeDate(date) ? date : 0
}

function sounds({ family, given }: Columns, i: number, { families, givens }: Vocabulary) {
  return [families[at(family, i)]?.soundId, givens[at(given, i)]?.soundId] as const
}

function at(column: Int32Array, i: number): number {
  return column[i] ?? 0
}
