import { expect, test } from 'vitest'
import { openVocabulary, toColumns } from './columns.ts'
import { findMultipleBirths } from './multiple-births.ts'
import type { Person } from './person.ts'
import { person } from './testing/people.ts'

function find(people: readonly Person[], registryOf?: (i: number) => string): number[] {
  const vocabulary = openVocabulary()
  return [...findMultipleBirths(toColumns(people, vocabulary), vocabulary, registryOf)]
}

const eva = person({ id: 'eva', givenNames: 'Eva' })
const elsewhere = { postcode: '1009ZZ', houseNumber: '1' }

test('one birth date and one mother make twins, and so do one birth date and one home', () => {
  expect(find([person(), { ...eva, ...elsewhere }])).toEqual([1, 1])
  expect(find([person(), { ...eva, mother: null }])).toEqual([1, 1])
  const withoutBsn = {
    ...eva.mother,
    bsn: null,
    familyName: 'Jansen',
    prefix: null,
    birthDate: '1991-08-05',
  }
  expect(
    find([person({ mother: withoutBsn }), { ...eva, ...elsewhere, mother: withoutBsn }]),
  ).toEqual([1, 1])
})

test('all of three are found', () => {
  expect(find([person(), eva, person({ id: 'fem', givenNames: 'Fem' })])).toEqual([1, 1, 1])
})

test('siblings, neighbours and strangers of one day are no twins', () => {
  const other = { mother: null, familyName: 'Smit' }
  expect(find([person(), { ...eva, birthDate: '2022-03-17' }])).toEqual([0, 0])
  expect(find([person(), { ...eva, ...other }])).toEqual([0, 0])
  expect(find([person(), { ...eva, ...elsewhere, mother: null }])).toEqual([0, 0])
  expect(find([person({ birthDate: '2024' }), { ...eva, birthDate: '2024' }])).toEqual([0, 0])
})

test('who is said to be one of several is, though the other is not here', () => {
  expect(find([person({ bornTogether: 2 })])).toEqual([1])
  expect(find([person({ rank: 2 })])).toEqual([1])
  expect(find([person({ rank: 1, bornTogether: 1 })])).toEqual([0])
})

test('the records of one child in two registries make no twins', () => {
  expect(find([person(), person()], (i) => `registry ${i}`)).toEqual([0, 0])
  expect(find([person(), person()], () => 'jgz')).toEqual([1, 1])
})
