import { expect, test } from 'vitest'
import { feedPage } from '../../bench/insight-feed.ts'
import { ledgerInMemory } from '../../privacy/disclosure-ledger.ts'
import { receiptsInMemory } from '../../privacy/receipt.ts'
import type { AsOf } from '../../schema/as-of.ts'
import type { FeedPage } from '../../schema/feed.ts'
import { ANALYST, openFixture } from './fixture-insight.ts'

const ASKED = `{
  indicatorSeries(id: "C01", from: "2020-01", to: "2020-12", per: YEAR) {
    points { count { shown } coverage provisional }
    sources { domain complete knownAt } incomplete { domain because } receipt { id }
  }
}`
const REPLAY = 'query ($id: ID!) { replay(receipt: $id) { same because } }'

const EVERYWHERE = {
  ...ANALYST,
  municipalities: Array.from({ length: 10 }, (_, i) => String(9_000 + i)),
}
const MONDAY = '2026-11-16T00:00:00.000Z'
const LINKED = '2026-11-17T10:00:00.000Z'
const NOBODY = [{ count: { shown: '<10' }, coverage: null, provisional: true }]
const NOT_KNOWN_YET = [{ domain: 'CHILDCARE', because: 'NOT_KNOWN_YET' }]

/** Places in childcare came in one delivery, on a Tuesday; the hours before. */
function delivered(since?: string): FeedPage {
  const page = feedPage(
    Array.from({ length: 800 }, (_, i) => i),
    30,
  )
  const { CHILDCARE } = page.events
  const recordedAt = CHILDCARE.recordedAt.map((at, i) =>
    CHILDCARE.kind[i] === 'ENROLMENT' ? '2026-11-17T09:00:00.000Z' : at,
  )
  const phase = CHILDCARE.kind.map((kind) => (kind === 'ENROLMENT' ? ('BEGIN' as const) : null))
  const linking = { ...CHILDCARE.linking, ...(since !== undefined && { since }) }
  return {
    ...page,
    events: { ...page.events, CHILDCARE: { ...CHILDCARE, recordedAt, phase, linking } },
  }
}

interface Asking {
  readonly now: string
  readonly asOf?: AsOf | undefined
  readonly since?: string
}

async function told({ now, asOf, since }: Asking) {
  const town = openFixture({ pages: [delivered(since)], now })
  const { data, errors } = await town.ask(ASKED, {}, EVERYWHERE, asOf)
  await town.close()
  expect(errors).toBeUndefined()
  return JSON.parse(JSON.stringify(data)).indicatorSeries
}

test.each([
  ['after a delivery that came later than the linking', '2026-11-18T12:00:00Z', undefined],
  [
    'of what was known before anything was delivered',
    '2026-11-24T12:00:00Z',
    '2026-06-03T12:00:00Z',
  ],
])(
  'MUST say %s that most is in no number, and of nobody how many they are',
  async (_, now, knownAt) => {
    const series = await told({ now, asOf: knownAt === undefined ? undefined : { knownAt } })
    expect(series).toMatchObject({ points: NOBODY, incomplete: NOT_KNOWN_YET })
    expect(series.sources).toMatchObject([{ domain: 'CHILDCARE', complete: false }])
  },
)

test('does not say so from the next Monday on, nor of a domain that is not asked about', async () => {
  const { points, incomplete } = await told({ now: '2026-11-24T12:00:00Z' })
  expect(points).toMatchObject([{ coverage: 1 }])
  expect(incomplete).toEqual([])

  const town = openFixture({ pages: [delivered()], now: '2026-11-18T12:00:00Z' })
  const { data } = await town.ask(ASKED.replace('C01', 'B01'))
  await town.close()
  expect(JSON.parse(JSON.stringify(data)).indicatorSeries.incomplete).toEqual([])
})

test('what a domain had told when it was linked for the first time is in numbers from then on', async () => {
  const first = await told({ now: '2026-11-18T12:00:00Z', since: LINKED })
  expect(first.sources).toEqual([{ domain: 'CHILDCARE', complete: true, knownAt: LINKED }])
  expect(first.incomplete).toEqual([])
  // What was loaded says nothing of how late it is told.
  expect(first.points).toMatchObject([{ coverage: 1, provisional: false }])
  expect(Number(first.points[0].count.shown)).toBeGreaterThan(10)

  const next = await told({ now: '2026-11-24T12:00:00Z', since: LINKED })
  expect(next.sources).toMatchObject([{ knownAt: '2026-11-23T00:00:00.000Z' }])
  expect(next.points).toEqual(first.points)
})

test.each([MONDAY, '2026-11-17T08:00:00.000Z', '2026-11-10T12:00:00.000Z'])(
  'MUST NOT be in numbers as they were known before: %s',
  async (knownAt) => {
    const series = await told({ now: '2026-11-18T12:00:00Z', since: LINKED, asOf: { knownAt } })
    expect(series).toMatchObject({ points: NOBODY, incomplete: NOT_KNOWN_YET })
  },
)

test('MUST give the same again, in later weeks and of the time before it was linked', async () => {
  const both = { ledger: ledgerInMemory(), receipts: receiptsInMemory() }
  const receipts = []
  for (const [now, since] of [
    ['2026-11-17T09:30:00Z', undefined],
    ['2026-11-18T12:00:00Z', LINKED],
  ] as const) {
    const town = openFixture({ ...both, pages: [delivered(since)], now })
    const { data } = await town.ask(ASKED)
    receipts.push(JSON.parse(JSON.stringify(data)).indicatorSeries.receipt.id)
    await town.close()
  }
  expect(new Set(receipts).size).toBe(2)

  const later = openFixture({ ...both, pages: [delivered(LINKED)], now: '2026-12-20T12:00:00Z' })
  for (const id of receipts) {
    const { data } = await later.ask(REPLAY, { id })
    expect(data?.replay).toEqual({ same: true, because: [] })
  }
  await later.close()
})
