import { describe, expect, test } from 'vitest'
import { randomOf } from '../../sandbox/random.ts'
import { cases } from '../../test/scale.ts'
import { completenessOf, nowcast, type Told } from './nowcast.ts'

const DAY = 86_400_000
const TODAY = '2026-09-01'
const WORLDS = cases(40, 1_000)

function dayAt(daysAgo: number): string {
  return new Date(Date.parse(TODAY) - daysAgo * DAY).toISOString().slice(0, 10)
}

/** Four a day for a year; each is written down after a time that is three weeks on average. */
function happened(seed: number): readonly Told[] {
  const random = randomOf(seed, 'delays')
  return Array.from({ length: 365 * 4 }, (_, number) => {
    const delay = Math.min(200, Math.floor(random.exponential(21)))
    return { at: dayAt(Math.floor(number / 4) + 1), delay, count: 1 }
  })
}

function isToldBy({ at, delay }: Told, day: string): boolean {
  return (Date.parse(day) - Date.parse(at)) / DAY >= delay
}

const LAST_FOUR_WEEKS = Array.from({ length: 28 }, (_, ago) => dayAt(ago + 1))

function lastFourWeeks(told: readonly Told[]) {
  const part = completenessOf(told, TODAY)
  const sum = LAST_FOUR_WEEKS.reduce((all, day) => all + part(day), 0)
  return nowcast(
    told.filter(({ at }) => LAST_FOUR_WEEKS.includes(at)).length,
    sum / LAST_FOUR_WEEKS.length,
  )
}

describe('what is told late', () => {
  test('MUST hold, in the interval of nineteen out of twenty worlds, what will turn out to be', () => {
    const held = Array.from({ length: WORLDS }, (_, seed) => {
      const told = happened(seed).filter((one) => isToldBy(one, TODAY))
      const { lower, upper, completeness } = lastFourWeeks(told) ?? NOTHING
      expect(completeness).toBeLessThan(0.7)
      return lower <= 112 && 112 <= upper
    })
    expect(held.filter(Boolean).length / WORLDS).toBeGreaterThanOrEqual(0.93)
  })

  test('what the registry tells on the same day is complete', () => {
    const told = happened(1).map((one) => ({ ...one, delay: 0 }))
    expect(lastFourWeeks(told)).toEqual({ value: 112, lower: 112, upper: 112, completeness: 1 })
  })

  test('MUST take nothing into account that was told after the day that is asked about', () => {
    const all = happened(2)
    const then = dayAt(60)
    const known = all.filter((one) => isToldBy(one, then))
    const [one, other] = [completenessOf(all, then), completenessOf(known, then)]
    for (const ago of [61, 70, 90, 120]) expect(one(dayAt(ago))).toBe(other(dayAt(ago)))
  })

  test('of a registry that told nothing yet, it is not said that it is late', () => {
    expect(completenessOf([], TODAY)(TODAY)).toBe(1)
  })

  test('of which next to nothing was told, nothing is reckoned', () => {
    expect(nowcast(3, 0.05)).toBeNull()
  })
})

const NOTHING = { lower: 1, upper: 0, completeness: 1 }
