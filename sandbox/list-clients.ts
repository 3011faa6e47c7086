/**
 * How a list says who a child is: by its BSN, or, where whoever made it has none, by what the law asks for instead
 * (Jeugdwet 7.2.4). Then a name may be misheard.
 *
 * @module
 */

import { toDutchDate } from './csv.ts'
import { misspell } from './degrade.ts'
import { randomFor, residenceOf } from './household.ts'
import type { Child, Family, Person } from './population.ts'

export const PERSON_COLUMNS = [
  'achternaam',
  'voorvoegsel',
  'voornamen',
  'geboortedatum',
  'geslacht',
  'postcode',
  'huisnummer',
] as const

/** Of who is not planted and has a BSN, this part of the lists; of those, this part with a name that was misheard. */
export interface ListSlips {
  readonly withoutBsn: number
  readonly misspelt: number
}

export const LIST_SLIPS: ListSlips = { withoutBsn: 0.02, misspelt: 0.1 }

export interface ListClient {
  /** Empty where the list has none. */
  readonly bsn: string
  /** In the order of {@link PERSON_COLUMNS}; empty where the BSN says it all. */
  readonly cells: readonly string[]
}

const UNSAID = PERSON_COLUMNS.map(() => '')

/** The same in every line of one list. */
export function toListClient(
  family: Family,
  child: Child,
  person: Person,
  list: string,
  slips: ListSlips,
): ListClient {
  const random = randomFor(family, child, `slips in ${list}`)
  const isForgotten = child.planted === null && random.chance(slips.withoutBsn)
  if (person.bsn !== null && !isForgotten) return { bsn: person.bsn, cells: UNSAID }
  const { prefix, family: name, given } = person.name
  const isMisheard = child.planted === null && random.chance(slips.misspelt)
  const { postcode, houseNumber, houseLetter } = residenceOf(family, { child })
  const address = family.circumstances.secretAddress
    ? ['', '']
    : [postcode, `${houseNumber}${houseLetter ?? ''}`]
  return {
    bsn: '',
    cells: [
      isMisheard ? misspell(random, name) : name,
      prefix ?? '',
      given,
      toDutchDate(person.birthDateKnown === 'day' ? person.birthDate : null),
      person.sex === 'male' ? 'm' : 'v',
      ...address,
    ],
  }
}
