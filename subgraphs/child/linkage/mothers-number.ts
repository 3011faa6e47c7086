/**
 * The number of the mother in the place of the child's: of a newborn who has none yet, many a registry writes hers.
 *
 * Read as it stands, such a record would be of a woman of thirty. Read as what it is, it says whose child it is.
 *
 * @module
 */

import { isElevenProof } from '../../../privacy/bsn.ts'
import { toDateNumber } from './dates.ts'
import type { Linkable } from './person.ts'

/** Nobody gives birth sooner, and no two who are one person differ by so much. */
const LEAST_AGE = 12

/** The registry says so itself. */
export function isMothersBsn({ bsn, mother }: Linkable): boolean {
  const own = bsn?.trim()
  return !!own && own === mother?.bsn?.trim() && isElevenProof(own)
}

interface Holder {
  readonly birthDate: string | null
  readonly isGrownUp: boolean
}

/** Who has this number is too old to be who the record is of. */
export function isOfAParent({ birthDate }: Linkable, holder: Holder): boolean {
  const [born, older] = [toDateNumber(birthDate), toDateNumber(holder.birthDate)]
  if (born === 0 || older === 0) return holder.isGrownUp
  // As numbers, dates that lie years apart differ by so many tens of thousands.
  return born - older >= LEAST_AGE * 10_000
}

/** The record of a child without a number, of this mother. */
export function withMothersBsn<R extends Linkable>(record: R): R {
  const { bsn, mother } = record
  const rest = mother ?? { familyName: null, prefix: null, birthDate: null }
  return { ...record, bsn: null, mother: { ...rest, bsn } }
}

/** The record of a child without a number: what stood there is that of a father, or of a carer. */
export function withoutBsn<R extends Linkable>(record: R): R {
  return { ...record, bsn: null }
}
