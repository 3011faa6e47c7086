import { expect, test } from 'vitest'
import { compareDates, isOneSlip, toDateNumber } from './dates.ts'

const compare = (a: string, b: string) => compareDates(toDateNumber(a), toDateNumber(b))

test('a date is a number, with zeros for what is not known', () => {
  expect(
    ['2026-09-01', '20260901', '2026-09', '2026', '2026-09-00', '2026-00-00'].map(toDateNumber),
  ).toEqual([20260901, 20260901, 20260900, 20260000, 20260900, 20260000])
})

test('what is no date is none', () => {
  const none = [null, '', '0', '0000-00-00', '2026-13-01', '2026-00-05', '01-09-2026', 'unknown']
  expect(none.map(toDateNumber)).toEqual(none.map(() => 0))
})

test.each([
  ['2023-04-05', '2023-04-05', 'exact'],
  ['2023-04-05', '2023-05-04', 'swapped'],
  ['2023-04-05', '2023-04-06', 'digit'],
  ['2023-04-05', '2024-04-05', 'digit'],
  ['2023-04-12', '2023-04-21', 'digit'],
  ['2023-04-05', '2023-04-16', 'month'],
  ['2023-04-05', '2023-04', 'month'],
  ['2023-04-05', '2023', 'year'],
  ['2023', '2023', 'year'],
  ['2023-04', '2023-04', 'month'],
  ['2023-04-05', '2023-11-19', 'year'],
  ['2023-04-05', '2021-11-19', 'different'],
  ['2023', '2022', 'different'],
] as const)('%s and %s: %s', (a, b, agreement) => {
  expect(compare(a, b)).toBe(agreement)
  expect(compare(b, a)).toBe(agreement)
})

test('one slip is one other digit, or two neighbours in each other’s place', () => {
  expect(isOneSlip(999900006, 999900016, 9)).toBe(true)
  expect(isOneSlip(999900018, 999900081, 9)).toBe(true)
  expect(isOneSlip(123456789, 923456789, 9)).toBe(true)
  expect(isOneSlip(123456789, 213456789, 9)).toBe(true)
  expect(isOneSlip(999900006, 999900006, 9)).toBe(false)
  expect(isOneSlip(999900006, 999911006, 9)).toBe(false)
  expect(isOneSlip(999900018, 999900181, 9)).toBe(false)
})
