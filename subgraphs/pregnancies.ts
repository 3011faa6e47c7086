/**
 * What a birth care registry offers of its pregnancies, so that a child has its id before it is born and keeps it.
 *
 * As little as that takes. A registry that does not write one down says null.
 *
 * @module
 */

import { indexOfPerson, type StoreKey } from '../connectors/subject-index.ts'
import type { Bsn } from '../privacy/bsn.ts'

/** One pregnancy, as often as it is told: the same key is the same pregnancy. */
export interface RegisteredPregnancy {
  readonly registry: string
  /** What the registry itself keys it on. */
  readonly key: string
  readonly mother: Numbered
  readonly dueDate: string | null
  /** The day on which it ended; null while it goes on, and where nobody says. */
  readonly endedOn: string | null
  readonly outcome: RegisteredOutcome
  /** One or more; those of whom nothing is told but how many they are have a `#` in their id. */
  readonly fetuses: readonly RegisteredFetus[]
}

/** Of who was born: what there is to know it again by. */
export interface BirthFacts {
  readonly bornOn: string | null
  /** An instant; null where only the day is known. */
  readonly bornAt: string | null
  /** 1, 2, …: the order of birth. */
  readonly rank: number | null
  readonly sex: 'male' | 'female' | null
  readonly weightGrams: number | null
  readonly givenNames: string | null
}

/** Nothing is told yet. */
export const NOT_BORN: BirthFacts = {
  bornOn: null,
  bornAt: null,
  rank: null,
  sex: null,
  weightGrams: null,
  givenNames: null,
}

export interface RegisteredFetus extends BirthFacts {
  /** Unique in its pregnancy, and the same from the first time that it is told. */
  readonly id: string
  /** What the registry reads its record by. */
  readonly key: string
  readonly outcome: RegisteredOutcome
  readonly child: Numbered
}

/** By the number itself, or by the blind index under which a delivery store has it: see {@link indexOfNumbered}. */
export interface Numbered {
  readonly bsn: string | null
  readonly index: string | null
}

/** Ectopic is among the miscarriages: no child lived, before 24 weeks. */
export type RegisteredOutcome =
  | 'ONGOING'
  | 'LIVE_BIRTH'
  | 'STILLBIRTH'
  | 'MISCARRIAGE'
  | 'TERMINATION'
  | 'UNKNOWN'

/** The subject of what a delivery store of birth care keeps of somebody. */
export function indexOfNumbered(key: StoreKey, bsn: Bsn): string {
  return indexOfPerson(key, 'birth-care person', bsn)
}
