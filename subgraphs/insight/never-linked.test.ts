/**
 * Numbers of a week in which a registry was linked for the first time.
 *
 * @module
 */

import { expect, test } from 'vitest'
import { feedPage } from '../../bench/insight-feed.ts'
import { ledgerInMemory } from '../../privacy/disclosure-ledger.ts'
import { receiptsInMemory } from '../../privacy/receipt.ts'
import type { FeedPage, Linking } from '../../schema/feed.ts'
import { openFixture } from './fixture-insight.ts'

const NOW = '2026-11-20T12:00:00Z'
const NEVER = { never: ['jgz'], late: [] }
const NONE = { never: [], late: [] }

const ASKED = `query {
  indicatorSeries(id: "C01", from: "2018-01", to: "2018-12", per: QUARTER) {
    points { value count { value } denominator { value } coverage provisional nowcast { value } }
    sources { domain complete } incomplete { domain because } receipt { id }
  }
  cohort(is: {}) {
    size { value } sources { complete } incomplete { domain because }
    table(rows: [SEX]) { sources { complete } incomplete { because } receipt { id } }
  }
}`
const REPLAY = 'query ($id: ID!) { replay(receipt: $id) { same because drifted } }'

/** As `child` tells it of youth health care. */
function linked(page: FeedPage, JGZ: Linking): FeedPage {
  return { ...page, events: { ...page.events, JGZ: { ...page.events.JGZ, linking: JGZ } } }
}

const children = (from: number, until: number) =>
  feedPage(
    Array.from({ length: until - from }, (_, i) => from + i),
    30,
  )

test('MUST not say that numbers are whole while a registry was never linked, and count anew once it was', async () => {
  const both = { ledger: ledgerInMemory(), receipts: receiptsInMemory() }
  const pages = [linked(children(0, 200), NEVER)]
  const town = openFixture({ ...both, pages, now: NOW })
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of each query
  const data = async (source: string, variables: object = {}): Promise<any> => {
    const { data, errors } = await town.ask(source, variables)
    expect(errors).toBeUndefined()
    return data
  }

  const before = await data(ASKED)
  const because = [{ domain: 'JGZ', because: 'NEVER_LINKED' }]
  expect(before.indicatorSeries.incomplete).toEqual(because)
  expect(before.indicatorSeries.sources).toEqual([{ domain: 'CHILDCARE', complete: false }])
  for (const point of before.indicatorSeries.points)
    expect(point).toMatchObject({ coverage: null, provisional: true, nowcast: null })
  expect(before.cohort.incomplete).toEqual(because)
  expect(before.cohort.sources.some(({ complete }: { complete: boolean }) => complete)).toBe(false)
  expect(before.cohort.table.incomplete).toEqual([{ because: 'NEVER_LINKED' }])

  pages.push(linked(children(200, 800), NONE))
  await town.refresh()
  const after = await data(ASKED)
  expect(after.indicatorSeries.incomplete).toEqual([])
  expect(after.indicatorSeries.sources).toEqual([{ domain: 'CHILDCARE', complete: true }])
  for (const point of after.indicatorSeries.points)
    expect(point).toMatchObject({ coverage: 1, provisional: false })
  expect(after.cohort.size.value).toBeGreaterThan(3 * before.cohort.size.value)

  for (const { id } of [before.indicatorSeries.receipt, before.cohort.table.receipt]) {
    const { replay } = await data(REPLAY, { id })
    expect(replay).toMatchObject({ same: true, because: [] })
    expect(replay.drifted).toBeGreaterThan(0)
  }
  await town.close()
})

test('a linking that is late takes nothing back of what is told, and says that it may be too little', async () => {
  const pages = [linked(children(0, 800), { never: [], late: ['jgz'] })]
  const town = openFixture({ pages, now: NOW })
  const { data } = await town.ask(ASKED)
  const told = JSON.parse(JSON.stringify(data)).indicatorSeries
  expect(told.incomplete).toEqual([{ domain: 'JGZ', because: 'LINKED_LATE' }])
  expect(told.sources).toEqual([{ domain: 'CHILDCARE', complete: false }])
  expect(told.points[0]).toMatchObject({ coverage: 1, provisional: false })
  await town.close()
})
