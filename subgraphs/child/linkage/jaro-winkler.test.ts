import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jaroOf, jaroWinkler } from './jaro-winkler.ts'

/** Winkler's own examples, and those that every description of the measure repeats. */
const PUBLISHED: readonly (readonly [string, string, number, number])[] = [
  ['SHACKLEFORD', 'SHACKELFORD', 0.97, 0.982],
  ['DUNNINGHAM', 'CUNNIGHAM', 0.896, 0.896],
  ['NICHLESON', 'NICHULSON', 0.926, 0.956],
  ['JONES', 'JOHNSON', 0.79, 0.832],
  ['MASSEY', 'MASSIE', 0.889, 0.933],
  ['ABROMS', 'ABRAMS', 0.889, 0.922],
  ['HARDIN', 'MARTINEZ', 0.722, 0.722],
  ['JERALDINE', 'GERALDINE', 0.926, 0.926],
  ['MARHTA', 'MARTHA', 0.944, 0.961],
  ['MICHELLE', 'MICHAEL', 0.869, 0.921],
  ['JULIES', 'JULIUS', 0.889, 0.933],
  ['TANYA', 'TONYA', 0.867, 0.88],
  ['DWAYNE', 'DUANE', 0.822, 0.84],
  ['SEAN', 'SUSAN', 0.783, 0.805],
  ['JON', 'JOHN', 0.917, 0.933],
  ['DIXON', 'DICKSONX', 0.767, 0.813],
  ['JELLYFISH', 'SMELLYFISH', 0.896, 0.896],
]

describe('Jaro–Winkler', () => {
  test.each(PUBLISHED)('%s and %s are as alike as was published', (a, b, jaro, winkler) => {
    expect(jaroOf(a, b)).toBeCloseTo(jaro, 2)
    expect(Math.abs(jaroOf(a, b) - jaro)).toBeLessThan(0.001)
    expect(Math.abs(jaroWinkler(a, b) - winkler)).toBeLessThan(0.001)
  })

  test('words with nothing in common are not alike, nor is a word like no word', () => {
    expect([jaroWinkler('anna', 'bob'), jaroWinkler('anna', ''), jaroWinkler('', '')]).toEqual([
      0, 0, 0,
    ])
  })

  test('it lies between 0 and 1, is 1 for the same word only, and has no direction', () => {
    const word = fc.string({ maxLength: 20, unit: fc.constantFrom(...'abcde') })
    fc.assert(
      fc.property(word, word, (a, b) => {
        const alike = jaroWinkler(a, b)
        expect(alike).toBeGreaterThanOrEqual(0)
        expect(alike).toBeLessThanOrEqual(1)
        expect(jaroWinkler(b, a)).toBeCloseTo(alike, 12)
        expect(alike === 1).toBe(a === b && a !== '')
      }),
    )
  })

  test('of very long words the beginnings are compared', () => {
    const long = 'abcdefgh'.repeat(40)
    expect(jaroWinkler(long, `${long}z`)).toBe(1)
  })
})
