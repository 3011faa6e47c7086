import { expect, test } from 'vitest'
import { bsnSequence, isElevenProof } from './bsn.ts'

test('the first 9,091 numbers MUST come from the range for tests; then others begin with 9', () => {
  const next = bsnSequence()
  const first = Array.from({ length: 9_091 }, next)
  expect(first.every((bsn) => bsn.startsWith('9999'))).toBe(true)
  expect(next()).toMatch(/^9(?!999)\d{8}$/)
})

test('numbers MUST pass the eleven-proof and MUST NOT come twice', () => {
  const next = bsnSequence()
  const many = Array.from({ length: 100_000 }, next)
  expect(many.every(isElevenProof)).toBe(true)
  expect(new Set(many).size).toBe(many.length)
})

test('every sequence is the same', () => {
  const [one, other] = [bsnSequence(), bsnSequence()]
  expect(Array.from({ length: 100 }, one)).toEqual(Array.from({ length: 100 }, other))
})

test('the proof finds a wrong digit', () => {
  expect(isElevenProof('999900006')).toBe(true)
  expect(isElevenProof('999900007')).toBe(false)
  expect(isElevenProof('000000000')).toBe(false)
  expect(isElevenProof('99990000')).toBe(false)
})
