/**
 * Who a delivered record is about, kept under seal and for linking alone.
 *
 * A store is keyed on blind indexes, by which nobody can be compared with anybody. So beside what is served a record
 * keeps what linking compares, and no more. No reader of the graph opens it. The same person seals to the same text.
 *
 * @module
 */

import { aessiv } from '@noble/ciphers/aes.js'
import type { StoreKey } from '../connectors/subject-index.ts'
import type { Linkable } from './linkable.ts'

const BOUND_TO = new TextEncoder().encode('kindlijn person 1')

export function sealPerson(key: StoreKey, told: Partial<Linkable>): string {
  const { bsn, familyName, prefix, givenNames, birthDate, sex, mother, rank, bornTogether } = told
  // Whose number is known is not looked for by an address.
  const address = bsn ? {} : { postcode: told.postcode, houseNumber: told.houseNumber }
  const person = { bsn, familyName, prefix, givenNames, birthDate, sex, ...address }
  const kept = Object.entries({ ...person, mother, rank, bornTogether }).filter(
    ([, value]) => value !== null && value !== undefined,
  )
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(kept)))
  return Buffer.from(aessiv(key, BOUND_TO).encrypt(text)).toString('base64url')
}

export function openPerson(key: StoreKey, sealed: string): Linkable {
  const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'))
  const kept = JSON.parse(new TextDecoder().decode(aessiv(key, BOUND_TO).decrypt(bytes)))
  return { ...NOTHING, ...kept }
}

const NOTHING: Linkable = {
  bsn: null,
  familyName: null,
  prefix: null,
  givenNames: null,
  birthDate: null,
  sex: null,
  postcode: null,
  houseNumber: null,
  mother: null,
  rank: null,
  bornTogether: null,
}
