import { afterAll, beforeAll, expect, test } from 'vitest'
import { feedPages } from '../../bench/insight-feed.ts'
import { ANALYST, openFixture } from './fixture-insight.ts'

const AREAS = ['1001', '1002']
/** Children in two areas, of many of whom it was told that bringing them up is hard. */
const PAGES = [...feedPages(1_500, 30)].map((page) => ({
  ...page,
  children: {
    ...page.children,
    postcode4: page.children.postcode4.map((_, i) => AREAS[i % 2] ?? null),
  },
  events: {
    ...page.events,
    JGZ: {
      ...page.events.JGZ,
      doubt: 'STALE' as const,
      situation: page.events.JGZ.situation.map((_, i) => (i % 3 ? null : ('PARENTING' as const))),
    },
  },
}))
const NEEDED = `query ($gaps: [_Any!]!) {
  _entities(representations: $gaps) {
    ... on OfferGap { id neededBy { count { value shown rule } method { k } receipt { id } incomplete { domain because } } }
  }
}`
const REPLAY = `query ($receipt: ID!) {
  replay(receipt: $receipt) { same because before { definitions validOn } }
}`
const POINTS = `query ($month: String!) {
  indicatorSeries(id: "V01", from: $month, to: $month, per: MONTH, by: [AREA, SITUATION]) {
    points { by { value } count { value shown rule } }
  }
}`

let town: ReturnType<typeof openFixture>
beforeAll(() => {
  town = openFixture({ pages: PAGES, now: '2018-11-20T12:00:00Z' })
})
afterAll(() => town.close())

async function neededBy(ids: readonly string[], viewer = ANALYST) {
  const gaps = ids.map((id) => ({ __typename: 'OfferGap', id }))
  const { data, errors } = await town.ask(NEEDED, { gaps }, viewer)
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
  return { gaps: data?._entities as any[], errors }
}

test('a need is signalled by as many as are in its situation, judged with all that was told', async () => {
  const { data } = await town.ask(POINTS, { month: '2018-11' })
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
  const { points } = (data as any).indicatorSeries
  const countOf = (area: string, situation: string) =>
    points.find(
      ({ by }: { by: { value: string }[] }) => by[0]?.value === area && by[1]?.value === situation,
    )?.count

  const ids = AREAS.flatMap((area) => [`9000:${area}:PARENTING:0`, `9000:${area}:PARENTING:18`])
  const { gaps, errors } = await neededBy(ids)
  expect(errors).toBeUndefined()
  for (const { id, neededBy } of gaps) {
    expect(neededBy.count).toEqual(countOf(id.split(':')[1], 'PARENTING'))
  }
  expect(gaps.some(({ neededBy }) => neededBy.count.value >= 10)).toBe(true)
})

test('MUST come with how it was judged, why it may be too small, and a receipt that gives it again', async () => {
  const { gaps } = await neededBy(['9000:1001:PARENTING:0', '9000:1002:MONEY:0'])
  const [{ method, incomplete, receipt }, other] = gaps.map(({ neededBy }) => neededBy)
  expect(method).toEqual({ k: 10 })
  expect(incomplete).toContainEqual({ domain: 'JGZ', because: 'STALE' })
  expect(receipt).toEqual(other.receipt)

  const { data } = await town.ask(REPLAY, { receipt: receipt.id })
  expect(data?.replay).toEqual({
    ...{ same: true, because: [] },
    before: { definitions: ['V01@1'], validOn: '2018-11-18' },
  })
})

test('MUST NOT be told of another municipality, nor made up where nobody signals it', async () => {
  const { gaps } = await neededBy([
    '0363:1001:PARENTING:0',
    '9000:1001:HOUSING:0',
    '9000:4999:PARENTING:0',
  ])
  expect(gaps.map(({ neededBy }) => neededBy?.count.shown ?? null)).toEqual([null, null, '<10'])
})

test('MUST NOT be told to who sees children', async () => {
  const nurse = { ...ANALYST, role: 'youth-nurse', purpose: 'youth-health-care' } as const
  const { gaps, errors } = await neededBy(['9000:1001:PARENTING:0'], nurse)

  expect(gaps).toEqual([{ id: '9000:1001:PARENTING:0', neededBy: null }])
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FIELD_FORBIDDEN'])
})
