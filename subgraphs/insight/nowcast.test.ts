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
    const daysAgo = Math.floor(number / 4) + 1
    const delay = Math.min(200, Math.floor(random.exponential(21)))
    return { at: dayAt(daysAgo), recordedAt: dayAt(daysAgo - delay) }
  })
}

function lastFourWeeks(told: readonly Told[]) {
  return Array.from({ length: 28 }, (_, ago) => {
    const day = dayAt(ago + 1)
    return { day, told: told.filter(({ at }) => at === day).length }
  })
}

describe('what is told late', () => {
  test('MUST hold, in the interval of nineteen out of twenty worlds, what will turn out to be', () => {
    const held = Array.from({ length: WORLDS }, (_, seed) => {
      const all = happened(seed)
      const told = all.filter(({ recordedAt }) => recordedAt <= TODAY)
      const { lower, upper, provisional } = nowcast(
        lastFourWeeks(told),
        completenessOf(told, TODAY),
      )
      expect(provisional).toBe(true)
      return lower <= 112 && 112 <= upper
    })
    expect(held.filter(Boolean).length / WORLDS).toBeGreaterThanOrEqual(0.93)
  })

  test('what the registry tells on the same day is complete, and not provisional', () => {
    const told = happened(1).map(({ at }) => ({ at, recordedAt: at }))
    expect(nowcast(lastFourWeeks(told), completenessOf(told, TODAY))).toEqual({
      ...{ told: 112, estimate: 112, lower: 112, upper: 112 },
      ...{ completeness: 1, provisional: false },
    })
  })

  test('MUST take nothing into account that was told after the day that is asked about', () => {
    const all = happened(2)
    const then = dayAt(60)
    const known = all.filter(({ recordedAt }) => recordedAt <= then)
    const [one, other] = [completenessOf(all, then), completenessOf(known, then)]
    for (const ago of [61, 70, 90, 120]) expect(one(dayAt(ago))).toBe(other(dayAt(ago)))
  })

  test('of a registry that told nothing yet, it is not said that it is late', () => {
    expect(completenessOf([], TODAY)(TODAY)).toBe(1)
  })
})
