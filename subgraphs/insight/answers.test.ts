/**
 * Answers that are given again, long after.
 *
 * @module
 */

import { expect, test, vi } from 'vitest'
import { feedPage } from '../../bench/insight-feed.ts'
import { ledgerInMemory } from '../../privacy/disclosure-ledger.ts'
import { makeReceipt, type Receipt, receiptsInMemory } from '../../privacy/receipt.ts'
import { seeded } from '../../test/disclosure-world.ts'
import { cases } from '../../test/scale.ts'
import { whoAskedBefore } from './asked-before.ts'
import { ANALYST, NOTHING, openFixture } from './fixture-insight.ts'

const CHILDREN = Array.from({ length: 400 }, (_, i) => i)
const ASKED = cases(8, 1_000)
const THEN = '2026-10-20T12:00:00Z'
const LATER = '2026-11-19T12:00:00Z'

const SERIES = `query ($id: ID!, $from: String!, $to: String!, $per: PeriodUnit!, $by: [Dimension!]!, $within: CohortInput) {
  indicatorSeries(id: $id, from: $from, to: $to, per: $per, by: $by, within: $within) { receipt { id answerHash definitions } } }`
const REPLAY = `query ($id: ID!) { replay(receipt: $id) {
  same because drifted before { answerHash knownAt } now { answerHash knownAt } } }`

function kept() {
  return { ledger: ledgerInMemory(), receipts: receiptsInMemory() }
}
type Town = ReturnType<typeof openFixture>

// biome-ignore lint/suspicious/noExplicitAny: the shape is that of each query
async function data(town: Town, source: string, variables: object = {}): Promise<any> {
  const { data, errors } = await town.ask(source, variables)
  expect(errors).toBeUndefined()
  return data
}

const one = { id: 'R03', from: '2018-01', to: '2018-12', per: 'QUARTER', by: ['CONTACT_FORM'] }

test('MUST give answers again byte by byte, thirty days of deliveries later and in another process', async () => {
  const chance = seeded(7)
  const of = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T
  const both = kept()
  const first = feedPage(CHILDREN, 30)
  const town = openFixture({ ...both, pages: [first], now: THEN })
  const receipts: { id: string; answerHash: string }[] = []
  for (let i = 0; i < ASKED; i++) {
    const year = 2017 + Math.floor(chance() * 6)
    const { indicatorSeries } = await data(town, SERIES, {
      id: of(['R03', 'D01', 'H06', 'C07', 'R01']),
      from: `${year}-01`,
      to: `${year}-12`,
      per: of(['MONTH', 'QUARTER', 'YEAR']),
      by: of([[], ['SEX'], ['AGE_BAND'], ['MUNICIPALITY']]),
      within: of([null, { sex: ['FEMALE'] }, { definition: 'window-18-48' }]),
    })
    receipts.push(indicatorSeries.receipt)
  }
  await town.close()

  const more = deliveredOn(feedPage(CHILDREN.slice(0, 200), 40, true, 1), '2026-11-10')
  const after = openFixture({ ...both, pages: [first, more], now: LATER })
  for (const { id, answerHash } of receipts) {
    const { replay } = await data(after, REPLAY, { id })
    expect(replay).toMatchObject({ same: true, because: [], now: { answerHash } })
    expect(replay.now.knownAt).toBe('2026-10-19T00:00:00.000Z')
  }
  await after.close()
})

/** What is told of these children as known from that day on, beside what was told before. */
function deliveredOn(page: ReturnType<typeof feedPage>, day: string): ReturnType<typeof feedPage> {
  const late = <E extends { readonly recordedAt: readonly unknown[] }>(events: E): E => ({
    ...events,
    recordedAt: events.recordedAt.map(() => `${day}T00:00:00Z`),
  })
  const { BIRTH_CARE, JGZ, CHILDCARE, SOCIAL_DOMAIN } = page.events
  return {
    ...page,
    events: {
      ...{ BIRTH_CARE: late(BIRTH_CARE), JGZ: late(JGZ) },
      ...{ CHILDCARE: late(CHILDCARE), SOCIAL_DOMAIN: late(SOCIAL_DOMAIN) },
    },
  }
}

test('MUST give bounds again as they were told first, also once nobody’s records are somebody’s', async () => {
  const both = kept()
  const first = feedPage(CHILDREN, 30)
  const bounded = { ...one, id: 'D01', per: 'YEAR', by: [] }
  const town = openFixture({ ...both, pages: [first], now: THEN })
  const before = (await data(town, BOUNDS, bounded)).indicatorSeries
  await town.close()
  expect(before.points.some(hasBound)).toBe(true)

  const { subjects } = first.events.JGZ
  const loose = subjects.filter((one) => !first.children.domains.JGZ.token.includes(one))
  const counts = loose.map(() => 0)
  const gone = { ...NOTHING.events, JGZ: { ...NOTHING.events.JGZ, subjects: loose, counts } }
  const pages = () => [first, { ...NOTHING, events: gone }]
  const after = openFixture({ ...both, pages: pages(), now: LATER })
  const { replay } = await data(after, REPLAY, { id: before.receipt.id })
  expect(replay).toMatchObject({ same: true, because: [] })
  await after.close()

  const anew = openFixture({ ...kept(), pages: pages(), now: THEN })
  const { points } = (await data(anew, BOUNDS, bounded)).indicatorSeries
  expect(points.some(hasBound)).toBe(false)
  await anew.close()
})

const BOUNDS = SERIES.replace('receipt', 'points { ifNoUnlinkedSeen ifAllUnlinkedSeen } receipt')
const hasBound = (point: { ifNoUnlinkedSeen: number; ifAllUnlinkedSeen: number }) =>
  point.ifNoUnlinkedSeen !== point.ifAllUnlinkedSeen

test('MUST give an answer by area again when children moved to places that are new since', async () => {
  const both = kept()
  const first = feedPage(CHILDREN, 30)
  const byArea = { id: 'R03', from: '2018-01', to: '2018-12', per: 'YEAR', by: ['AREA'] }
  const town = openFixture({ ...both, pages: [first], now: THEN })
  const { receipt } = (await data(town, SERIES, byArea)).indicatorSeries
  await town.close()

  const { children } = first
  const postcode4 = children.postcode4.map((code, i) => (i % 3 ? code : '9998'))
  const moved = { ...first, children: { ...children, postcode4 } }
  const after = openFixture({ ...both, pages: [first, moved], now: LATER })
  const { replay } = await data(after, REPLAY, { id: receipt.id })
  expect(replay).toMatchObject({ same: true, because: [] })
  const sizes = '{ cohort(is: {}) { table(rows: [AREA]) { rows { at sizes { shown } } } } }'
  const { cohort } = await data(after, sizes)
  expect(cohort.table.rows.map(({ at }: { at: string[] }) => at[0])).toContain('9998')
  await after.close()
})

test('MUST say why an answer cannot be given again: its definition is gone, its grid is another', async () => {
  const both = kept()
  const town = openFixture({ ...both, pages: [feedPage(CHILDREN, 30)], now: THEN })
  const { indicatorSeries } = await data(town, SERIES, one)
  const {
    id: _,
    at,
    queryHash,
    answerHash,
    sources,
    ...basis
  } = (await both.receipts.find(indicatorSeries.receipt.id)) as Receipt
  const asked = basis.question.arguments as object
  const gone = { ...basis.question, arguments: { ...asked, id: 'X99' } }
  const cases = [
    [{ ...basis, question: gone, definitions: ['X99@1'] }, ['DEFINITIONS'], null],
    [{ ...basis, grid: '0'.repeat(16) }, ['GRID'], { answerHash }],
  ] as const
  for (const [of, because, now] of cases) {
    const { id } = await both.receipts.keep(
      makeReceipt(of, 'another answer', sources, new Date(at)),
    )
    const { replay } = await data(town, REPLAY, { id })
    expect(replay).toMatchObject({ same: false, because, now })
  }
  expect(queryHash).toMatch(/^[0-9a-f]{64}$/)
  await town.close()
})

const COHORT = `query ($is: CohortInput!) { cohort(is: $is) {
  size { shown } attrition { size { shown } } overlap(domains: [JGZ]) { size { shown } }
  receipt(overlap: [JGZ]) { id definitions }
  table(rows: [SEX], columns: [AGE_BAND]) { rows { sizes { shown } } receipt { id definitions } } } }`

test('MUST give the numbers of a cohort again: its size, its steps and its tables have receipts', async () => {
  const both = kept()
  const first = feedPage(CHILDREN, 30)
  const town = openFixture({ ...both, pages: [first], now: THEN })
  const { cohort } = await data(town, COHORT, { is: { sex: ['FEMALE'] } })
  const registered = await data(town, COHORT, { is: { definition: 'window-18-48' } })
  await town.close()
  expect(cohort.receipt.definitions).toEqual(['children@1'])
  expect(registered.cohort.table.receipt.definitions).toEqual([
    ...['children@1', expect.stringMatching(/^window-18-48@/)],
  ])

  const more = deliveredOn(feedPage(CHILDREN.slice(0, 200), 40, true, 1), '2026-11-10')
  const after = openFixture({ ...both, pages: [first, more], now: LATER })
  for (const { receipt, table } of [cohort, registered.cohort]) {
    for (const { id } of [receipt, table.receipt]) {
      expect((await data(after, REPLAY, { id })).replay).toMatchObject({ same: true, because: [] })
    }
  }
  await after.close()
})

test('MUST say why an answer is not given again: other rules, a stricter holder', async () => {
  const both = kept()
  const pages = () => [feedPage(CHILDREN, 30)]
  const town = openFixture({ ...both, pages: pages(), now: THEN })
  const { indicatorSeries } = await data(town, SERIES, one)
  const { id } = indicatorSeries.receipt
  await town.close()

  const stricter = openFixture({
    ...{ receipts: both.receipts, pages: pages(), now: LATER },
    ...{ k: 100, linkRules: 'rules@2' },
  })
  const { replay } = await data(stricter, REPLAY, { id })
  expect([replay.same, replay.because]).toEqual([false, ['LINK_RULES', 'DISCLOSURE', 'GRID']])
  await stricter.close()
})

test('an answer that rests on fewer children since families objected says so of many alone, and tells nothing new', async () => {
  const both = kept()
  const town = openFixture({ ...both, pages: [feedPage(CHILDREN, 30)], now: THEN })
  const { indicatorSeries } = await data(town, SERIES, { ...one, by: [] })
  await town.close()

  const { id } = indicatorSeries.receipt
  const without = (children: number) => {
    const gone = CHILDREN.slice(0, children).map((n) => `child-${n}`)
    const page = { ...NOTHING, children: { ...NOTHING.children, gone } }
    return { pages: [feedPage(CHILDREN, 30), page], now: LATER }
  }
  const driftOf = async (children: number) => {
    const after = openFixture({ ...both, ...without(children) })
    const { replay } = await data(after, REPLAY, { id })
    await after.close()
    return replay.drifted
  }
  expect(await driftOf(20)).toBe(0)
  expect(await driftOf(200)).toBeGreaterThan(0)

  const { first } = both.ledger
  const ledger = { ...ledgerInMemory(), first }
  const forgetful = openFixture({ receipts: both.receipts, ledger, ...without(200) })
  const { replay } = await data(forgetful, REPLAY, { id })
  expect([replay.same, replay.because]).toEqual([false, ['RECORDS']])
  await forgetful.close()
})

test('MUST replay nothing for another organisation, nor what somebody changed', async () => {
  const both = kept()
  const town = openFixture({ ...both, pages: [feedPage(CHILDREN, 30)], now: THEN })
  const { indicatorSeries } = await data(town, SERIES, one)
  const { id } = indicatorSeries.receipt
  const other = { ...ANALYST, organisation: 'ura:99990005' }
  const receipt = (await both.receipts.find(id)) as Receipt
  const changed = { ...receipt, definitions: ['R03@9'], id: 'r-changed' }
  await both.receipts.keep(changed)

  for (const [asked, viewer] of [
    [id, other],
    ['r-changed', ANALYST],
    ['r-nothing', ANALYST],
  ] as const) {
    const { errors } = await town.ask(REPLAY, { id: asked }, viewer)
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['ARGUMENT_INVALID'])
  }
  await town.close()
})

test('MUST make public what was asked, and nothing by which an answer could be guessed', async () => {
  const town = openFixture({ ...kept(), pages: [feedPage(CHILDREN, 30)], now: THEN })
  const { indicatorSeries } = await data(town, SERIES, one)
  const { publicQueries } = await data(
    town,
    '{ publicQueries { id field arguments definitions project } }',
  )
  expect(publicQueries).toHaveLength(1)
  expect(publicQueries[0].id).not.toBe(indicatorSeries.receipt.id)
  expect(publicQueries[0]).toMatchObject({
    id: expect.stringMatching(/^q-/),
    field: 'indicatorSeries',
    definitions: indicatorSeries.receipt.definitions,
  })
  expect(JSON.parse(publicQueries[0].arguments)).toMatchObject({ id: 'R03', per: 'QUARTER' })
  await town.close()
})

test('after a start numbers are gathered again for who was told some lately, before anybody asks', async () => {
  const both = kept()
  const page = feedPage(CHILDREN, 30)
  const town = openFixture({ ...both, pages: [page], now: THEN })
  await data(town, SERIES, one)
  await town.close()

  const soon = openFixture({ ...both, pages: [page], now: '2026-10-29T12:00:00Z' })
  expect(soon.doing?.()).toBeUndefined()
  soon.begin?.()
  const isGathering = () => expect(soon.doing?.()).toMatch(/gathering/)
  await vi.waitFor(isGathering, { interval: 1, timeout: 10_000 })
  await vi.waitFor(() => expect(soon.doing?.()).toBeUndefined(), { timeout: 10_000 })
  await soon.close()

  const { organisation, purpose, role, municipalities } = ANALYST
  expect(await whoAskedBefore(both.receipts, new Date(LATER))).toEqual([])
  expect(await whoAskedBefore(both.receipts, new Date(THEN))).toEqual([
    { organisation, purpose, role, municipalities },
  ])
})
