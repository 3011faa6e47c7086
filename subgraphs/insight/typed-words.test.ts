import { expect, test } from 'vitest'
import { INDICATORS } from './indicators/catalogue.ts'
import { typedWords } from './typed-words.ts'

test('a word gets the type of the column that it is compared with', () => {
  expect(typedWords("e.kind = 'CONTACT' AND form NOT IN ('LETTER', 'TEXT')")).toBe(
    "e.kind = 'CONTACT'::kind AND form NOT IN ('LETTER'::form, 'TEXT'::form)",
  )
  expect(typedWords("counterpart IS DISTINCT FROM 'JGZ'")).toBe(
    "counterpart IS DISTINCT FROM 'JGZ'::domain",
  )
})

test('a word of none of these columns stays text', () => {
  const plain = "step = 'INDICATED' AND code = 'VVE' AND status IN ('REALISED', 'OTHERWISE')"
  expect(typedWords(plain)).toBe(plain)
})

test('definitions are read so', () => {
  const window = { from: '2020-01-01', until: '2021-01-01' }
  const left = INDICATORS.flatMap(
    ({ units }) => (units ? typedWords(units(window)) : '').match(/\bkind = '\w+'(?!::)/g) ?? [],
  )
  expect(left).toEqual([])
})
