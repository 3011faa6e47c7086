import { expect, test } from 'vitest'
import { GAP, leaveGapAt, leaveGaps } from './gaps.ts'

test('a gap is left for each key that has no value', () => {
  const target = { a: 1, b: null }
  leaveGaps(target, ['a', 'b', 'c'])
  expect(target).toEqual({ a: 1, b: GAP, c: GAP })
})

test('a gap is left where a path first meets nothing', () => {
  const target = { a: [{ b: null }, { b: { c: 1 } }, null] }
  leaveGapAt(target, ['a', 0, 'b', 'c'])
  leaveGapAt(target, ['a', 1, 'b', 'c'])
  leaveGapAt(target, ['a', 2, 'b'])
  expect(target).toEqual({ a: [{ b: GAP }, { b: { c: 1 } }, GAP] })
})

test('MUST NOT grow a list, nor follow a path that the data does not have', () => {
  const target = { a: [1], t: 'text' }
  leaveGapAt(target, ['a', 10 ** 9])
  leaveGapAt(target, ['a', 'length'])
  leaveGapAt(target, ['a', -1])
  leaveGapAt(target, ['t', 'x'])
  expect(target).toEqual({ a: [1], t: 'text' })
})

test('MUST NOT reach for a prototype', () => {
  const target: Record<string, unknown> = { a: {} }
  leaveGapAt(target, ['__proto__', 'polluted'])
  leaveGapAt(target, ['a', 'constructor', 'prototype', 'polluted'])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})
