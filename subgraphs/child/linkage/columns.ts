/**
 * Many people as columns of numbers, so that millions of pairs are compared without making an object.
 *
 * Texts are numbers in a vocabulary that both sides share: what is the same text is the same number. 0 is nothing.
 *
 * @module
 */

import { isElevenProof } from '../../../privacy/bsn.ts'
import { toDateNumber } from './dates.ts'
import { isMothersBsn } from './mothers-number.ts'
import { type FamilyName, type GivenNames, toFamilyName, toGivenNames } from './names.ts'
import type { Linkable } from './person.ts'
import { fold } from './spelling.ts'

export interface Columns {
  readonly size: number
  readonly bsn: Int32Array
  /** 1 for a BSN that may decide: it passes the eleven-test. */
  readonly lawful: Uint8Array
  readonly family: Int32Array
  readonly given: Int32Array
  readonly birth: Int32Array
  /** 1 male, 2 female. */
  readonly sex: Uint8Array
  readonly postcode: Int32Array
  /** The first four characters of a longer postcode. */
  readonly area: Int32Array
  readonly house: Int32Array
  /** Without its letter or addition, which not every registry writes down. */
  readonly houseDigits: Int32Array
  readonly motherBsn: Int32Array
  readonly motherFamily: Int32Array
  readonly motherBirth: Int32Array
  readonly rank: Uint8Array
  readonly bornTogether: Uint8Array
}

export interface Vocabulary {
  text(text: string): number
  family(text: string | null, prefix: string | null): number
  given(text: string | null): number
  readonly families: readonly (FamilyName & FamilyIds)[]
  readonly givens: readonly (GivenNames & GivenIds)[]
}

interface FamilyIds {
  readonly ownId: number
  readonly wholeId: number
  readonly soundId: number
  readonly startId: number
}

interface GivenIds {
  readonly allId: number
  readonly firstId: number
  readonly asFamilyId: number
  readonly soundId: number
}

/** How much of the sound of a family name a block goes by. */
const START = 2

export function openVocabulary(): Vocabulary {
  const texts = new Map<string, number>()
  const families: (FamilyName & FamilyIds)[] = [{ ...NOTHING, ...NO_IDS }]
  const givens: (GivenNames & GivenIds)[] = [{ ...NOTHING, ...NO_IDS }]
  const familyIds = new Map<string, number>()
  const givenIds = new Map<string, number>()
  const idOf = (text: string) => getOr(texts, text, () => texts.size + 1)

  return {
    families,
    givens,
    text: idOf,
    family: (text, prefix) =>
      getOr(familyIds, `${prefix ?? ''} ${text ?? ''}`, () => {
        const name = toFamilyName(text, prefix)
        if (!name) return 0
        const { own, whole, sound } = name
        const ids = { ownId: idOf(own), wholeId: idOf(whole), soundId: idOf(sound) }
        const startId = idOf(sound.slice(0, START))
        return families.push({ ...name, ...ids, startId }) - 1
      }),
    given: (text) =>
      getOr(givenIds, text ?? '', () => {
        const name = toGivenNames(text)
        if (!name) return 0
        const ids = { allId: idOf(name.all), firstId: idOf(name.first), soundId: idOf(name.sound) }
        return givens.push({ ...name, ...ids, asFamilyId: idOf(name.asFamilyName) }) - 1
      }),
  }
}

// What stands at 0.
const NOTHING = {
  ...{ written: '', own: '', whole: '', parts: [], sound: '' },
  ...{ all: '', first: '', asFamilyName: '', initials: false },
}
const NO_IDS = {
  ...{ ownId: 0, wholeId: 0, soundId: 0, startId: 0 },
  ...{ allId: 0, firstId: 0, asFamilyId: 0 },
}

function getOr(map: Map<string, number>, key: string, make: () => number): number {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

export function toColumns(people: readonly Linkable[], vocabulary: Vocabulary): Columns {
  const size = people.length
  const columns: Columns = {
    size,
    bsn: new Int32Array(size),
    lawful: new Uint8Array(size),
    family: new Int32Array(size),
    given: new Int32Array(size),
    birth: new Int32Array(size),
    sex: new Uint8Array(size),
    postcode: new Int32Array(size),
    area: new Int32Array(size),
    house: new Int32Array(size),
    houseDigits: new Int32Array(size),
    motherBsn: new Int32Array(size),
    motherFamily: new Int32Array(size),
    motherBirth: new Int32Array(size),
    rank: new Uint8Array(size),
    bornTogether: new Uint8Array(size),
  }
  for (const [i, person] of people.entries()) fill(columns, i, person, vocabulary)
  return columns
}

function fill(columns: Columns, i: number, person: Linkable, vocabulary: Vocabulary): void {
  const { bsn, familyName, prefix, sex, mother } = person
  const textId = (text: string) => (text === '' ? 0 : vocabulary.text(text))
  const postcode = compact(person.postcode)
  columns.bsn[i] = isMothersBsn(person) ? 0 : toBsnNumber(bsn)
  columns.lawful[i] = columns.bsn[i] && isElevenProof(bsn?.trim() ?? '') ? 1 : 0
  columns.family[i] = vocabulary.family(familyName, prefix)
  columns.given[i] = vocabulary.given(person.givenNames)
  columns.birth[i] = toDateNumber(person.birthDate)
  columns.sex[i] = sex === 'male' ? 1 : sex === 'female' ? 2 : 0
  columns.postcode[i] = textId(postcode)
  columns.area[i] = textId(postcode.length > 4 ? postcode.slice(0, 4) : '')
  const house = compact(person.houseNumber)
  columns.house[i] = textId(house)
  columns.houseDigits[i] = textId(/^\d+/.exec(house)?.[0] ?? house)
  columns.motherBsn[i] = isElevenProof(mother?.bsn?.trim() ?? '') ? toBsnNumber(mother?.bsn) : 0
  columns.motherFamily[i] = mother ? vocabulary.family(mother.familyName, mother.prefix) : 0
  columns.motherBirth[i] = toDateNumber(mother?.birthDate ?? null)
  columns.rank[i] = person.rank ?? 0
  columns.bornTogether[i] = person.bornTogether ?? 0
}

/** CBS writes 999999999 for a BSN that is not known, and 000000000 for who is not born: those are none. */
function toBsnNumber(text: string | null | undefined): number {
  const digits = text?.trim() ?? ''
  const value = /^\d{1,9}$/.test(digits) ? Number(digits) : 0
  return value === 999_999_999 ? 0 : value
}

function compact(text: string | null): string {
  return fold(text ?? '').replace(/[ '-]/g, '')
}
