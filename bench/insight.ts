/**
 * `npm run bench -- insight`: how soon the columns are filled and what they take, and what questions cost beside the same in
 * SQL that is written by hand, on the same columns. `KINDLIJN_BENCH_CHILDREN=1000000` for a large region.
 *
 * @module
 */

import type { CountTable, DisclosureSettings } from '../privacy/disclosure.ts'
import { protectTables } from '../privacy/disclosure.ts'
import { openTold } from '../privacy/disclosure-audit.ts'
import { valuesOn } from '../privacy/disclosure-lay-out.ts'
import { type Counting, countTables } from '../subgraphs/insight/count.ts'
import { childrenTables } from '../subgraphs/insight/count-children.ts'
import type { ChildDimensionName } from '../subgraphs/insight/dimension.ts'
import { openEditions } from '../subgraphs/insight/edition.ts'
import { INDICATORS } from '../subgraphs/insight/indicators/catalogue.ts'
import { periodsIn, windowOf } from '../subgraphs/insight/period.ts'
import { openStore, type Store } from '../subgraphs/insight/store.ts'
import { openTakeIn, type TakeIn } from '../subgraphs/insight/take-in.ts'
import { type Figure, milliseconds, quantile, seconds } from './figure.ts'
import { feedPage, feedPages } from './insight-feed.ts'

const CHILDREN = Number(process.env.KINDLIJN_BENCH_CHILDREN ?? 50_000)
const EACH = 30
const ROUNDS = 15
const NOW = new Date('2026-11-20T12:00:00Z')
const MUNICIPALITIES = Array.from({ length: 10 }, (_, i) => String(9_000 + i))

export async function insightFigure(): Promise<Figure> {
  const idle = memory()
  const store = await openStore()
  const takeIn = openTakeIn(store, new Uint8Array(32).fill(7))
  const filled = await fill(takeIn)
  const taken = memory() - idle
  const rows = [
    [
      `filling: ${CHILDREN} children with ${EACH} events each`,
      `${seconds(filled.ms)}, ${Math.round(filled.events / filled.ms)} events a ms`,
      '',
    ],
    [
      'memory over idle',
      `${Math.round(taken)} MB, at most ${Math.round(filled.most - idle)} MB`,
      '',
    ],
    await cohortRow(store),
    await seriesRow(store),
    ...(await refreshRows(takeIn)),
  ]
  store.close()
  return {
    title: 'Numbers about many children',
    command: 'npm run bench -- insight',
    about:
      'Invented children and events; making them is not in the times. A question: the middle of fifteen, without and with judging what may be told, and beside the same counts by SQL written by hand on the same columns (which counts no different children, no keys and no sketches); by turns. A refresh: what is told anew of so many children, all of their events replaced.',
    head: ['what', 'measured', 'by hand; ratio of counting, and with judging'],
    rows,
  }
}

async function fill(takeIn: TakeIn) {
  let [ms, events, most] = [0, 0, 0]
  for (const page of feedPages(CHILDREN, EACH)) {
    const began = performance.now()
    await takeIn(page)
    ms += performance.now() - began
    events += Object.values(page.events).reduce((sum, { kind }) => sum + kind.length, 0)
    most = Math.max(most, memory())
  }
  return { ms, events, most }
}

async function cohortRow(store: Store): Promise<readonly string[]> {
  const { scope, grid } = await scopeOf(store)
  const by: readonly ChildDimensionName[] = [
    'AGE_BAND',
    'SEX',
    'KNOWN_TO_JGZ',
    'KNOWN_TO_CHILDCARE',
    'KNOWN_TO_SOCIAL_DOMAIN',
  ]
  const count = () => childrenTables(store, { scope, within: [], by, grid, k: 10 })
  const table = await count()
  const byHand = () => store.select(COHORT_BY_HAND)
  const middles = await times(count, byHand, async () => judge(table, grid))
  return ['a cohort in five ways', ...told(middles)]
}

async function seriesRow(store: Store): Promise<readonly string[]> {
  const { scope, grid } = await scopeOf(store)
  const window = windowOf('2019-01', '2021-12')
  const indicator = INDICATORS.find(({ id }) => id === 'D01')
  if (!indicator?.units) throw new Error('The indicator is not there.')
  const counting: Counting = {
    indicator: { ...indicator, units: indicator.units },
    window,
    per: 'MONTH',
    by: ['AREA'],
    scope: { ...scope, periods: periodsIn(window, 'MONTH') },
    grid,
    k: 10,
    within: [],
  }
  const count = () => countTables(store, counting)
  const { above, below } = await count()
  const byHand = () => store.select(SERIES_BY_HAND)
  const judging = async () => judge(below ? [above, below] : [above], grid)
  const middles = await times(count, byHand, judging)
  return ['an indicator by month (36) and area (100)', ...told(middles)]
}

/** What changed goes in as it comes: in pages. */
async function refreshRows(takeIn: TakeIn): Promise<readonly (readonly string[])[]> {
  const rows: string[][] = []
  for (const [round, children] of [1, 10, 100, 1_000].entries()) {
    const step = Math.floor(CHILDREN / children)
    const numbers = Array.from({ length: children }, (_, i) => i * step)
    const page = feedPage(numbers, EACH, true, round + 1)
    const began = performance.now()
    await takeIn(page)
    rows.push([`a refresh of ${children}`, milliseconds(performance.now() - began), ''])
  }
  return rows
}

async function scopeOf(store: Store) {
  const { grid, today, knownAt, since } = await openEditions(store, () => NOW)()
  const scope = {
    ...{ municipalities: MUNICIPALITIES, today, knownAt, since, conditions: [], periods: [] },
  }
  return { scope, grid }
}

/** Of a project that was told nothing before. */
function judge(tables: readonly CountTable[], grid: DisclosureSettings['grid']): void {
  const settings = { k: 10, grid, secret: new Uint8Array(32) }
  protectTables(tables, settings, openTold(valuesOn(grid)))
}

function told([own = 0, hand = 0, judging = 0]: readonly number[]): readonly string[] {
  const ratio = (ms: number) => (ms / hand).toFixed(2)
  return [
    `${milliseconds(own)}, judged in ${milliseconds(judging)}`,
    `${milliseconds(hand)}; ${ratio(own)}, judged ${ratio(own + judging)}`,
  ]
}

/** The middle of each, by turns. */
async function times(...works: readonly (() => Promise<unknown>)[]): Promise<readonly number[]> {
  const all = works.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [i, work] of works.entries()) {
      const began = performance.now()
      await work()
      all[i]?.push(performance.now() - began)
    }
  }
  return all.map((own) => quantile(own, 0.5))
}

function memory(): number {
  return process.memoryUsage().rss / 1e6
}

const COHORT_BY_HAND = `
  SELECT CASE WHEN born_on > DATE '2026-11-15' - INTERVAL 3 MONTH THEN 0 WHEN born_on > DATE '2026-11-15' - INTERVAL 6 MONTH THEN 3
      WHEN born_on > DATE '2026-11-15' - INTERVAL 12 MONTH THEN 6 WHEN born_on > DATE '2026-11-15' - INTERVAL 18 MONTH THEN 12
      WHEN born_on > DATE '2026-11-15' - INTERVAL 24 MONTH THEN 18 WHEN born_on > DATE '2026-11-15' - INTERVAL 36 MONTH THEN 24
      WHEN born_on > DATE '2026-11-15' - INTERVAL 48 MONTH THEN 36 ELSE 48 END AS age,
    sex, known_to_jgz, known_to_childcare, known_to_social_domain, count(*) AS children
  FROM insight.all_children WHERE municipality BETWEEN '9000' AND '9009' GROUP BY ALL`

const SERIES_BY_HAND = `
  SELECT date_trunc('month', day) AS month, postcode4, count(*) FILTER (WHERE initiative <> 'SCHEDULE') AS above, count(initiative) AS below
  FROM insight.all_events JOIN insight.all_children USING (child)
  WHERE domain = 'JGZ' AND kind = 'CONTACT' AND status = 'REALISED' AND municipality BETWEEN '9000' AND '9009'
    AND day >= DATE '2019-01-01' AND day < DATE '2022-01-01' AND (recorded <= 1794787200 OR recorded IS NULL)
  GROUP BY ALL`
