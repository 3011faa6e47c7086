/**
 * What is compared of a person, or of a registry's record of one. As it was written; nothing is cleaned before.
 *
 * @module
 */

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
  readonly mother: Mother | null
  /** 1, 2, …: the order of birth among those of one birth. */
  readonly rank: number | null
  /** How many were born at that birth; null when it is not told. */
  readonly bornTogether: number | null
}

/** Who gave birth, which need not be a parent in the population register. */
export interface Mother {
  readonly bsn: string | null
  readonly familyName: string | null
  readonly prefix: string | null
  readonly birthDate: string | null
}

/** Somebody who has an id in the graph. */
export interface Person extends Linkable {
  readonly id: string
}

export interface RegistryRecord extends Linkable {
  readonly registry: string
  /** Unique within its registry. */
  readonly key: string
}
