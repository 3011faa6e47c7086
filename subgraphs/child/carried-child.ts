/**
 * A child of a pregnancy, and somebody whom the population register knows: what there is to compare.
 *
 * @module
 */

import type { BirthFacts } from '../pregnancies.ts'
import { toGivenNames } from './linkage/names.ts'

/** A child of a pregnancy, as the index knows it. */
export interface CarriedChild extends BirthFacts {
  /** Its id in the graph. */
  readonly id: string
  /** Whom it was found to be; null while it is not. */
  readonly person: string | null
  /** Ended without a living child. */
  readonly isLost: boolean
  /** As birth care recorded it: `bsn:…`, or `index:…` of a delivery store. */
  readonly number: string | null
}

export interface CarriedTogether {
  /** Spelled as {@link CarriedChild.number}. */
  readonly mother: string | null
  readonly dueOn: string | null
  readonly endedOn: string | null
  readonly children: readonly CarriedChild[]
}

/** Somebody whom the population register knows. */
export interface Newborn {
  /** A name for him, of this moment only. */
  readonly person: string
  /** Every spelling of his number. */
  readonly numbers: readonly string[]
  /** Every spelling of the numbers of the mothers since the birth. */
  readonly mothers: readonly string[]
  /** A whole day. */
  readonly birthDate: string
  readonly sex: 'male' | 'female' | null
  readonly givenNames: string | null
  /** As another registry told it, where one did. */
  readonly rank?: number | null
  readonly bornAt?: string | null
  readonly weightGrams?: number | null
}

/** A child is born from 17 weeks before until 4 weeks after its due date. */
const EARLIEST_DAYS = -17 * 7
const LATEST_DAYS = 4 * 7

/** `recorded`: born then, said birth care. `expected`: it says nothing of a birth, and then would be likely. */
export function fits(
  { dueOn, endedOn, children }: CarriedTogether,
  { birthDate }: Pick<Newborn, 'birthDate'>,
): 'recorded' | 'expected' | 'not' {
  const days = [endedOn, ...children.map(({ bornOn }) => bornOn)].filter((day) => day !== null)
  // Twins may be born on both sides of midnight.
  if (days.some((day) => Math.abs(daysBetween(day, birthDate)) <= 1)) return 'recorded'
  if (days.length > 0 || dueOn === null) return 'not'
  const late = daysBetween(dueOn, birthDate)
  return late >= EARLIEST_DAYS && late <= LATEST_DAYS ? 'expected' : 'not'
}

export function isNamesake(
  { givenNames: one }: Pick<CarriedChild, 'givenNames'>,
  { givenNames: other }: Pick<Newborn, 'givenNames'>,
): boolean {
  const [own, theirs] = [toGivenNames(one), toGivenNames(other)]
  if (!own || !theirs || own.initials || theirs.initials) return false
  return own.first === theirs.first
}

const DAY_MS = 86_400_000

export function daysBetween(day: string, later: string): number {
  return Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY_MS)
}
