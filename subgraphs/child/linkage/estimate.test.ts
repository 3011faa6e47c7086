import { describe, expect, test } from 'vitest'
import { DEFAULT_ODDS } from './default-model.ts'
import { estimateModel } from './estimate.ts'
import { openPairs, openPairsWithin } from './pairs.ts'
import type { Person } from './person.ts'
import { NOTHING } from './testing/people.ts'

const PEOPLE = 4_000

/** Small, and the same each time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 0x1_0000_0000
  }
}

const SYLLABLES = 'ba ko mi ru te lo sa ne di fu'.split(' ')
const word = (n: number) =>
  [n, n / 10, n / 100].map((part) => SYLLABLES[Math.floor(part) % 10]).join('')

/** A record of each person, in which fields are wrong as often as is told here. */
function planted() {
  const random = dice(7)
  const draw = (count: number) => Math.floor(random() * count)
  const date = () =>
    `${2020 + draw(5)}-${String(1 + draw(12)).padStart(2, '0')}-${String(1 + draw(28)).padStart(2, '0')}`
  const make = (id: number): Person => ({
    ...NOTHING,
    id: String(id),
    familyName: word(draw(200)),
    givenNames: word(500 + draw(300)),
    birthDate: date(),
    sex: random() < 0.5 ? 'male' : 'female',
    postcode: `${1000 + draw(9)}A${'ABCDEFGH'[draw(8)]}`,
    houseNumber: String(1 + draw(99)),
  })
  const persons = Array.from({ length: PEOPLE }, (_, id) => make(id))
  const records = persons.map((person): Person => {
    const other = make(0)
    return {
      ...person,
      ...(random() < 0.06 && { familyName: other.familyName }),
      ...(random() < 0.1 && { givenNames: other.givenNames }),
      ...(random() < 0.03 && { birthDate: other.birthDate }),
      ...(random() < 0.01 && { sex: person.sex === 'male' ? 'female' : 'male' }),
      ...(random() < 0.15 && { postcode: other.postcode, houseNumber: other.houseNumber }),
    }
  })
  return { persons, records }
}

describe('without a truth', () => {
  const { persons, records } = planted()
  const { fields, prior } = estimateModel(openPairs(persons, records), { version: 'test' })

  test('what strangers have in common is found', () => {
    expect(fields.familyName.exact.u).toBeCloseTo(1 / 200, 2)
    expect(Math.abs(fields.familyName.exact.u * 200 - 1)).toBeLessThan(0.1)
    expect(Math.abs(fields.birthDate.exact.u * 1_680 - 1)).toBeLessThan(0.25)
    expect(Math.abs(fields.sex.same.u - 0.5)).toBeLessThan(0.01)
    expect(Math.abs(fields.address.same.u * 72 * 99 - 1)).toBeLessThan(0.3)
  })

  test('how often a person’s own records agree is found within two hundredths', () => {
    expect(Math.abs(fields.familyName.exact.m - 0.94)).toBeLessThan(0.02)
    expect(Math.abs(fields.givenName.exact.m - 0.9)).toBeLessThan(0.02)
    expect(Math.abs(fields.birthDate.exact.m - 0.97)).toBeLessThan(0.02)
    expect(Math.abs(fields.sex.same.m - 0.99)).toBeLessThan(0.02)
    expect(Math.abs(fields.address.same.m - 0.85)).toBeLessThan(0.02)
  })

  test('how many pairs are of one person is found', () => {
    expect(Math.abs(prior * PEOPLE - 1)).toBeLessThan(0.03)
  })

  test('what nobody has stays as it is assumed', () => {
    expect(fields.bsn).toEqual(DEFAULT_ODDS.bsn)
    expect(fields.mother).toEqual(DEFAULT_ODDS.mother)
  })

  test('the same data give the same model', () => {
    const again = estimateModel(openPairs(persons, records), { version: 'test' })
    expect(again).toEqual({ version: 'test', fields, prior, thresholds: again.thresholds })
  })

  test('a part of the records is enough', () => {
    const some = estimateModel(openPairs(persons, records), { version: 'test', records: 1_000 })
    expect(Math.abs(some.prior / prior - 1)).toBeLessThan(0.05)
    expect(Math.abs(some.fields.givenName.exact.m - 0.9)).toBeLessThan(0.03)
  })
})

test('within one list the pairs of each with each are counted once', () => {
  const { persons, records } = planted()
  const all = [...persons, ...records]
  const { prior } = estimateModel(openPairsWithin(all), { version: 'test' })
  const pairs = (all.length * (all.length - 1)) / 2
  expect(Math.abs((prior * pairs) / PEOPLE - 1)).toBeLessThan(0.05)
})

test('of nobody, all is as assumed', () => {
  const { fields } = estimateModel(openPairs([], []), { version: 'test' })
  expect(fields.sex).toEqual(DEFAULT_ODDS.sex)
  expect(Number.isFinite(fields.familyName.exact.m)).toBe(true)
})
