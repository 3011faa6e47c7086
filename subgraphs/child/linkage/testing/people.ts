/**
 * People for tests of linking.
 *
 * @module
 */

import type { Linkable, Person, RegistryRecord } from '../person.ts'

const ANNA: Person = {
  id: 'anna',
  bsn: '999900006',
  familyName: 'Vries',
  prefix: 'de',
  givenNames: 'Anna',
  birthDate: '2024-03-17',
  sex: 'female',
  postcode: '1002AB',
  houseNumber: '12',
  mother: { bsn: '999900018', familyName: 'Jansen', prefix: null, birthDate: '1991-08-05' },
  rank: null,
  bornTogether: null,
}

export function person(differences: Partial<Person> = {}): Person {
  return { ...ANNA, ...differences }
}

/** What a registry wrote of somebody. */
export function recordOf(
  { id, ...rest }: Person,
  differences: Partial<RegistryRecord> = {},
): RegistryRecord {
  return { ...rest, registry: 'jgz', key: `of-${id}`, ...differences }
}

export const NOTHING: Linkable = {
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
