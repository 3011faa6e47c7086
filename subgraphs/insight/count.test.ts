/** What the columns count, against the same counted one by one over what the feed told. */

import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { feedPage } from '../../bench/insight-feed.ts'
import { type CountTable, protectTables } from '../../privacy/disclosure.ts'
import { openTold } from '../../privacy/disclosure-audit.ts'
import { valuesOn } from '../../privacy/disclosure-lay-out.ts'
import type { FeedPage } from '../../schema/feed.ts'
import { type Counting, countTables, medians } from './count.ts'
import { childrenTables } from './count-children.ts'
import type { Found } from './dimension.ts'
import { openEditions } from './edition.ts'
import { NOTHING } from './fixture-insight.ts'
import { INDICATORS } from './indicators/catalogue.ts'
import { periodsIn, windowOf } from './period.ts'
import { openStore, type Store } from './store.ts'
import { openTakeIn, type TakeIn } from './take-in.ts'

const EVERYWHERE = Array.from({ length: 10 }, (_, i) => String(9_000 + i))
const NOW = () => new Date('2026-11-20T12:00:00Z')
const WINDOW = windowOf('2018-01', '2019-12')

let store: Store
let takeIn: TakeIn
beforeEach(async () => {
  store = await openStore()
  takeIn = openTakeIn(store, new Uint8Array(32).fill(3))
})
afterEach(() => store.close())

/** Where few live, too. */
const EVERY_AREA = {
  ...{
    unlinked: () => [],
    since: () => ({}),
    first: async (_: string, found: Found) => found,
    k: 1,
  },
}

async function counting(id: string, over: Partial<Counting> = {}): Promise<Counting> {
  const { grid, today, knownAt } = await openEditions(store, NOW, EVERY_AREA)()
  const indicator = INDICATORS.find((one) => one.id === id)
  if (!indicator?.units) throw new Error('There is no such indicator.')
  const periods = periodsIn(WINDOW, 'QUARTER')
  return {
    indicator: { ...indicator, units: indicator.units },
    ...{ window: WINDOW, per: 'QUARTER', by: [], grid, k: 10, within: [] },
    scope: { municipalities: EVERYWHERE, today, knownAt, since: {}, conditions: [], periods },
    ...over,
  }
}

/** Of each place: how many, of how many different children. */
function plainly(table: CountTable | undefined) {
  const cells = table?.cells.filter(({ count }) => count > 0) ?? []
  return new Map(cells.map(({ at, count, children }) => [at.join(), [count, children ?? count]]))
}

interface Told {
  readonly child: string
  readonly day: string
  readonly form: string
}

/** Every contact that took place, of whom it is linked to. */
function* contactsOf(pages: readonly FeedPage[]): Generator<Told> {
  for (const { children, events } of pages) {
    for (const domain of ['BIRTH_CARE', 'JGZ'] as const) {
      const { subjects, counts, kind, status, at, form } = events[domain]
      const owners = new Map(
        children.domains[domain].token.map((token, i) => [token, children.ids[i]]),
      )
      const rows = subjects.flatMap((subject, i) => Array(counts[i] ?? 0).fill(owners.get(subject)))
      for (const [row, child] of rows.entries()) {
        if (!child || kind[row] !== 'CONTACT' || status[row] !== 'REALISED') continue
        yield { child, day: at[row] ?? '', form: form[row] ?? 'UNKNOWN' }
      }
    }
  }
}

function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

function byQuarterAndForm(pages: readonly FeedPage[]) {
  const cells = new Map<string, { count: number; children: Set<string> }>()
  for (const { child, day, form } of contactsOf(pages)) {
    if (day < WINDOW.from || day >= WINDOW.until) continue
    const place = [quarterOf(day), form].join()
    const cell = cells.get(place) ?? { count: 0, children: new Set() }
    cell.count += 1
    cells.set(place, cell)
    cell.children.add(child)
  }
  return new Map([...cells].map(([place, { count, children }]) => [place, [count, children.size]]))
}

const range = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, i) => from + i)

test('contacts by quarter and form, and of how many different children', async () => {
  const pages = [feedPage(range(0, 300), 30), feedPage(range(300, 500), 30)]
  for (const page of pages) await takeIn(page)
  const { above } = await countTables(
    store,
    await counting('R03', { by: ['CONTACT_FORM'], k: 100 }),
  )

  expect(byQuarterAndForm(pages).size).toBeGreaterThan(20)
  expect(plainly(above)).toEqual(byQuarterAndForm(pages))
})

test('MUST know of every cell whether it is of fewer than k different children', async () => {
  const page = feedPage(range(0, 200), 30)
  await takeIn(page)
  const { above } = await countTables(store, await counting('R03', { by: ['CONTACT_FORM'] }))
  const truth = byQuarterAndForm([page])
  const isSmall = (children = 0) => children < 10

  for (const [place, [, children]] of plainly(above)) {
    expect([place, isSmall(children)]).toEqual([place, isSmall(truth.get(place)?.[1])])
  }
  expect([...truth.values()].some(([, children]) => isSmall(children))).toBe(true)
  expect([...truth.values()].some(([, children]) => !isSmall(children))).toBe(true)
})

test.each(['R03', 'R04', 'H03', 'C07'])(
  'MUST do the same work for %s of nobody and of few: the same is asked of the columns, and the same is written down',
  async (id) => {
    await takeIn(feedPage(range(0, 200), 30))
    const works: { readonly statements: string[]; readonly written: readonly object[] }[] = []
    for (const few of range(0, 10)) {
      const asked = await counting(id, { by: ['SEX'] })
      const conditions = [`child IN (SELECT child FROM insight.all_children LIMIT ${few})`]
      const statements: string[] = []
      const select: Store['select'] = (sql, signal) => {
        statements.push(sql.replace(/LIMIT \d+|VALUES .*?\) GROUP/g, ''))
        return store.select(sql, signal)
      }
      const scope = { ...asked.scope, conditions }
      const { above, below } = await countTables({ ...store, select }, { ...asked, scope })
      const told = openTold(valuesOn(asked.grid))
      protectTables(
        below ? [above, below] : [above],
        { k: 10, grid: asked.grid, secret: new Uint8Array(32) },
        told,
      )
      works.push({ statements, written: told.takeFresh() })
    }

    expect(works.filter((one) => !isDeepStrictEqual(one, works[0]))).toEqual([])
    expect(works[0]?.statements.length).toBeGreaterThan(0)
    expect(works[0]?.written.length).toBeGreaterThan(0)
  },
)

test('MUST count of some children what is of them, and of all the same as when nothing is asked of some', async () => {
  await takeIn(feedPage(range(0, 300), 30))
  const asked = await counting('R04', { by: ['AREA'] })
  const of = (sex: string) => {
    const scope = { ...asked.scope, conditions: [`sex = '${sex}'`] }
    return countTables(store, { ...asked, scope })
  }
  const [all, boys, girls] = [await countTables(store, asked), await of('MALE'), await of('FEMALE')]

  const sum = new Map(plainly(boys.above))
  for (const [place, [count = 0, children = 0]] of plainly(girls.above)) {
    const [more = 0, others = 0] = sum.get(place) ?? []
    sum.set(place, [count + more, children + others])
  }
  expect(sum).toEqual(plainly(all.above))
  expect(plainly(boys.all?.above)).toEqual(plainly(all.above))
  expect(plainly(girls.above).size).toBeGreaterThan(50)
})

test('MUST count the same whatever was told before it', async () => {
  const last = [feedPage(range(100, 250), 30, true, 3), feedPage(range(250, 400), 30, true, 5)]
  const gone = range(0, 100).map((n) => `child-${n}`)
  await takeIn(feedPage(range(0, 200), 30, true, 1))
  await takeIn(feedPage(range(150, 400), 30, true, 2))
  await takeIn({ ...NOTHING, children: { ...NOTHING.children, gone } })
  for (const page of last) await takeIn(page)
  const { above } = await countTables(
    store,
    await counting('R03', { by: ['CONTACT_FORM'], k: 100 }),
  )

  expect(plainly(above)).toEqual(byQuarterAndForm(last))
})

test('MUST take in all of a page, or nothing of it', async () => {
  const pages = [feedPage(range(0, 200), 30)]
  for (const page of pages) await takeIn(page)
  const wrong = feedPage(range(0, 200), 30, true, 1)
  const { JGZ } = wrong.events
  const events = { ...wrong.events, JGZ: { ...JGZ, kind: JGZ.kind.slice(1) } }

  await expect(takeIn({ ...wrong, events })).rejects.toThrow('another number of events')
  const { above } = await countTables(
    store,
    await counting('R03', { by: ['CONTACT_FORM'], k: 100 }),
  )
  expect(plainly(above)).toEqual(byQuarterAndForm(pages))
})

test('children by sex and municipality', async () => {
  const page = feedPage(range(0, 400), 30)
  await takeIn(page)
  const { scope, grid } = await counting('R03')
  const by = ['SEX', 'MUNICIPALITY'] as const
  const [table] = await childrenTables(store, { scope, within: [], by, grid, k: 10 })
  const { sex, municipality } = page.children
  const places = sex.map((one, i) => `${one},${municipality[i]}`)
  const truth = new Map(Object.entries(Object.groupBy(places, (place) => place)))

  const counts = new Map([...truth].map(([place, all = []]) => [place, [all.length, all.length]]))
  expect(plainly(table)).toEqual(counts)

  const within = [{ dimension: 'SEX', label: 'MALE', leaves: ['MALE'] }]
  const boys = { ...scope, conditions: ["sex = 'MALE'"] }
  const [all, some] = await childrenTables(store, { scope: boys, within, by, grid, k: 10 })
  expect(plainly(all)).toEqual(counts)
  expect(plainly(some)).toEqual(new Map([...counts].filter(([at]) => at.startsWith('MALE'))))
})

test.each([
  [300, [150, 153, 145, 155]],
  [12, [6, 9, 3, 9]],
])(
  'MUST tell of a median of %i somebody near the middle, and nobody of the first or last quarter',
  async (children, told) => {
    await takeIn(feedPage(range(0, children), 30))
    const asked = await counting('Q01')
    const units = () =>
      `SELECT child, DATE '2018-01-01' AS day, row_number() OVER (ORDER BY child) AS numerator, 1 AS denominator FROM child`
    const ranked = { ...asked, indicator: { ...asked.indicator, units } }
    const { above } = await countTables(store, ranked)
    const found = []
    for (const off of [0, 3, -5, 1_000]) {
      const own = await medians(store, ranked, { cells: above.cells, deviationOf: () => off })
      found.push(...own.values())
    }

    expect(found).toEqual(told)
  },
)
