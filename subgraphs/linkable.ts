/**
 * What a registry offers of its records so that they can be linked to persons: as little as that takes.
 *
 * Whatever a field holds is as it was written; nothing is cleaned before. A registry that does not write one down
 * says null.
 *
 * @module
 */

/** What is compared of a person, or of a registry's record of one. */
export interface Linkable {
  /** Nine digits as they were written, whether or not they pass the eleven-test. */
  readonly bsn: string | null
  /** With or without the prefix, which may also stand apart. */
  readonly familyName: string | null
  readonly prefix: string | null
  /** All of them, the first one, or initials. */
  readonly givenNames: string | null
  /** `2026-09-01`; `2026-09` or `2026` when no more is known. */
  readonly birthDate: string | null
  readonly sex: 'male' | 'female' | null
  readonly postcode: string | null
  /** With its letter or addition, if that is part of it. */
  readonly houseNumber: string | null
  readonly mother: LinkableMother | null
  /** 1, 2, …: the order of birth among those of one birth. */
  readonly rank: number | null
  /** How many were born at that birth; null when it is not told. */
  readonly bornTogether: number | null
}

/** Who gave birth, which need not be a parent in the population register. */
export interface LinkableMother {
  readonly bsn: string | null
  readonly familyName: string | null
  readonly prefix: string | null
  readonly birthDate: string | null
}

/** One record of a registry. */
export interface LinkableRecord extends Linkable {
  readonly registry: string
  /** What the registry itself keys the record on: unique within it, and enough to read it again. */
  readonly key: string
}
