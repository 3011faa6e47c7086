import { expect, test } from 'vitest'
import { readMoment, toDay, toMoment } from './wall-clock.ts'

test.each([
  ['2026-01-15', '12:00:00', '2026-01-15T11:00:00.000Z'],
  ['2026-07-15', '00:30:00', '2026-07-14T22:30:00.000Z'],
  ['2026-07-15', '12:34:56.789', '2026-07-15T10:34:56.789Z'],
  // The clocks change in the nights of 29 March and 25 October 2026.
  ['2026-03-29', '01:59:59', '2026-03-29T00:59:59.000Z'],
  ['2026-03-29', '03:00:00', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25', '01:30:00', '2026-10-24T23:30:00.000Z'],
  ['2026-10-25', '03:30:00', '2026-10-25T02:30:00.000Z'],
])('%s %s in the Netherlands is %s', (day, time, moment) => {
  expect(toMoment(day, time).toISOString()).toBe(moment)
})

test('a day ends at midnight in the Netherlands', () => {
  expect(toDay(new Date('2026-08-31T21:59:59Z'))).toBe('2026-08-31')
  expect(toDay(new Date('2026-08-31T22:00:00Z'))).toBe('2026-09-01')
})

test.each([
  ['2026-07-15', '2026-07-14T22:00:00.000Z'],
  ['2026-07-15T06:30:00', '2026-07-15T04:30:00.000Z'],
  ['2026-07-15T06:30', '2026-07-15T04:30:00.000Z'],
  ['2026-07-15T06:30:00Z', '2026-07-15T06:30:00.000Z'],
  ['2026-07-15T06:30:00-05:00', '2026-07-15T11:30:00.000Z'],
])('%s as it is written is %s', (text, moment) => {
  expect(readMoment(text).toISOString()).toBe(moment)
})
