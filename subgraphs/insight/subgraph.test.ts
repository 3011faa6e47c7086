import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { feedPage, feedPages } from '../../bench/insight-feed.ts'
import type { EventFeed, FeedPage } from '../../schema/feed.ts'
import { ANALYST, NOTHING, openFixture } from './fixture-insight.ts'
import { periodsIn } from './period.ts'

const NOW = '2026-11-20T12:00:00Z'
const CHILDREN = 1_500

const SERIES = `query ($id: ID!, $by: [Dimension!]! = [], $per: PeriodUnit! = QUARTER, $within: CohortInput) {
  indicatorSeries(id: $id, from: "2018-01", to: "2018-12", per: $per, by: $by, within: $within) {
    points { period by { value } value lower upper count { value rule } denominator { value } ifNoUnlinkedSeen ifAllUnlinkedSeen coverage provisional }
    asOf { validOn knownAt }
    method { k }
  }
}`

const SIZE = 'query ($is: CohortInput!) { cohort(is: $is) { size { value shown rule } } }'

/** All that happened, in February and March of 2018, and nothing at the weekend. */
function onWorkdays(page: FeedPage): FeedPage {
  const workdays = periodsIn({ from: '2018-02-01', until: '2018-04-01' }, 'DAY')
    .map(({ from }) => from)
    .filter((day) => new Date(day).getUTCDay() % 6 !== 0)
  const moved = (events: EventFeed): EventFeed => ({
    ...events,
    at: events.at.map((_, i) => workdays[i % workdays.length] ?? ''),
    recordedAt: events.at.map(() => '2018-04-02T09:30:00.000Z'),
  })
  const { BIRTH_CARE, JGZ, CHILDCARE, SOCIAL_DOMAIN } = page.events
  return {
    ...page,
    events: {
      BIRTH_CARE: moved(BIRTH_CARE),
      JGZ: moved(JGZ),
      CHILDCARE: moved(CHILDCARE),
      SOCIAL_DOMAIN: moved(SOCIAL_DOMAIN),
    },
  }
}

describe('insight', () => {
  let town: ReturnType<typeof openFixture>
  beforeAll(() => {
    town = openFixture({ pages: [...feedPages(CHILDREN, 30)], now: NOW })
  })
  afterAll(() => town.close())

  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of each query
  const data = async (source: string, variables: object = {}, of = town): Promise<any> => {
    const { data, errors } = await of.ask(source, variables)
    expect(errors).toBeUndefined()
    return data
  }
  const codeOf = async (source: string, variables: object = {}, viewer = ANALYST) => {
    const { errors } = await town.ask(source, variables, viewer)
    return errors?.map(({ extensions }) => extensions.code)
  }

  test('MUST tell no child of another municipality', async () => {
    const own = await data(SIZE, { is: {} })
    const { data: other } = await town.ask(
      SIZE,
      { is: {} },
      { ...ANALYST, municipalities: ['0363'] },
    )
    const all = [...feedPages(CHILDREN, 30)].flatMap(({ children }) => children.municipality)
    const truth = all.filter((code) => ANALYST.municipalities.includes(code ?? '')).length

    expect(Math.abs(own.cohort.size.value - truth)).toBeLessThanOrEqual(5)
    expect(other?.cohort).toMatchObject({ size: { value: null, shown: '<10', rule: 'small' } })
  })

  test('counts an indicator period by period, as of the Monday before', async () => {
    const { indicatorSeries } = await data(SERIES, { id: 'D01' })
    const { points, asOf, method } = indicatorSeries

    expect(points.map(({ period }: { period: string }) => period)).toEqual([
      ...['2018-Q1', '2018-Q2', '2018-Q3', '2018-Q4'],
    ])
    for (const { value, lower, upper, count, denominator, coverage, provisional } of points) {
      expect(value).toBeCloseTo(count.value / denominator.value, 4)
      expect(value).toBeGreaterThan(0.1)
      expect(value).toBeLessThan(0.3)
      expect(lower).toBeLessThan(value)
      expect(upper).toBeGreaterThan(value)
      expect([coverage, provisional]).toEqual([1, false])
    }
    expect(asOf).toEqual({ validOn: '2026-11-15', knownAt: '2026-11-16T00:00:00.000Z' })
    expect(method.k).toBe(10)
  })

  test('counts day by day, and weeks and months stay as they are for who did not', async () => {
    const query = `query ($id: ID!, $per: PeriodUnit!) {
      indicatorSeries(id: $id, from: "2018-02", to: "2018-03", per: $per) { points { period count { value rule } } }
    }`
    const busy = { pages: [...feedPages(CHILDREN, 30)].map(onWorkdays), now: NOW }
    const [asked, other] = [openFixture(busy), openFixture(busy)]
    const { indicatorSeries: days } = await data(query, { id: 'D01', per: 'DAY' }, asked)
    const points: { period: string; count: { value: number | null; rule: string } }[] = days.points
    const isWeekend = ({ period }: { period: string }) => new Date(period).getUTCDay() % 6 === 0

    expect(points).toHaveLength(28 + 31)
    expect(points[0]?.period).toBe('2018-02-01')
    expect(points.filter(isWeekend).map(({ count }) => count.rule)).toEqual(Array(17).fill('small'))
    const told = points.filter(({ count }) => count.value !== null)
    // Of each week one day more is hidden beside its weekend.
    expect(told.length).toBeGreaterThan(20)
    expect(told.length).toBeLessThanOrEqual(42 - 7)
    for (const per of ['WEEK', 'MONTH', 'QUARTER']) {
      expect(await data(query, { id: 'D01', per }, asked)).toEqual(
        await data(query, { id: 'D01', per }, other),
      )
    }
    await Promise.all([asked.close(), other.close()])
  })

  test.each(['C01', 'R08'])('tells nothing of periods that have not begun: %s', async (id) => {
    const query = `query ($id: ID!) { indicatorSeries(id: $id, from: "2026-10", to: "2027-03", per: MONTH) { points { period } } }`
    const { indicatorSeries } = await data(query, { id })
    expect(indicatorSeries.points).toEqual([{ period: '2026-10' }, { period: '2026-11' }])
  })

  test('takes it apart by the grid, and says of what is hidden why', async () => {
    const by = ['CONTACT_FORM', 'MUNICIPALITY']
    const { indicatorSeries } = await data(SERIES, { id: 'R03', by })
    const letters = indicatorSeries.points.filter(
      ({ by: [form] }: { by: { value: string }[] }) => form?.value === 'LETTER',
    )

    expect(letters.length).toBeGreaterThan(0)
    for (const { value, count } of letters) {
      expect([value, count]).toEqual([null, { value: null, rule: 'small' }])
    }
  })

  test('takes what is linked to nobody into the bounds, and into nothing else', async () => {
    const { indicatorSeries } = await data(SERIES, { id: 'H06', per: 'YEAR' })
    const [{ value, count, denominator, ...bounds }] = indicatorSeries.points
    // One in twenty of the records of youth health care is linked to nobody; they are counted in tens.
    const unlinked = ((bounds.ifAllUnlinkedSeen - value) * denominator.value) / 1_000

    expect(bounds.ifNoUnlinkedSeen).toBe(value)
    expect(unlinked % 10).toBeCloseTo(0, 1)
    expect(unlinked).toBeGreaterThan(0)
    expect(count.value).toBeGreaterThan(unlinked)
  })

  test('tells a cohort step by step, and how domains know of it', async () => {
    const query = `{ cohort(is: { definition: "window-18-48", sex: ["FEMALE"] }) {
      size { value }
      attrition { step size { value } }
      overlap(domains: [JGZ, CHILDCARE]) { by { dimension value } size { value } }
      table(rows: [MUNICIPALITY], columns: [AGE_BAND]) { columns rows { at sizes { shown } } }
    } }`
    const { cohort } = await data(query, {}, town)

    const steps = cohort.attrition.map(({ step }: { step: string }) => step)
    expect(steps).toEqual(['all children', 'From 18 months to the fourth birthday', 'SEX: FEMALE'])
    expect(cohort.overlap).toHaveLength(4)
    expect(cohort.table.rows.map(({ at }: { at: string[] }) => at)).toContainEqual(['9000'])
    for (const { sizes } of cohort.table.rows)
      expect(sizes).toHaveLength(cohort.table.columns.length)
  })

  test('MUST answer the parts of a cohort in the order in which they are asked for', async () => {
    const table = 'table(rows: [MUNICIPALITY], columns: [SEX]) { csv rows { sizes { shown } } }'
    const first = openFixture({ pages: [...feedPages(CHILDREN, 30)], now: NOW })
    const query = `{ cohort(is: { definition: "window-18-48" }) { size { value } attrition { size { value } } ${table} } }`
    const day = '2019-06-03T00:00:00Z'
    const { data } = await first.ask(query, {}, ANALYST, { validAt: day, knownAt: day })
    // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
    const { cohort } = data as any
    await first.close()

    expect(cohort.size.value).toBeGreaterThan(50)
    expect(cohort.attrition.at(-1).size).toEqual(cohort.size)
    const [head, ...lines] = cohort.table.csv.trim().split('\r\n')
    expect(head).toBe('municipality,MALE,FEMALE,UNKNOWN')
    expect(lines).toHaveLength(cohort.table.rows.length)
    expect(lines[0]).toContain(cohort.table.rows[0].sizes[0].shown)
  })

  test('tells a series as a text for a spreadsheet, with a column for each dimension', async () => {
    const query = `{ indicatorSeries(id: "R03", from: "2018-01", to: "2018-12", per: YEAR, by: [CONTACT_FORM, SEX]) {
      points { value count { value } } csv(decimal: COMMA) } }`
    const { points, csv } = (await data(query)).indicatorSeries
    const [head, ...lines] = csv.trimEnd().split('\r\n')

    expect(head).toMatch(/^\ufeffperiod;contact_form;sex;count;denominator;rule;value;lower;upper;/)
    expect(lines).toHaveLength(points.length)
    const row = points.findIndex(({ value }: { value: number | null }) => value !== null)
    const { value, count } = points[row]
    expect(lines[row]).toMatch(/^2018;[A-Z_]+;[A-Z]+;/)
    expect(lines[row]).toContain(`;${count.value};`)
    expect(lines[row]).toContain(`;${String(value).replace('.', ',')};`)
  })

  test('MUST refuse what is not on the grid, and whatever is not a word', async () => {
    const wrong = [
      { area: ["1000' OR true --"] },
      { ageBand: ['17-19'] },
      { municipality: [] },
      { definition: 'my-neighbour' },
    ]
    for (const is of wrong) expect(await codeOf(SIZE, { is })).toEqual(['ARGUMENT_INVALID'])
    expect(await codeOf(SERIES, { id: 'R01', by: ['CONTACT_FORM'] })).toEqual(['ARGUMENT_INVALID'])
    expect(await codeOf(SERIES, { id: "X'; DROP TABLE child" })).toEqual(['ARGUMENT_INVALID'])
  })

  test('refuses a table that is too large before it counts, with what it would be', async () => {
    const by = ['AREA', 'AGE_BAND', 'SEX']
    const { errors } = await town.ask(SERIES, { id: 'D01', by, per: 'WEEK' })

    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'TABLE_TOO_LARGE',
      cost: { budget: 4_000, estimated: expect.any(Number) },
    })
  })

  test('MUST not tell a nurse anything of it', async () => {
    const nurse = { ...ANALYST, role: 'youth-nurse', purpose: 'youth-health-care' } as const

    expect(await codeOf(SIZE, { is: {} }, nurse)).toEqual(['FIELD_FORBIDDEN'])
  })

  test('says of an indicator that no source can feed why, with coverage 0', async () => {
    const { indicators } = await data('{ indicators { id isFed notFedBecause } }')
    const { id } = indicators.find(({ isFed }: { isFed: boolean }) => !isFed)
    const { indicatorSeries } = await data(SERIES, { id })

    expect(indicatorSeries.points).toHaveLength(4)
    for (const { value, coverage } of indicatorSeries.points)
      expect([value, coverage]).toEqual([null, 0])
  })
})

test('MUST say of what is told late what it will become, and of nothing else', async () => {
  const viewer = {
    ...ANALYST,
    municipalities: Array.from({ length: 10 }, (_, i) => `${9_000 + i}`),
  }
  const town = openFixture({ pages: [...feedPages(CHILDREN, 30)], now: NOW })
  const query = `query ($id: ID!) { indicatorSeries(id: $id, from: "2018-05", to: "2018-07") {
    points { period value provisional nowcast { value lower upper completeness } }
  } }`
  const pointsAt = async (day: string, id = 'H06') => {
    const { data } = await town.ask(query, { id }, viewer, { knownAt: day, validAt: day })
    // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
    return (data as any).indicatorSeries.points
  }
  const [may, june, july] = await pointsAt('2018-07-02T00:00:00Z')
  const [, later] = await pointsAt('2018-12-03T00:00:00Z')

  expect(may).toMatchObject({ provisional: false, nowcast: null })
  expect(june.provisional).toBe(true)
  expect(june.nowcast.completeness).toBeGreaterThan(0.7)
  expect(june.nowcast.completeness).toBeLessThan(0.95)
  expect(june.nowcast.value).toBeGreaterThan(june.value)
  expect(later).toMatchObject({ provisional: false, nowcast: null })
  expect(later.value).toBeGreaterThan(june.nowcast.lower)
  expect(later.value).toBeLessThan(june.nowcast.upper)
  // It is not over; and of contacts both sides of the line come equally late.
  expect(july.nowcast).toBeNull()
  expect((await pointsAt('2018-07-02T00:00:00Z', 'R03'))[1]).toMatchObject({
    provisional: true,
    nowcast: null,
  })
  await town.close()
})

test('a past that was loaded on one day does not say how late a registry tells', async () => {
  const pages = [...feedPages(CHILDREN, 30)].map((page) => {
    const { JGZ } = page.events
    const recordedAt = JGZ.at.map(() => '2018-06-30T12:00:00Z')
    return { ...page, events: { ...page.events, JGZ: { ...JGZ, recordedAt } } }
  })
  const town = openFixture({ pages, now: NOW })
  const query = `{ indicatorSeries(id: "H06", from: "2017-01", to: "2017-12", per: YEAR) {
    points { value provisional nowcast { value } } } }`
  const day = '2018-07-02T00:00:00Z'
  const { data } = await town.ask(query, {}, ANALYST, { validAt: day, knownAt: day })
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
  const { points } = (data as any).indicatorSeries

  for (const point of points) {
    expect(point).toMatchObject({ provisional: true, nowcast: null })
    expect(point.value).toBeGreaterThan(0)
  }
  await town.close()
})

test('the strictest holder sets k', async () => {
  const town = openFixture({ pages: [...feedPages(300, 30)], now: NOW, k: 100 })
  const { data } = await town.ask(
    '{ cohort(is: {}) { size { shown } table(rows: [SEX]) { method { k } } } }',
  )

  expect(data?.cohort).toEqual({ size: { shown: '<100' }, table: { method: { k: 100 } } })
  await town.close()
})

test('MUST count nothing of a domain without an agreement', async () => {
  const domains = ['population', 'birth-care', 'childcare', 'social-domain'] as const
  const town = openFixture({ pages: [...feedPages(300, 30)], now: NOW, domains })
  const { data, errors } = await town.ask(SERIES, { id: 'D01' })

  expect(data?.indicatorSeries).toBeNull()
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['AGREEMENT_MISSING'])
  await town.close()
})

test('what is told anew replaces what was told, and who is gone is not counted', async () => {
  const numbers = Array.from({ length: 400 }, (_, i) => i)
  const gone = numbers.slice(0, 200).map((n) => `child-${n}`)
  const pages = [feedPage(numbers, 30)]
  const viewer = {
    ...ANALYST,
    municipalities: Array.from({ length: 10 }, (_, i) => `${9_000 + i}`),
  }
  const town = openFixture({ pages, now: NOW })
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
  const sizeOf = async (is: object): Promise<any> => {
    const { data } = await town.ask(SIZE, { is }, viewer)
    return data
  }

  const before = await sizeOf({})
  pages.push(feedPage(numbers, 30, false, 1), {
    ...NOTHING,
    children: { ...NOTHING.children, gone },
  })
  await town.refresh()
  const after = await sizeOf({ sex: ['MALE', 'FEMALE'] })

  expect(Math.abs(before.cohort.size.value - 400)).toBeLessThanOrEqual(5)
  expect(Math.abs(after.cohort.size.value - 200)).toBeLessThanOrEqual(5)
  await town.close()
})
