/**
 * What a person and a record have in common, field by field.
 *
 * @module
 */

import type { Columns, Vocabulary } from './columns.ts'
import { compareDates, isOneSlip } from './dates.ts'
import { CODES, type Level } from './fields.ts'
import { jaroWinkler } from './jaro-winkler.ts'

/** The pattern of the pair. */
export type Compare = (person: number, record: number) => number

const VERY_ALIKE = 0.92
const ALIKE = 0.85
/** Of so many pairs of names it is known how alike they are. */
const REMEMBERED_BITS = 14
const REMEMBERED = 1 << REMEMBERED_BITS

export function openCompare(persons: Columns, records: Columns, vocabulary: Vocabulary): Compare {
  const compareFamilies = remember((a, b) => compareFamilyNames(a, b, vocabulary))
  const compareGivens = remember((a, b) => compareGivenNames(a, b, vocabulary))

  return (p, r) => {
    const family = compareFamilies(at(persons.family, p), at(records.family, r))
    const given = compareGivens(at(persons.given, p), at(records.given, r))
    const swapped = family === 'different' && isSwapped(p, r)
    return (
      CODES.bsn[compareBsns(at(persons.bsn, p), at(records.bsn, r))] +
      CODES.familyName[swapped ? 'swapped' : family] +
      // What stood in the wrong place is told once, or it would weigh twice.
      CODES.givenName[swapped ? 'missing' : given] +
      CODES.birthDate[compareBirths(at(persons.birth, p), at(records.birth, r))] +
      CODES.sex[compareValues(at(persons.sex, p), at(records.sex, r))] +
      CODES.address[compareAddresses(p, r)] +
      CODES.mother[compareMothers(p, r)] +
      CODES.rank[compareValues(at(persons.rank, p), at(records.rank, r))]
    )
  }

  /** Family and given name stand in each other's place. */
  function isSwapped(p: number, r: number): boolean {
    const [familyP, givenP] = namesOf(persons, p, vocabulary)
    const [familyR, givenR] = namesOf(records, r, vocabulary)
    if (!familyP || !givenP || !familyR || !givenR) return false
    const isSame = (family: typeof familyP, given: typeof givenP) =>
      family.ownId === given.asFamilyId || family.wholeId === given.asFamilyId
    return isSame(familyP, givenR) && isSame(familyR, givenP)
  }

  function compareAddresses(p: number, r: number): Level<'address'> {
    const postcode = compareValues(at(persons.postcode, p), at(records.postcode, r))
    const house = compareHouses(p, r)
    if (postcode === 'same') return house === 'same' ? 'same' : 'postcode'
    if (compareValues(at(persons.area, p), at(records.area, r)) === 'same') {
      return house === 'same' ? 'house-in-area' : 'area'
    }
    if (house === 'same') return 'house'
    return postcode === 'missing' && house === 'missing' ? 'missing' : 'different'
  }

  /** Who writes no letter may mean any. */
  function compareHouses(p: number, r: number): 'missing' | 'same' | 'different' {
    const [one, other] = [at(persons.house, p), at(records.house, r)]
    const [digits, others] = [at(persons.houseDigits, p), at(records.houseDigits, r)]
    const isBare = one === digits || other === others
    return isBare ? compareValues(digits, others) : compareValues(one, other)
  }

  /** Names of mothers change with marriage; a part or a likeness of them is no more than that. */
  function compareMothers(p: number, r: number): Level<'mother'> {
    const [bsnP, bsnR] = [at(persons.motherBsn, p), at(records.motherBsn, r)]
    if (bsnP && bsnR) return bsnP === bsnR ? 'bsn' : 'different'
    const birth = compareBirths(at(persons.motherBirth, p), at(records.motherBirth, r))
    const name = compareFamilies(at(persons.motherFamily, p), at(records.motherFamily, r))
    if (birth === 'missing' && name === 'missing') return 'missing'
    const isName = name !== 'missing' && name !== 'different' && name !== 'jw85'
    if (birth === 'exact') return isName ? 'name-and-date' : 'date'
    return isName ? 'name' : 'different'
  }
}

function namesOf({ family, given }: Columns, i: number, vocabulary: Vocabulary) {
  const [familyId, givenId] = [at(family, i), at(given, i)]
  if (!familyId || !givenId) return []
  return [vocabulary.families[familyId], vocabulary.givens[givenId]] as const
}

function compareValues(a: number, b: number): 'missing' | 'same' | 'different' {
  if (!a || !b) return 'missing'
  return a === b ? 'same' : 'different'
}

function compareBsns(a: number, b: number): Level<'bsn'> {
  if (!a || !b) return 'missing'
  if (a === b) return 'equal'
  return isOneSlip(a, b, 9) ? 'near' : 'different'
}

function compareBirths(a: number, b: number): Level<'birthDate'> {
  return a && b ? compareDates(a, b) : 'missing'
}

function compareFamilyNames(a: number, b: number, { families }: Vocabulary): Level<'familyName'> {
  const [one, other] = [families[a], families[b]]
  if (!a || !b || !one || !other) return 'missing'
  if (one.written === other.written) return 'exact'
  if (one.ownId === other.ownId || one.wholeId === other.wholeId) return 'normalised'
  const isDouble = one.parts.length > 1 || other.parts.length > 1
  if (isDouble && one.parts.some((part) => other.parts.includes(part))) return 'part'
  return likeness(one.own, other.own)
}

function compareGivenNames(a: number, b: number, { givens }: Vocabulary): Level<'givenName'> {
  const [one, other] = [givens[a], givens[b]]
  if (!a || !b || !one || !other) return 'missing'
  if (one.initials || other.initials) {
    return one.all.charAt(0) === other.all.charAt(0) ? 'initial' : 'different'
  }
  if (one.written === other.written) return 'exact'
  if (one.allId === other.allId) return 'normalised'
  if (one.firstId === other.firstId) return 'first'
  return likeness(one.first, other.first)
}

function likeness(a: string, b: string): 'jw92' | 'jw85' | 'different' {
  const alike = jaroWinkler(a, b)
  if (alike >= VERY_ALIKE) return 'jw92'
  return alike >= ALIKE ? 'jw85' : 'different'
}

/** Few names make most of the pairs: each pair of them is compared once in a while, not each time. */
function remember<L>(compare: (a: number, b: number) => L): (a: number, b: number) => L {
  const [lefts, rights] = [new Int32Array(REMEMBERED).fill(-1), new Int32Array(REMEMBERED)]
  const levels = new Array<L>(REMEMBERED)
  return (a, b) => {
    const slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> (32 - REMEMBERED_BITS)
    if (lefts[slot] !== a || rights[slot] !== b) {
      levels[slot] = compare(a, b)
      lefts[slot] = a
      rights[slot] = b
    }
    return levels[slot] as L
  }
}

function at(column: Int32Array | Uint8Array, i: number): number {
  return column[i] ?? 0
}
