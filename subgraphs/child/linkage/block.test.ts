import { describe, expect, test } from 'vitest'
import { openPairs, openPairsWithin } from './pairs.ts'
import { PASSES } from './passes.ts'
import type { Person } from './person.ts'
import { person } from './testing/people.ts'

const anna = person()

function find(persons: readonly Person[], record: Person, largest = 200) {
  const pairs = openPairs(persons, [record], { largest })
  return { found: [...pairs.blocks.candidates(pairs.records, 0)], leftOut: pairs.blocks.leftOut() }
}

/** What remains when all but these are written otherwise. */
function only(kept: Partial<Person>): Person {
  return {
    ...person({ id: 'record', bsn: null, familyName: 'Zzz', prefix: null, givenNames: 'Qqq' }),
    ...{ birthDate: '1999-12-31', postcode: '9999ZZ', houseNumber: '1', mother: null },
    ...kept,
  }
}

describe('somebody is found by', () => {
  test.each([
    ['BSN', { bsn: anna.bsn }],
    ['birth date and start of family name', { birthDate: anna.birthDate, familyName: 'Vris' }],
    ['birth date and given name', { birthDate: anna.birthDate, givenNames: 'Ana' }],
    ['address and birth year', { postcode: '1002AB', houseNumber: '12', birthDate: '2024' }],
    [
      'birth dates of mother and child',
      { birthDate: anna.birthDate, mother: { ...anna.mother, bsn: null } },
    ],
    ['BSN of the mother', { mother: { bsn: '999900018' } }],
    [
      'names and birth year',
      { familyName: 'de Vries', givenNames: 'Anna', birthDate: '2024-11-30' },
    ],
    [
      'names in each other’s place and birth year',
      { familyName: 'Anna', givenNames: 'Vries', birthDate: '2024' },
    ],
    ['postcode and given name', { postcode: '1002 ab', givenNames: 'Anna' }],
  ])('%s', (name, kept) => {
    expect(PASSES.map((pass) => pass.name)).toContain(name)
    const others = Array.from({ length: 50 }, (_, i) => only({ birthDate: `${1950 + i}-01-01` }))
    expect(find([...others, anna], only(kept as Partial<Person>)).found).toContain(50)
    expect(find([...others, anna], only({})).found).not.toContain(50)
  })
})

test('who is found in many ways is found once', () => {
  expect(find([anna, person({ id: 'again' })], anna).found.toSorted()).toEqual([0, 1])
})

test('a block that is too large is left out, and counted', () => {
  const many = Array.from({ length: 11 }, (_, i) =>
    person({ id: String(i), bsn: null, mother: null, givenNames: null, postcode: null }),
  )
  const record = person({ bsn: null, mother: null, givenNames: null, postcode: null })
  expect(find(many, record, 11)).toMatchObject({ found: { length: 11 }, leftOut: [] })
  expect(find(many, record, 10)).toEqual({
    found: [],
    leftOut: [
      {
        pass: 'birth date and start of family name',
        reason: 'BLOCK_TOO_LARGE',
        records: 1,
        pairs: 11,
      },
    ],
  })
})

test('more candidates than there was room for are all found', () => {
  const many = Array.from({ length: 3_000 }, (_, i) => person({ id: String(i) }))
  expect(find(many, anna, 5_000).found).toHaveLength(3_000)
})

test('who has nothing in common with anybody, and who has nothing, is compared with nobody', () => {
  expect(find([anna], only({ mother: null })).found).toEqual([])
  const nothing = only({ familyName: null, givenNames: null, birthDate: null, postcode: null })
  expect(find([nothing], nothing).found).toEqual([])
})

test('the pairs of one list are counted once', () => {
  expect(openPairsWithin([anna, anna, anna]).all).toBe(3)
  expect(openPairs([anna, anna], [anna, anna, anna]).all).toBe(6)
})
