/**
 * That coverage tells neither how many children there are, nor of a few of them that they cannot be read.
 *
 * @module
 */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { feedPage } from '../../bench/insight-feed.ts'
import { openFixture } from './fixture-insight.ts'

/** Of each area: how many children, and of how many nothing may be read. */
const AREAS = [
  ...Array.from({ length: 24 }, (_, i) => ({ children: 56 + i, missing: 0 })),
  ...[1, 2, 3, 4].map((missing) => ({ children: 100, missing })),
  { children: 400, missing: 100 },
].map((one, i) => ({ ...one, area: String(1_100 + i) }))

const children = AREAS.flatMap(({ children, missing, area }) =>
  Array.from({ length: children }, (_, i) => ({
    area,
    absence: i < missing ? 'OBJECTION' : 'NONE',
  })),
)

let town: ReturnType<typeof openFixture>
beforeAll(() => {
  const page = feedPage(
    children.map((_, i) => i),
    30,
  )
  const { domains } = page.children
  town = openFixture({
    now: '2026-11-20T12:00:00Z',
    pages: [
      {
        ...page,
        children: {
          ...page.children,
          municipality: children.map(() => '9000'),
          postcode4: children.map(({ area }) => area),
          domains: {
            ...domains,
            CHILDCARE: { ...domains.CHILDCARE, absence: children.map(({ absence }) => absence) },
          },
        },
      },
    ],
  })
})
afterAll(() => town.close())

const ASKED = `query ($area: [String!]) {
  indicatorSeries(id: "C01", from: "2018-01", to: "2018-12", per: YEAR, within: { area: $area }) { points { coverage } } }`

async function coverageIn(area: string): Promise<number | null> {
  const { data, errors } = await town.ask(ASKED, { area: [area] })
  expect(errors).toBeUndefined()
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
  return (data as any).indicatorSeries.points[0].coverage
}

test('MUST be the same of however many children, where all can be read or all but a few', async () => {
  for (const { area, missing } of AREAS) {
    if (missing < 10) expect([area, await coverageIn(area)]).toEqual([area, 1])
  }
})

test('says how many cannot be read where they are many, in steps of at least k children', async () => {
  const { area } = AREAS.at(-1) ?? { area: '' }
  expect(await coverageIn(area)).toBe(0.75)
})
