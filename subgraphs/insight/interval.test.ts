import { expect, test } from 'vitest'
import { byar, wilson } from './interval.ts'

test('Wilson’s interval is the one of the books', () => {
  expect(wilson(81, 263).lower).toBeCloseTo(0.2553, 4)
  expect(wilson(81, 263).upper).toBeCloseTo(0.3662, 4)
  expect(wilson(15, 148).lower).toBeCloseTo(0.0624, 4)
  expect(wilson(15, 148).upper).toBeCloseTo(0.1605, 4)
})

test('an interval of a share stays a share', () => {
  expect(wilson(0, 20).lower).toBe(0)
  expect(wilson(20, 20).upper).toBe(1)
})

test('Byar’s interval is near Poisson’s', () => {
  expect(byar(10, 1).lower).toBeCloseTo(4.79, 1)
  expect(byar(10, 1).upper).toBeCloseTo(18.39, 1)
})
