import { describe, expect, test } from 'vitest'
import { worldOf } from '../../test/invented-series.ts'
import { compareGroup } from './compare-around.ts'
import { moveDay } from './days.ts'
import { eventOf } from './events.ts'
import { INDICATORS } from './indicators/catalogue.ts'
import { periodsIn } from './period.ts'
import type { Reckoned } from './series.ts'
import type { IndicatorPoint } from './tell-types.ts'

const event = eventOf('lockdown-1')
const PERIODS = periodsIn({ from: '2016-01-01', until: '2020-12-01' }, 'WEEK')
const WORLD = new Map(
  worldOf({ seed: 1, denominator: 8_000, share: 0.02, wave: 0.1 }).map((one) => [one.from, one]),
)

/** With what is hidden of it, and what may still come. */
function around(isHidden: (from: string) => boolean, isLate = (_: string) => false) {
  const cells = PERIODS.map(({ label, from }): Reckoned => {
    const { count = 0, denominator = 0 } = WORLD.get(from) ?? {}
    const [above, below] = [isHidden(from) ? HIDDEN : shown(count), shown(denominator)]
    const point: IndicatorPoint = {
      ...{ period: label, by: [], value: null, lower: null, upper: null, coverage: 1 },
      ...{ ifNoUnlinkedSeen: null, ifAllUnlinkedSeen: null, nowcast: null },
      ...{ provisional: isLate(from), count: above, denominator: below },
    }
    return { point, above, below, unlinked: { numerator: 10, denominator: 0 } }
  })
  const indicator = INDICATORS.find(({ id }) => id === 'H06') ?? never()
  const periods = new Map(PERIODS.map((period) => [period.label, period]))
  return compareGroup(cells, { event, indicator, periods, budget: 0.05 })
}

const HIDDEN = { value: null, shown: '<10', suppressed: true, rule: 'small' } as const

function shown(value: number) {
  return { value, shown: String(value), suppressed: false, rule: null } as const
}

function never(): never {
  throw new Error('There is no such indicator.')
}

describe('around an event, of numbers of which some are hidden', () => {
  test('where nothing is hidden, all of it is told', () => {
    const { before, during, after, hidden } = around(() => false)
    expect(hidden).toBe(0)
    expect(before?.ratio).toBeNull()
    expect(during?.ratio).toBeCloseTo(1, 0)
    expect(after?.expected).toBeGreaterThan(0)
  })

  test('the value is in the unit of the indicator, between what records of nobody could add in these weeks', () => {
    const { during } = around(() => false)
    const weeks = PERIODS.filter(
      ({ from, until }) => from >= event.from && until <= moveDay(event.until, 1),
    ).length
    const {
      count = 0,
      denominator = 0,
      value = 0,
      ifNoUnlinkedSeen,
      ifAllUnlinkedSeen,
    } = during ?? {}
    expect(value).toBeCloseTo((1_000 * count) / denominator, 3)
    expect(ifNoUnlinkedSeen).toBe(value)
    expect(ifAllUnlinkedSeen).toBeCloseTo((1_000 * (count + 10 * weeks)) / denominator, 3)
    expect(during).toMatchObject({ coverage: 1, lower: expect.any(Number) })
  })

  test('MUST tell nothing of a year, a time or a half year of which a part is hidden', () => {
    const [whole, spring] = [around(() => false), around((from) => from === '2020-03-30')]
    expect(spring).toMatchObject({ during: null, hidden: 1 })
    expect(spring.before).toEqual(whole.before)
    expect(spring.after).toEqual(whole.after)
    expect(around((from) => from === '2019-07-01').before).toBeNull()
  })

  test('what is expected follows from what is told without a gap', () => {
    const whole = around((from) => from < '2019-01-01')
    const holes = around((from) => from < '2019-01-01' && from.slice(5, 7) !== '06')
    expect(holes.during).toEqual(whole.during)
  })

  test('what is hidden because it is not there yet ends the half year, and hides nothing', () => {
    const isLater = (from: string) => from >= '2020-08-01'
    const { after, alarm } = around(isLater, isLater)
    expect(after).toMatchObject({ provisional: true })
    expect(after?.count).toBeGreaterThan(0)
    expect(alarm).toBeNull()
  })
})
