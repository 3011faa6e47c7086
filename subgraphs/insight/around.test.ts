import { describe, expect, test } from 'vitest'
import { type World, worldOf } from '../../test/invented-series.ts'
import { cases, IS_LONG } from '../../test/scale.ts'
import { firstAlarm } from './alarm.ts'
import { compareAround } from './around.ts'
import { EVENTS, eventOf } from './events.ts'
import type { SeriesUnit } from './expected.ts'

const LOCKDOWN = eventOf('lockdown-1')
const SEEDS = cases(60, 2_000)
/** Of as few worlds as the normal run has, an interval of 95 % leaves out a few more or fewer by chance. */
const COVERED = cases(0.88, 0.93)

interface Effect extends Pick<World, 'denominator' | 'share' | 'wave'> {
  readonly unit: SeriesUnit
  readonly during: number
  readonly after: number
}

/** What PRODUCT N12 plants, in series as large as those in which it was seen. */
const PLANTED: Readonly<Record<string, Effect>> = {
  'births before 37 weeks, 0.84 of what is usual': {
    ...{ denominator: 3_250, share: 0.0495, wave: 0.03, unit: 'share' },
    ...{ during: 0.84, after: 1 },
  },
  'referrals down by 40 %, then up by 25 %': {
    ...{ denominator: 8_400, share: 0.004, wave: 0.15, unit: 'rate' },
    ...{ during: 0.6, after: 1.25 },
  },
  'enrolment down by 0.35 %': {
    ...{ denominator: 1_500_000, share: 0.577, wave: 0.002, unit: 'share' },
    ...{ during: 0.9965, after: 0.9965 },
  },
  'contacts by telephone, nine times as many and then three times': {
    ...{ denominator: 900, share: 0.03, wave: 0.1, unit: 'share' },
    ...{ during: 9, after: 3 },
  },
  'something so rare that weeks have none': {
    ...{ denominator: 500, share: 0.004, wave: 0.1, unit: 'rate' },
    ...{ during: 0.5, after: 1.5 },
  },
}

const effectOf =
  ({ during, after }: Effect) =>
  (day: string) =>
    day < LOCKDOWN.from ? 1 : day <= LOCKDOWN.until ? during : after

describe('around an event', () => {
  test.each(Object.entries(PLANTED))('MUST cover what was planted: %s', (_, effect) => {
    const worlds = Array.from({ length: SEEDS }, (_, seed) =>
      worldOf({ ...effect, seed, effect: effectOf(effect) }),
    )
    const found = worlds.map((points) => compareAround(points, LOCKDOWN, effect.unit))
    const covered = (part: 'during' | 'after') =>
      found.filter(({ [part]: { ratioLower, ratioUpper } }) => {
        const planted = effect[part]
        return (ratioLower ?? planted + 1) <= planted && planted <= (ratioUpper ?? planted - 1)
      }).length / SEEDS
    expect(covered('during')).toBeGreaterThanOrEqual(COVERED)
    expect(covered('after')).toBeGreaterThanOrEqual(COVERED)
    // An interval that says nothing covers everything: it is not wider than it has to be.
    if (IS_LONG) expect(covered('during')).toBeLessThan(0.98)
  })

  test('MUST raise an alarm in no more than one in twenty worlds in which nothing happened', () => {
    const alarms = Object.values(PLANTED).flatMap(({ during, after, unit, ...world }) =>
      Array.from({ length: SEEDS }, (_, seed) => {
        const points = worldOf({ ...world, seed: seed + 10_000 })
        return firstAlarm(points, { from: LOCKDOWN.from, unit })
      }),
    )
    const raised = alarms.filter((alarm) => alarm !== null)
    expect(raised.length / alarms.length).toBeLessThanOrEqual(0.05)
  })

  test('MUST see within six weeks that referrals fell, in nine out of ten worlds', () => {
    const effect = PLANTED['referrals down by 40 %, then up by 25 %'] as Effect
    const inTime = Array.from({ length: SEEDS }, (_, seed) => {
      const points = worldOf({ ...effect, seed, effect: effectOf(effect) })
      return firstAlarm(points, { from: LOCKDOWN.from, unit: 'rate' })
    }).filter((alarm) => alarm?.direction === 'DOWN' && alarm.at < '2020-04-27')
    expect(inTime.length / SEEDS).toBeGreaterThanOrEqual(0.9)
  })

  test('of what never was before there is a value, and nothing that was expected', () => {
    const points = worldOf({ seed: 1, denominator: 400, share: 0.125, wave: 0 }).map((point) =>
      point.from < LOCKDOWN.from ? { ...point, count: 0 } : point,
    )
    const { before, during } = compareAround(points, LOCKDOWN, 'share')
    expect(before.value).toBe(0)
    expect(during).toMatchObject({ expected: null, ratio: null })
    expect(during.value).toBeCloseTo(0.125, 1)
  })

  test('a period that is partly within the event counts on neither side', () => {
    const months = ['2020-02-01', '2020-03-01', '2020-04-01', '2020-05-01', '2020-06-01']
    const points = months.map((from, at) => ({ from, count: 10 ** at, denominator: 1 }))
    const { before, during, after } = compareAround(points, LOCKDOWN, 'rate')
    expect([before.count, during.count, after.count]).toEqual([1, 100, 10_000])
  })

  test('a past of a few weeks lets nothing expect', () => {
    const points = worldOf({ seed: 1, denominator: 100, share: 0.1, wave: 0 }).slice(-45)
    const event = { from: points[5]?.from ?? '', until: points[12]?.from ?? '' }
    expect(compareAround(points, event, 'share').during).toMatchObject({ expected: null })
    expect(firstAlarm(points, { from: event.from, unit: 'share' })).toBeNull()
  })

  test('events are registered, in order of their days, and one that is not is not there', () => {
    expect(EVENTS.map(({ id }) => id)).toEqual([
      'lockdown-1',
      'lockdown-2',
      'waterdam-lockdown-1',
      'waterdam-lockdown-2',
    ])
    expect(() => eventOf('flood')).toThrow('no such event')
  })
})
