import { expect, test } from 'vitest'
import { findStretch } from './fhir-dates.ts'

test.each([
  ['2024', '2024-01-01', '2025-01-01'],
  ['2024-12', '2024-12-01', '2025-01-01'],
  ['2024-02-28', '2024-02-28', '2024-02-29'],
  ['2023-12-31', '2023-12-31', '2024-01-01'],
  ['2024-03-01T10:15+01:00', '2024-03-01T09:15:00.000Z', '2024-03-01T09:16:00.000Z'],
  ['2024-03-01T10:15:30Z', '2024-03-01T10:15:30.000Z', '2024-03-01T10:15:31.000Z'],
])('%s lasts from %s until %s', (date, from, until) => {
  expect(findStretch(date)).toEqual({ from, until })
})

test.each(['', '24', '2024-13', '2024-00', '2024-02-30', '2024-03-01T10:15', '01-03-2024'])(
  '%j is no date',
  (date) => {
    expect(findStretch(date)).toBeUndefined()
  },
)
