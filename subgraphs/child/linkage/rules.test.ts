import { describe, expect, test } from 'vitest'
import { FIELD_NAMES, type Field, type Level, toPattern } from './fields.ts'
import { areSiblings, isToldApart, judge, type PairFacts, RULES } from './rules.ts'

type Levels = { readonly [F in Field]?: Level<F> }

function facts(levels: Levels, more: Partial<PairFacts> = {}): PairFacts {
  const pattern = toPattern(levels)
  return { pattern, lawful: false, yearsApart: 0, multiple: false, single: false, ...more }
}

const said = (levels: Levels, more: Partial<PairFacts> = {}) => judge(facts(levels, more))

describe('R1, the BSN', () => {
  const bsn = { bsn: 'equal' } as const
  const lawful = { lawful: true }

  test('links when nothing contradicts it, though names or dates are written otherwise', () => {
    for (const levels of [
      bsn,
      { ...bsn, givenName: 'different', birthDate: 'exact' },
      { ...bsn, familyName: 'different', sex: 'same' },
      { ...bsn, birthDate: 'different', givenName: 'exact' },
      { ...bsn, sex: 'different', familyName: 'exact' },
    ] as const) {
      expect(said(levels, lawful)).toEqual({ rule: 'R1' })
    }
  })

  test('MUST NOT link by a number that does not pass the eleven-test', () => {
    expect(said(bsn)).toBeUndefined()
  })

  test.each([
    ['BIRTH_YEAR', bsn, { yearsApart: 2 }],
    ['SEX_AND_FAMILY_NAME', { ...bsn, sex: 'different', familyName: 'different' }, {}],
    ['GIVEN_NAME_AND_BIRTH_DATE', { ...bsn, givenName: 'different', birthDate: 'year' }, {}],
    [
      'GIVEN_NAME_IN_MULTIPLE_BIRTH',
      { ...bsn, givenName: 'different', birthDate: 'exact' },
      { multiple: true },
    ],
  ] as const)('is contradicted: %s', (contradiction, levels, more) => {
    expect(said(levels, { ...lawful, ...more })).toEqual({ rule: 'R1', contradiction })
  })

  test('one year apart is no contradiction', () => {
    expect(said(bsn, { ...lawful, yearsApart: 1 })).toEqual({ rule: 'R1' })
  })
})

describe('R2, a newborn without BSN', () => {
  const born = { mother: 'bsn', birthDate: 'exact', sex: 'same' } as const

  test('MUST NOT link by mother and date alone, but for who is the only one of that birth', () => {
    expect(said(born)).toBeUndefined()
    expect(said(born, { multiple: true })).toBeUndefined()
    expect(said(born, { multiple: true, single: true })).toBeUndefined()
    expect(said(born, { single: true })).toEqual({ rule: 'R2' })
  })

  test('links one of twins by rank or by first name', () => {
    expect(said({ ...born, rank: 'same' }, { multiple: true })).toEqual({ rule: 'R2' })
    expect(said({ ...born, givenName: 'exact' }, { multiple: true })).toEqual({ rule: 'R2' })
    expect(said({ ...born, rank: 'different' }, { multiple: true })).toBeUndefined()
    expect(
      said({ ...born, rank: 'same', givenName: 'different' }, { multiple: true }),
    ).toBeUndefined()
  })

  test('leaves it to a person when the name is that of the one and the rank that of the other', () => {
    expect(said({ ...born, rank: 'different', givenName: 'exact' }, { multiple: true })).toEqual({
      rule: 'R2',
      contradiction: 'RANK_AND_GIVEN_NAME',
    })
  })

  test('takes the name and birth date of the mother for her BSN, and less for nothing', () => {
    expect(said({ ...born, mother: 'name-and-date' }, { single: true })).toEqual({ rule: 'R2' })
    expect(said({ ...born, mother: 'date' }, { single: true })).toBeUndefined()
    expect(said({ ...born, mother: 'name' }, { single: true })).toBeUndefined()
  })

  test('wants the very day and no other sex', () => {
    expect(said({ ...born, birthDate: 'digit' }, { single: true })).toBeUndefined()
    expect(said({ ...born, sex: 'different' }, { single: true })).toBeUndefined()
  })
})

describe('R3, the fields of Jeugdwet 7.2.4', () => {
  const all = {
    familyName: 'exact',
    givenName: 'normalised',
    birthDate: 'exact',
    address: 'same',
  } as const

  test('links when all of them are the same', () => {
    expect(said(all)).toEqual({ rule: 'R3' })
  })

  test.each([
    [{ familyName: 'jw92' }],
    [{ givenName: 'first' }],
    [{ givenName: 'jw92' }],
    [{ birthDate: 'swapped' }],
    [{ address: 'postcode' }],
    [{ sex: 'different' }],
    [{ givenName: 'missing' }],
  ] as const)('says nothing with %j', (otherwise) => {
    expect(said({ ...all, ...otherwise })).toBeUndefined()
  })

  test('is contradicted by another BSN', () => {
    expect(said({ ...all, bsn: 'different' }, { lawful: true })).toEqual({
      rule: 'R3',
      contradiction: 'OTHER_BSN',
    })
    expect(said({ ...all, bsn: 'near' })).toEqual({ rule: 'R3' })
  })
})

describe('a score alone', () => {
  const home = {
    familyName: 'exact',
    birthDate: 'exact',
    sex: 'same',
    address: 'same',
    mother: 'bsn',
  } as const
  const told = (levels: Levels, more: Partial<PairFacts> = {}) =>
    isToldApart(facts({ ...home, ...levels }, more))

  test('MUST NOT link by family and home alone', () => {
    for (const givenName of ['missing', 'different', 'initial', 'jw85'] as const) {
      expect(told({ givenName })).toBe(false)
    }
  })

  test('may link when the given name says so', () => {
    for (const givenName of ['exact', 'normalised', 'first', 'jw92'] as const) {
      expect(told({ givenName })).toBe(true)
    }
  })

  test('MUST NOT link one of twins by a name that is only alike, nor against rank, sex or BSN', () => {
    const twin = { multiple: true }
    expect(told({ givenName: 'jw92' }, twin)).toBe(false)
    expect(told({ givenName: 'jw92', rank: 'same' }, twin)).toBe(true)
    expect(told({ givenName: 'exact', rank: 'different' }, twin)).toBe(false)
    expect(told({ givenName: 'exact', sex: 'different' }, twin)).toBe(false)
    expect(told({ bsn: 'near' }, twin)).toBe(false)
    expect(told({ givenName: 'exact', bsn: 'different' }, { ...twin, lawful: true })).toBe(false)
  })

  test('MUST NOT link a child with the name of a sibling', () => {
    expect(told({ givenName: 'exact', birthDate: 'different' })).toBe(false)
    expect(told({ givenName: 'exact', birthDate: 'year' })).toBe(false)
    expect(told({ givenName: 'exact', birthDate: 'missing' })).toBe(false)
  })

  test('asks nobody about siblings', () => {
    expect(areSiblings(facts({ ...home, birthDate: 'different', givenName: 'different' }))).toBe(
      true,
    )
    expect(areSiblings(facts({ ...home, bsn: 'different' }, { lawful: true }))).toBe(true)
    expect(areSiblings(facts({ ...home, givenName: 'different' }))).toBe(false)
    expect(
      areSiblings(
        facts({ ...home, givenName: 'different', rank: 'different' }, { multiple: true }),
      ),
    ).toBe(true)
  })
})

test('a rule has a version', () => {
  for (const { version } of Object.values(RULES)) expect(version).toBeGreaterThanOrEqual(1)
  expect(FIELD_NAMES).toContain('bsn')
})
