import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIELD_NAMES, FIELDS, type Field, levelOf, PATTERNS, toPattern } from './fields.ts'
import { describePattern } from './model.ts'
import { openPairs } from './pairs.ts'
import type { Linkable } from './person.ts'
import { NOTHING, person } from './testing/people.ts'

function levels(one: Partial<Linkable>, other: Partial<Linkable>) {
  const { compare } = openPairs([{ ...NOTHING, ...one }], [{ ...NOTHING, ...other }])
  return describePattern(compare(0, 0))
}

const mother = (differences: Partial<NonNullable<Linkable['mother']>>) => ({
  mother: { bsn: null, familyName: null, prefix: null, birthDate: null, ...differences },
})

describe('two of one person', () => {
  test('agree on everything when nothing is written otherwise', () => {
    expect(levels(person({ rank: 1 }), person({ rank: 1 }))).toEqual({
      bsn: 'equal',
      familyName: 'exact',
      givenName: 'exact',
      birthDate: 'exact',
      sex: 'same',
      address: 'same',
      mother: 'bsn',
      rank: 'same',
    })
  })

  test('what one of them lacks is missing, and neither for nor against', () => {
    for (const level of Object.values(levels(NOTHING, person({ rank: 1 })))) {
      expect(level).toBe('missing')
    }
  })
})

const CASES: readonly (readonly [Field, Partial<Linkable>, Partial<Linkable>, string])[] = [
  ['bsn', { bsn: '999900006' }, { bsn: '999900016' }, 'near'],
  ['bsn', { bsn: '999900018' }, { bsn: '999900081' }, 'near'],
  ['bsn', { bsn: '999900006' }, { bsn: '999911211' }, 'different'],
  ['bsn', { bsn: '999999999' }, { bsn: '999999999' }, 'missing'],
  ['bsn', { bsn: '000000000' }, { bsn: '000000000' }, 'missing'],
  ['bsn', { bsn: 'unknown' }, { bsn: 'unknown' }, 'missing'],
  ['familyName', { familyName: 'DE VRIES' }, { familyName: 'Vries', prefix: 'de' }, 'exact'],
  ['familyName', { familyName: 'Vries' }, { familyName: 'de Vries' }, 'normalised'],
  ['familyName', { familyName: 'Meijer' }, { familyName: 'Meyer' }, 'normalised'],
  ['familyName', { familyName: 'Ben Ali' }, { familyName: 'Benali' }, 'normalised'],
  ['familyName', { familyName: 'Jansen-de Vries' }, { familyName: 'Jansen' }, 'part'],
  ['familyName', { familyName: 'Visser' }, { familyName: 'Vissers' }, 'jw92'],
  ['familyName', { familyName: 'Hoekstra' }, { familyName: 'Hoekema' }, 'jw85'],
  ['familyName', { familyName: 'Bakker' }, { familyName: 'Smit' }, 'different'],
  ['givenName', { givenNames: 'Anna Maria' }, { givenNames: 'anna maria' }, 'exact'],
  ['givenName', { givenNames: 'Esmée' }, { givenNames: 'Esmee' }, 'normalised'],
  ['givenName', { givenNames: 'Anna Maria' }, { givenNames: 'Anna' }, 'first'],
  ['givenName', { givenNames: 'Mohammed' }, { givenNames: 'Mohamed' }, 'jw92'],
  ['givenName', { givenNames: 'Muhammad' }, { givenNames: 'Mohammed' }, 'jw85'],
  ['givenName', { givenNames: 'A.M.' }, { givenNames: 'Anna Maria' }, 'initial'],
  ['givenName', { givenNames: 'B.' }, { givenNames: 'Anna' }, 'different'],
  ['givenName', { givenNames: 'Cato' }, { givenNames: 'Eva' }, 'different'],
  ['birthDate', { birthDate: '2024-03-05' }, { birthDate: '2024-05-03' }, 'swapped'],
  ['birthDate', { birthDate: '2024-03-05' }, { birthDate: '2024-03' }, 'month'],
  ['sex', { sex: 'male' }, { sex: 'female' }, 'different'],
  [
    'address',
    { postcode: '1002 ab', houseNumber: '12' },
    { postcode: '1002AB', houseNumber: '12' },
    'same',
  ],
  [
    'address',
    { postcode: '1002AB', houseNumber: '12-A' },
    { postcode: '1002AB', houseNumber: '12a' },
    'same',
  ],
  ['address', { postcode: '1002AB', houseNumber: '12' }, { postcode: '1002AB' }, 'postcode'],
  [
    'address',
    { postcode: '1002AB', houseNumber: '12' },
    { postcode: '1002AC', houseNumber: '12' },
    'house-in-area',
  ],
  [
    'address',
    { postcode: '1002AB', houseNumber: '12' },
    { postcode: '1002CD', houseNumber: '7' },
    'area',
  ],
  [
    'address',
    { postcode: '1002AB', houseNumber: '12' },
    { postcode: '1003AB', houseNumber: '12' },
    'house',
  ],
  [
    'address',
    { postcode: '1002AB', houseNumber: '12' },
    { postcode: '1003AB', houseNumber: '7' },
    'different',
  ],
  ['mother', mother({ bsn: '999900006' }), mother({ bsn: '999900006' }), 'bsn'],
  [
    'mother',
    mother({ bsn: '999900006', birthDate: '1991-08-05' }),
    mother({ bsn: '999900018', birthDate: '1991-08-05' }),
    'different',
  ],
  [
    'mother',
    mother({ familyName: 'Jansen', birthDate: '1991-08-05' }),
    mother({ familyName: 'Janssen-Smit', birthDate: '1991-08-05' }),
    'name-and-date',
  ],
  ['mother', mother({ birthDate: '1991-08-05' }), mother({ birthDate: '1991-08-05' }), 'date'],
  [
    'mother',
    mother({ familyName: 'Jansen', birthDate: '1991-08-05' }),
    mother({ familyName: 'Jansen', birthDate: '1987-02-11' }),
    'name',
  ],
  ['rank', { rank: 1 }, { rank: 2 }, 'different'],
]

test.each(CASES)('%s: %j and %j', (field, one, other, level) => {
  expect(levels(one, other)[field]).toBe(level)
  expect(levels(other, one)[field]).toBe(level)
})

describe('names in each other’s place', () => {
  test('are seen, and told once', () => {
    const told = levels(
      { familyName: 'Berg', prefix: 'van den', givenNames: 'Cato' },
      { familyName: 'Cato', givenNames: 'van den Berg' },
    )
    expect(told).toMatchObject({ familyName: 'swapped', givenName: 'missing' })
  })

  test('are not seen where one of the two is another', () => {
    const told = levels(
      { familyName: 'Berg', givenNames: 'Cato' },
      { familyName: 'Eva', givenNames: 'Berg' },
    )
    expect(told).toMatchObject({ familyName: 'different', givenName: 'different' })
  })
})

test('the levels of a pair can be read back from its pattern', () => {
  const anyLevels = fc.record(
    Object.fromEntries(FIELD_NAMES.map((field) => [field, fc.constantFrom(...FIELDS[field])])),
  )
  fc.assert(
    fc.property(anyLevels, (some) => {
      const pattern = toPattern(some)
      expect(pattern).toBeLessThan(PATTERNS)
      for (const field of FIELD_NAMES) expect(levelOf(pattern, field)).toBe(some[field])
    }),
  )
})

test('comparing again says the same, however many names came between', () => {
  const people = Array.from({ length: 300 }, (_, i) =>
    person({ familyName: `Naam${i % 60}`, givenNames: `Kind${i}` }),
  )
  const { compare } = openPairs(people, people)
  const all = () => people.flatMap((_, p) => people.map((_, r) => compare(p, r)))
  expect(all()).toEqual(all())
})
