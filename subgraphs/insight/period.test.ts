import { expect, test } from 'vitest'
import { daysOfYears, PeriodUnit, periodsIn, toGridValue, windowOf } from './period.ts'

test('weeks are those of ISO 8601, also around New Year', () => {
  const weeks = periodsIn({ from: '2020-12-21', until: '2021-01-18' }, 'WEEK')

  expect(weeks.map(({ label, from }) => [label, from])).toEqual([
    ['2020-W52', '2020-12-21'],
    ['2020-W53', '2020-12-28'],
    ['2021-W01', '2021-01-04'],
    ['2021-W02', '2021-01-11'],
  ])
})

test('months, quarters and years are whole', () => {
  const window = windowOf('2019-12', '2021-01')

  expect(window).toEqual({ from: '2019-12-01', until: '2021-02-01' })
  expect(periodsIn(window, 'MONTH')).toHaveLength(14)
  expect(periodsIn(window, 'QUARTER').map(({ label }) => label)).toEqual([
    ...['2020-Q1', '2020-Q2', '2020-Q3', '2020-Q4'],
  ])
  expect(periodsIn(window, 'YEAR').map(({ label }) => label)).toEqual(['2020'])
})

test('MUST have every period lie on the same days, none twice and none left out', () => {
  const all = daysOfYears(2018, 2024)
  for (const unit of Object.keys(PeriodUnit) as PeriodUnit[]) {
    const periods = periodsIn({ from: '2018-01-01', until: '2025-01-01' }, unit)
    const leaves = periods.flatMap((period) => toGridValue(period, all).leaves)
    const first = periods[0]?.from ?? ''
    const last = periods.at(-1)?.until ?? ''

    expect(leaves).toEqual(all.filter((day) => first <= day && day < last))
  }
})
