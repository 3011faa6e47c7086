import { expect, test } from 'vitest'
import { feedPage } from '../../bench/insight-feed.ts'
import type { AsOf } from '../../schema/as-of.ts'
import { ANALYST, openFixture } from './fixture-insight.ts'

const ASKED = `{
  indicatorSeries(id: "C01", from: "2018-01", to: "2018-12", per: YEAR) {
    sources { domain complete } incomplete { domain because }
  }
}`

/** Places in childcare came in one delivery, on a Tuesday; the hours before. */
function delivered() {
  const page = feedPage(
    Array.from({ length: 200 }, (_, i) => i),
    30,
  )
  const { CHILDCARE } = page.events
  const recordedAt = CHILDCARE.recordedAt.map((at, i) =>
    CHILDCARE.kind[i] === 'ENROLMENT' ? '2026-11-17T09:00:00.000Z' : at,
  )
  return { ...page, events: { ...page.events, CHILDCARE: { ...CHILDCARE, recordedAt } } }
}

async function told(now: string, asOf?: AsOf) {
  const town = openFixture({ pages: [delivered()], now })
  const { data, errors } = await town.ask(ASKED, {}, ANALYST, asOf)
  await town.close()
  expect(errors).toBeUndefined()
  return data?.indicatorSeries
}

test('MUST say in the week of a first delivery that most of it is in no number yet', async () => {
  expect(await told('2026-11-18T12:00:00Z')).toEqual({
    sources: [{ domain: 'CHILDCARE', complete: false }],
    incomplete: [{ domain: 'CHILDCARE', because: 'NOT_KNOWN_YET' }],
  })
})

test.each([
  ['from the next Monday on', '2026-11-24T12:00:00Z', undefined],
  ['of what was known long ago', '2026-11-18T12:00:00Z', { knownAt: '2026-06-03T12:00:00Z' }],
] as const)('does not say so %s', async (_, now, asOf) => {
  expect(await told(now, asOf)).toEqual({
    sources: [{ domain: 'CHILDCARE', complete: true }],
    incomplete: [],
  })
})
