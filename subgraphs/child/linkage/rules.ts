/**
 * What decides before any weight does: three rules, each with a version, and what speaks against them.
 *
 * Twins share everything but a given name, a rank and a BSN. So nothing links a child of a multiple birth unless
 * one of those tells it from the other.
 *
 * @module
 */

import { describePattern } from './model.ts'

/** A rule that decides otherwise than it did gets another version. */
export const RULES = {
  R1: {
    version: 1,
    about: 'The same BSN, which passes the eleven-test, and nothing that contradicts it.',
  },
  R2: {
    version: 1,
    about:
      'A newborn without BSN: the same mother and birth date, and told from any other of that birth.',
  },
  R3: {
    version: 1,
    about:
      'Without BSN, by Jeugdwet 7.2.4: the same names, birth date, postcode and house number; nobody else has them.',
  },
} as const

export type RuleName = keyof typeof RULES

/** Why a BSN is not believed, or why a rule is not without one. */
export type ContradictionReason =
  | 'BIRTH_YEAR'
  | 'SEX_AND_FAMILY_NAME'
  | 'GIVEN_NAME_AND_BIRTH_DATE'
  | 'GIVEN_NAME_IN_MULTIPLE_BIRTH'
  | 'RANK_AND_GIVEN_NAME'
  | 'OTHER_BSN'

export type Verdict =
  | { readonly rule: RuleName; readonly contradiction?: undefined }
  | { readonly rule: RuleName; readonly contradiction: ContradictionReason }

export interface PairFacts {
  readonly pattern: number
  /** Both have a BSN that passes the eleven-test. */
  readonly lawful: boolean
  /** Zero when one of the birth dates is missing. */
  readonly yearsApart: number
  /** One of them is known, or seen, to be one of several of one birth. */
  readonly multiple: boolean
  /** One of them is known to be the only one of its birth. */
  readonly single: boolean
}

const SAME_NAME = ['exact', 'normalised', 'first']
const OTHER_DATE = ['year', 'different']

/** Undefined when no rule speaks of the pair. */
export function judge(facts: PairFacts): Verdict | undefined {
  const levels = describePattern(facts.pattern)
  if (facts.lawful && levels.bsn === 'equal') {
    const contradiction = contradictionOf(facts, levels)
    return contradiction ? { rule: 'R1', contradiction } : { rule: 'R1' }
  }
  const rule = isNewborn(facts, levels) ? 'R2' : isByLaw(levels) ? 'R3' : undefined
  if (!rule) return undefined
  if (facts.lawful) return { rule, contradiction: 'OTHER_BSN' }
  const ranksDiffer = facts.multiple && levels.rank === 'different'
  return ranksDiffer ? { rule, contradiction: 'RANK_AND_GIVEN_NAME' } : { rule }
}

type Levels = ReturnType<typeof describePattern>

function contradictionOf(
  { yearsApart, multiple }: PairFacts,
  { sex, familyName, givenName, birthDate }: Levels,
): ContradictionReason | undefined {
  if (yearsApart > 1) return 'BIRTH_YEAR'
  if (sex === 'different' && familyName === 'different') return 'SEX_AND_FAMILY_NAME'
  if (givenName !== 'different') return undefined
  if (OTHER_DATE.includes(birthDate)) return 'GIVEN_NAME_AND_BIRTH_DATE'
  return multiple ? 'GIVEN_NAME_IN_MULTIPLE_BIRTH' : undefined
}

/** R2. Mother and date alone are enough for who is known to be the only one of that birth, never for another. */
function isNewborn({ single, multiple }: PairFacts, levels: Levels): boolean {
  const { mother, birthDate, sex, givenName, rank } = levels
  if (mother !== 'bsn' && mother !== 'name-and-date') return false
  if (birthDate !== 'exact' || sex === 'different' || givenName === 'different') return false
  if (SAME_NAME.includes(givenName) || levels.familyName === 'swapped') return true
  return rank === 'same' || (single && !multiple && rank !== 'different')
}

/** R3. */
function isByLaw({ familyName, givenName, birthDate, address, sex }: Levels): boolean {
  return (
    (familyName === 'exact' || familyName === 'normalised') &&
    (givenName === 'exact' || givenName === 'normalised') &&
    birthDate === 'exact' &&
    address === 'same' &&
    sex !== 'different'
  )
}

/** A score alone may link the pair: something of the child itself says so, and not only its family and home. */
export function isToldApart({ pattern, lawful, multiple }: PairFacts): boolean {
  const { bsn, familyName, givenName, birthDate, rank, sex } = describePattern(pattern)
  if (lawful && bsn !== 'equal') return false
  // A child may have the name of a sibling who died.
  if (birthDate === 'missing' || OTHER_DATE.includes(birthDate)) return false
  if (givenName === 'different') return false
  if (multiple && (rank === 'different' || sex === 'different')) return false
  if (SAME_NAME.includes(givenName) || familyName === 'swapped') return true
  if (multiple) return rank === 'same'
  return givenName === 'jw92' || bsn === 'near'
}

/** Of one family, and clearly two: nothing to ask anybody about, however much they have in common. */
export function areSiblings({ pattern, lawful, multiple }: PairFacts): boolean {
  const { bsn, givenName, birthDate, rank } = describePattern(pattern)
  if (lawful && bsn !== 'equal') return true
  if (givenName !== 'different') return false
  return OTHER_DATE.includes(birthDate) || (multiple && rank === 'different')
}
