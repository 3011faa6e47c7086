import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { feedPages } from '../../bench/insight-feed.ts'
import type { AsOf } from '../../schema/as-of.ts'
import type { FedOffer, FeedPage } from '../../schema/feed.ts'
import { ANALYST, openFixture } from './fixture-insight.ts'
import { spreadOf } from './spread.ts'
import type { Count, DimensionValue } from './tell-types.ts'

/** `9000` to `9009`, as the feed has them. */
const TOWNS = Array.from({ length: 10 }, (_, i) => String(9_000 + i))
const AREAS = Array.from({ length: 100 }, (_, i) => String(1_000 + i))
const NOW = '2018-11-20T12:00:00Z'
const VIEWER = { ...ANALYST, municipalities: TOWNS }
const SERIES = `query ($id: ID!, $by: [Dimension!]!) {
  indicatorSeries(id: $id, from: "2018-10", to: "2018-10", per: MONTH, by: $by) {
    indicator { isFed }
    points { by { dimension value } value coverage count { value shown suppressed rule } }
    receipt { id }
  }
}`

const ALWAYS: Omit<FedOffer, 'id' | 'municipality' | 'areas'> = {
  ...{ toldAt: null, need: 'PARENTING', ageMonthsFrom: 0, ageMonthsTo: null, capacity: null },
  ...{ availableFrom: null, availableTo: null, waitWeeks: null, lastIntakeOn: '2018-09-01' },
}
/** In each town in one area more of every ten; in the last three there is no map at all. */
const MAP = TOWNS.slice(0, 7).map((municipality, i): FedOffer => {
  const areas = AREAS.filter((_, at) => at % 10 <= i + 1)
  return { ...ALWAYS, id: `offer-${i}`, municipality, areas }
})

function pagesOf(offers: readonly FedOffer[], children = 8_000): FeedPage[] {
  return [...feedPages(children, 30)].map((page) => {
    const { JGZ } = page.events
    const situation = JGZ.situation.map((_, i) => (i % 3 ? null : ('PARENTING' as const)))
    return { ...page, offers, events: { ...page.events, JGZ: { ...JGZ, situation } } }
  })
}

const UNTOLD = {
  ...{ period: '2018-10', lower: null, upper: null, ifNoUnlinkedSeen: null },
  ...{ ifAllUnlinkedSeen: null, denominator: null, provisional: false, nowcast: null },
}
const NOTHING_COUNTED = {
  ...{ above: undefined, below: undefined, unlinked: { numerator: 0, denominator: 0 } },
}

interface Point {
  readonly by: readonly DimensionValue[]
  readonly value: number | null
  readonly coverage: number | null
  readonly count: Count
}

describe('whether there is an offer', () => {
  let town: ReturnType<typeof openFixture>
  beforeAll(() => {
    town = openFixture({ pages: pagesOf(MAP), now: NOW })
  })
  afterAll(() => town.close())

  test('is told of each municipality that has a map, and coverage says that some have none', async () => {
    const { points } = await series(town, 'O01', ['MUNICIPALITY'])
    const told = points.filter(({ value }) => value !== null)
    for (const { by, value } of told) {
      const expected = (TOWNS.indexOf(by[0]?.value ?? '') + 2) / 10
      expect(Math.abs((value ?? 0) - expected)).toBeLessThan(0.12)
    }
    expect(told.length).toBeGreaterThan(4)
    expect(told.length).toBeLessThan(8)
    expect(points[0]?.coverage).toBeGreaterThan(0.6)
    expect(points[0]?.coverage).toBeLessThan(0.8)
  })

  test('differs between them by the 90th over the 10th percentile of what is told', async () => {
    const { points } = await series(town, 'O01', ['MUNICIPALITY'])
    const values = points.flatMap(({ value }) => value ?? []).sort((a, b) => a - b)
    const { points: spread, told } = await series(town, 'O04', [])

    expect(told.indicator.isFed).toBe(true)
    expect(spread).toHaveLength(1)
    const truth = percentile(values, 90) / percentile(values, 10)
    expect(spread[0]?.value).toBeCloseTo(truth, 3)
    expect(spread[0]?.count.value).toBe(values.length)

    const again = `{ replay(receipt: "${told.receipt.id}") { same because } }`
    const { data } = await town.ask(again, {}, VIEWER)
    expect(data?.replay).toEqual({ same: true, because: [] })
  })

  test('is not taken apart by anything else', async () => {
    const { errors } = await series(town, 'O04', ['AREA'])
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['ARGUMENT_INVALID'])
  })

  test('MUST NOT be told of fewer than five municipalities', async () => {
    const { points } = await series(town, 'O01', ['MUNICIPALITY'])
    const cells = points.map((point) => ({ point: { ...UNTOLD, ...point }, ...NOTHING_COUNTED }))
    const told = cells.filter(({ point }) => point.value !== null)
    const of = (count: number) => spreadOf(told.slice(0, count)).map(({ point }) => point)

    expect(of(5)).toMatchObject([{ value: expect.any(Number), count: { value: 5 } }])
    expect(of(4)).toMatchObject([{ value: null, count: { value: 4 } }])
  })
})

test('MUST be by the map as it was known: what it said later is not mixed with it', async () => {
  const offer = { ...ALWAYS, id: 'offer', municipality: '9000', areas: AREAS.slice(0, 80) }
  const town = openFixture({
    pages: pagesOf(
      [
        { ...offer, areas: AREAS.slice(0, 40) },
        { ...offer, toldAt: '2018-11-14T12:00:00.000Z' },
        { ...offer, toldAt: '2018-11-19T12:00:00.000Z', capacity: 0 },
      ],
      3_000,
    ),
    now: NOW,
  })
  const own = { ...VIEWER, municipalities: ['9000'] }
  const valueAt = async (asOf?: AsOf) =>
    (await series(town, 'O01', [], own, asOf)).points[0]?.value ?? null

  // On Monday 12 November it was for fewer areas, on Monday 19 November for more; that it has no place was told after that.
  expect(await valueAt({ knownAt: '2018-11-13T12:00:00.000Z' })).toBeCloseTo(0.4, 0.5)
  expect(await valueAt()).toBeCloseTo(0.8, 0.5)
  await town.close()
})

async function series(
  town: ReturnType<typeof openFixture>,
  id: string,
  by: readonly string[],
  viewer = VIEWER,
  asOf?: AsOf,
) {
  const { data, errors } = await town.ask(SERIES, { id, by }, viewer, asOf)
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
  const told = data?.indicatorSeries as any
  return { points: (told?.points ?? []) as readonly Point[], told, errors }
}

/** Of sorted values: as far up as there are hundredths below it. */
function percentile(sorted: readonly number[], hundredths: number): number {
  const steps = (hundredths * (sorted.length - 1)) / 100
  const [below = 0, above = below] = sorted.slice(Math.trunc(steps))
  return below * (1 - (steps % 1)) + above * (steps % 1)
}
