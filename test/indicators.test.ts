import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../cli/sandbox-parts.ts'
import { generate } from '../sandbox/generate.ts'
import type { Scenario } from '../sandbox/scenario.ts'
import type { FeedPage } from '../schema/feed.ts'
import type { Indicator } from '../subgraphs/insight/indicator.ts'
import { INDICATORS } from '../subgraphs/insight/indicators/catalogue.ts'
import { type Graph, openGraph } from './graph.ts'
import { openOwnTown } from './own-town.ts'
import { cases, IS_LONG } from './scale.ts'
import { type Counted, openCounted, strangeGroups } from './truth/counted.ts'
import { type Asked, FIGURES, type Unit } from './truth/figures.ts'
import { knownChildren } from './truth/people.ts'

const CHILDREN = cases(90, 1_000)
/** With something of everything, and nobody whose records cannot be found. */
const TOWN: Scenario = { event: 'lockdown', degrade: 'none', jgzDelayDays: 0 }
const FED = INDICATORS.filter(({ units }) => units !== null)
const TODAY = '2026-09-01'
const ASKED: Asked = { periods: quarters(2021, 2026), today: TODAY }
const people = knownChildren(generate({ seed: SEED, children: CHILDREN, event: TOWN.event }))

describe('every indicator that is fed', () => {
  let town: Awaited<ReturnType<typeof openOwnTown>>
  let graph: Graph
  let counted: Counted

  beforeAll(async () => {
    town = await openOwnTown(CHILDREN, TOWN)
    graph = await openGraph({ town })
    await graph.link(['jgz', 'childcare', 'social-domain'])
    counted = await openCounted(await fed(graph), '9999', ASKED)
  }, 600_000)
  afterAll(async () => {
    counted?.close()
    await graph?.close()
    await town?.close()
  })

  test('is counted of the same children', () => {
    expect(counted.children).toBe(people.length)
    expect(Object.keys(FIGURES).sort()).toEqual(FED.map(({ id }) => id).sort())
  })

  test.each(FED)('MUST be what it is by its words: $id $title', async (indicator) => {
    const told = (await counted.unitsOf(indicator)).filter(isComparable(indicator))
    const figure = FIGURES[indicator.id]
    const truth = people.flatMap((child) => figure?.(child, ASKED) ?? []).filter(isAsked)
    expect(sumsOf(told, indicator)).toEqual(sumsOf(truth, indicator))
    expect(strangeGroups(told, indicator)).toEqual([])
    if (!NEVER_HERE.includes(indicator.id)) expect(truth.length).toBeGreaterThan(0)
  })
})

/** Few children are helped after a referral. */
const NEVER_HERE = IS_LONG ? [] : ['O03']

async function fed(graph: Graph): Promise<readonly FeedPage[]> {
  const feed = graph.feeds.open({
    ...{ part: 'insight', organisation: 'ura:99990004', role: 'analyst', purpose: 'research' },
    municipalities: ['9999'],
  })
  const pages: FeedPage[] = []
  const untold = new Set<string>()
  const { signal } = new AbortController()
  for (;;) {
    const page = await feed.next(signal)
    pages.push(page)
    for (const [i, id] of page.children.ids.entries()) {
      const standings = Object.values(page.children.domains)
      const isDown = standings.some(({ absence }) => absence[i] === 'SOURCE_DOWN')
      untold[isDown ? 'add' : 'delete'](id)
    }
    if (page.done && untold.size === 0) return pages
    // On a machine that is busy a registry may be too late; then it is asked again.
    if (page.done) await setTimeout(1_000)
  }
}

/** When a file was delivered to this test, the people of the sandbox cannot know. */
function isComparable({ id }: Indicator): (unit: Unit) => boolean {
  return ({ group }) => id !== 'Q01' || group === 'JGZ'
}

function isAsked({ day }: Unit): boolean {
  return periodOf(day) !== undefined && day <= ASKED.today
}

function periodOf(day: string): string | undefined {
  return ASKED.periods.find(({ from, until }) => day >= from && day < until)?.from
}

/** By period and group; of a median all that it is the middle of. */
function sumsOf(units: readonly Unit[], { measure }: Indicator): Record<string, unknown> {
  const groups = Map.groupBy(units, ({ day, group }) => `${periodOf(day)} ${group ?? ''}`)
  const sums = [...groups].map(([place, own]) => {
    const above = own.map((unit) => unit.above).sort((one, other) => one - other)
    const below = rounded(own.reduce((sum, unit) => sum + unit.below, 0))
    return [
      place,
      [measure === 'MEDIAN' ? above : rounded(above.reduce((a, b) => a + b, 0)), below],
    ]
  })
  return Object.fromEntries(sums.sort())
}

function rounded(sum: number): number {
  return Math.round(sum)
}

function quarters(first: number, last: number) {
  const starts = Array.from({ length: (last - first + 1) * 4 + 1 }, (_, at) => {
    const [year, quarter] = [first + Math.floor(at / 4), at % 4]
    return `${year}-${String(quarter * 3 + 1).padStart(2, '0')}-01`
  })
  return starts
    .slice(0, -1)
    .map((from, at) => ({ from, until: starts[at + 1] ?? '' }))
    .filter(({ from }) => from <= TODAY)
}
