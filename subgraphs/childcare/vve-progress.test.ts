import '../../schema/federation.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MonthOfVve, toVveProgress } from './vve-progress.ts'

const BORN = '2022-09-01' // two and a half on 2025-03-01, four on 2026-09-01
const TODAY = '2027-01-01'

function month(of: string, attendedHours: number | null, attendedDays: number | null): MonthOfVve {
  return { month: of, attendedHours, attendedDays }
}

describe('progress of early childhood education', () => {
  test('counts hours from two and a half to four, and none before or after', () => {
    const told = ['2025-02', '2025-03', '2026-08', '2026-09'].map((of) => month(of, 60, 12))

    expect(toVveProgress(told, BORN, TODAY)).toEqual({
      hours: 120,
      target: 960,
      from: '2025-03-01',
      until: '2026-09-01',
      capped: true,
      months: 2,
      complete: false,
    })
  })

  test('counts no more than six hours for each day', () => {
    expect(toVveProgress([month('2025-03', 100, 10)], BORN, TODAY)?.hours).toBe(60)
    expect(toVveProgress([month('2025-03', 59.5, 10)], BORN, TODAY)?.hours).toBe(59.5)
    expect(toVveProgress([month('2025-03', 0, 0)], BORN, TODAY)?.hours).toBe(0)
  })

  test('MUST NOT tell hours when it cannot apply that, and says so', () => {
    const told = [month('2025-03', 60, 12), month('2025-04', 60, null)]

    expect(toVveProgress(told, BORN, TODAY)).toMatchObject({
      hours: null,
      capped: false,
      complete: null,
      months: 2,
    })
    expect(toVveProgress([month('2025-03', null, 12)], BORN, TODAY)).toMatchObject({
      hours: null,
      capped: true,
    })
  })

  test('does not wait for a month that is not over yet', () => {
    const told = [month('2025-03', 60, 12), month('2025-04', null, null)]

    expect(toVveProgress(told, BORN, '2025-04-20')).toMatchObject({ hours: 60, capped: true })
    expect(toVveProgress(told, BORN, '2025-05-01')).toMatchObject({ hours: null })
  })

  test('is complete at 960 hours', () => {
    const months = Array.from({ length: 16 }, (_, i) => {
      const of = new Date(Date.UTC(2025, 2 + i, 1)).toISOString().slice(0, 7)
      return month(of, 60, 10)
    })

    expect(toVveProgress(months, BORN, TODAY)).toMatchObject({ hours: 960, complete: true })
    expect(toVveProgress(months.slice(1), BORN, TODAY)).toMatchObject({ complete: false })
  })

  test('takes of the first and the last month the days that lie between', () => {
    const born = '2022-09-16' // from 2025-03-16 until 2026-09-16
    expect(toVveProgress([month('2025-03', 31, 31)], born, TODAY)?.hours).toBe(16)
    expect(toVveProgress([month('2026-09', 30, 30)], born, TODAY)?.hours).toBe(15)
  })

  test('knows the days that a month does not have', () => {
    expect(toVveProgress([], '2022-08-31', TODAY)).toMatchObject({
      from: '2025-02-28',
      until: '2026-08-31',
      hours: 0,
    })
    expect(toVveProgress([], '2024-02-29', TODAY)).toMatchObject({
      from: '2026-08-29',
      until: '2028-02-29',
    })
  })

  test('is not told for a birth date that is known in part', () => {
    for (const born of ['2022', '2022-09']) expect(toVveProgress([], born, TODAY)).toBeNull()
  })

  test('MUST never count more than was attended, nor more than six hours a day', () => {
    const months = fc.array(
      fc.record({
        month: fc
          .tuple(fc.integer({ min: 2024, max: 2027 }), fc.integer({ min: 1, max: 12 }))
          .map(([year, of]) => `${year}-${String(of).padStart(2, '0')}`),
        attendedHours: fc.integer({ min: 0, max: 744 }),
        attendedDays: fc.integer({ min: 0, max: 31 }),
      }),
    )
    fc.assert(
      fc.property(months, (told) => {
        const hours = toVveProgress(told, BORN, TODAY)?.hours ?? Number.NaN
        const sum = (of: (one: (typeof told)[number]) => number) =>
          told.reduce((total, one) => total + of(one), 0)
        expect(hours).toBeGreaterThanOrEqual(0)
        expect(hours).toBeLessThanOrEqual(sum(({ attendedHours }) => attendedHours) + 0.01)
        expect(hours).toBeLessThanOrEqual(sum(({ attendedDays }) => attendedDays * 6) + 0.01)
      }),
    )
  })
})
