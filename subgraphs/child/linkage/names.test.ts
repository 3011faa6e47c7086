import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toFamilyName, toGivenNames } from './names.ts'

const ownOf = (text: string, prefix: string | null = null) => toFamilyName(text, prefix)?.own

describe('a family name', () => {
  test.each([
    ['van den Berg', null],
    ['Berg', 'van den'],
    ['Berg, van den', null],
    ['Berg van den', null],
    ['v.d. Berg', null],
    ['v/d Berg', null],
    ['VAN DEN BERG', null],
    ['van  den berg', null],
  ])('is the same own name, however the prefix of %s (%s) is written', (text, prefix) => {
    expect(ownOf(text, prefix)).toBe('berg')
  })

  test.each([
    ["'t Mannetje", 'mannetje'],
    ['’t Mannetje', 'mannetje'],
    ["in 't Veld", 'velt'],
    ['El Khattabi', 'khatabi'],
    ['Al Hassan', 'hasan'],
    ["d'Angelo", 'angelo'],
    ["l'Abbé", 'abe'],
    ["O'Brien", 'obrien'],
    ['de la Rue', 'rue'],
  ])('%s loses its prefixes', (text, own) => {
    expect(ownOf(text)).toBe(
      own.replace(/(.)\1/g, (pair) => (/[aeiou]/.test(pair) ? pair : pair.charAt(0))),
    )
  })

  test('who is called as a prefix keeps the name', () => {
    expect(ownOf('Van')).toBe('van')
    expect(ownOf('De')).toBe('de')
    expect(ownOf('van de')).toBe('de')
  })

  test('a double name has its parts, each without prefixes', () => {
    expect(toFamilyName('Jansen-de Vries', null)?.parts).toEqual(['jansen', 'vries'])
    expect(toFamilyName('de Vries – van Dijk', null)?.parts).toEqual(['vries', 'dyk'])
    expect(toFamilyName('de Vries e/v Jansen', null)?.parts).toEqual(['vries', 'jansen'])
    expect(toFamilyName('Bakker geb. Smit', null)?.parts).toEqual(['baker', 'smit'])
  })

  test('in one word or in two it is the same whole', () => {
    const wholes = ['Benali', 'Ben Ali', 'ben ali'].map((name) => toFamilyName(name, null)?.whole)
    expect(new Set(wholes).size).toBe(1)
    expect(toFamilyName('Elkhattabi', null)?.whole).toBe(toFamilyName('El Khattabi', null)?.whole)
    expect(toFamilyName('Berg', 'van den')?.whole).toBe(toFamilyName('Berg, van den', null)?.whole)
  })

  test.each([[''], ['  '], ['-'], ['?']])('%j is no name', (text) => {
    expect(toFamilyName(text, null)).toBeUndefined()
    expect(toFamilyName(text, 'van')).toBeUndefined()
    expect(toGivenNames(text)).toBeUndefined()
  })

  test('any text at all is taken, and a name that is found has an own name, a whole and a sound', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const name = toFamilyName(text, null)
        if (name) expect([name.own, name.whole, name.sound, ...name.parts]).not.toContain('')
      }),
    )
  })
})

describe('given names', () => {
  test('the first is found, and all are one word', () => {
    expect(toGivenNames('Anna Maria')).toMatchObject({ first: 'anna', all: 'annamaria' })
    expect(toGivenNames('Anne-Marie')?.all).toBe(toGivenNames('Annemarie')?.all)
    expect(toGivenNames('Anne Marie')?.all).toBe(toGivenNames('Annemarie')?.all)
  })

  test.each([['A.M.'], ['A. M.'], ['A']])('%s are initials', (text) => {
    expect(toGivenNames(text)?.initials).toBe(true)
  })

  test('a name is none', () => {
    expect(toGivenNames('Bo')?.initials).toBe(false)
  })
})
