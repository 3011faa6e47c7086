/**
 * What of a table is told, and what is hidden with what.
 *
 * @module
 */

import { describe, expect, test } from 'vitest'
import {
  type CountCell,
  type CountTable,
  type DisclosureSettings,
  type ProtectedTables,
  protectTables,
  strictest,
} from './disclosure.ts'
import { openTold, type Told } from './disclosure-audit.ts'
import { valuesOn } from './disclosure-lay-out.ts'
import { addedSketches, type Sketch, sketchOfOne } from './disclosure-sketch.ts'

const AREAS = ['A', 'B', 'C', 'D']
const MONTHS = ['jan', 'feb', 'mar']

const SETTINGS: DisclosureSettings = {
  k: 10,
  secret: new Uint8Array(32).fill(7),
  grid: {
    AREA: { leaves: AREAS },
    MONTH: { leaves: MONTHS, groups: [['jan', 'feb']] },
    KNOWN: { leaves: ['YES', 'NO'] },
    SITUATION: { leaves: ['JOB_LOSS', 'SMALL_HOUSING'], many: true },
  },
}

const nothingTold = () => openTold(valuesOn(SETTINGS.grid))

const EACH = { A: ['A'], B: ['B'], C: ['C'], D: ['D'], ALL: AREAS }

const valuesOf = (labels: readonly string[]) =>
  labels.map((label) => ({ label, leaves: EACH[label as keyof typeof EACH] }))

/** A column for each area, and all of them together. */
function byArea(counts: Record<string, Partial<CountCell> & { count: number }>, of = 'children@1') {
  return {
    of,
    within: [],
    axes: [
      {
        dimension: 'AREA',
        values: valuesOf(Object.keys(EACH)),
      },
    ],
    cells: Object.entries(counts).map(([label, cell]) => ({
      key: keyOf(`${of} ${label}`),
      ...cell,
      at: [label],
    })),
  } satisfies CountTable
}

function keyOf(text: string): number {
  let key = 0
  for (const letter of text) key = (key * 31 + letter.charCodeAt(0)) >>> 0
  return key
}

const ask = (table: CountTable, told: Told = nothingTold(), settings = SETTINGS) =>
  protectTables([table], settings, told)

const told = ({ tables }: ProtectedTables) =>
  Object.fromEntries(
    (tables[0]?.cells ?? []).map(({ at, count }) => [at.join(' '), count.rule ?? 'told']),
  )

describe('one table', () => {
  test('MUST hide fewer than k, and beside it another by which it could be reckoned', () => {
    const rules = told(
      ask(
        byArea({
          A: { count: 50 },
          B: { count: 9 },
          C: { count: 40 },
          D: { count: 60 },
          ALL: { count: 159 },
        }),
      ),
    )
    expect(rules.B).toBe('small')
    expect(rules.ALL).toBe('told')
    expect(
      Object.values(rules)
        .filter((rule) => rule !== 'small')
        .sort(),
    ).toEqual(['complementary', 'told', 'told', 'told'])
  })

  test('MUST NOT tell that there is nobody: it is hidden as what is few, and beside it another', () => {
    const rules = told(
      ask(byArea({ A: { count: 50 }, C: { count: 40 }, D: { count: 60 }, ALL: { count: 150 } })),
    )
    expect(rules.B).toBe('small')
    expect(Object.values(rules)).toContain('complementary')
  })

  test('what is large enough is told, at most five off, and every time the same', () => {
    const table = byArea({ A: { count: 50 }, B: { count: 90 }, C: { count: 40 }, D: { count: 60 } })
    const first = ask(table)
    for (const [i, { count }] of (first.tables[0]?.cells ?? []).slice(0, 4).entries()) {
      expect(Math.abs((count.value ?? 0) - (table.cells[i]?.count ?? 0))).toBeLessThanOrEqual(5)
    }
    expect(ask(table)).toEqual(first)
  })

  test('MUST hide a share where those who are not counted are few, or nobody, by the same rule', () => {
    const share = (count: number, key = 6) =>
      told(
        ask({
          ...byArea({ A: { count, key, denominator: { count: 100, key: 5 } } }),
          counted: 'children@1',
        }),
      ).A
    expect([share(50), share(95), share(5), share(100, 5)]).toEqual([
      'told',
      'overlap',
      'small',
      'overlap',
    ])
  })
})

describe('beside what was told before', () => {
  const whole = { A: { count: 50 }, B: { count: 4 }, C: { count: 40 }, D: { count: 60 } }

  test('MUST NOT tell a whole of which all but a small part were told', () => {
    const asked = (labels: readonly string[], counts: Record<string, { count: number }>) => ({
      ...byArea(counts),
      axes: [{ dimension: 'AREA', values: valuesOf(labels) }],
    })
    const project = nothingTold()
    expect(Object.values(told(ask(asked(AREAS, whole), project)))).toEqual([
      ...['told', 'small', 'told', 'told'],
    ])
    const all = asked(['ALL'], { ALL: { count: 154 } })
    expect(told(ask(all, project))).toEqual({ ALL: 'complementary' })
    expect(told(ask(all))).toEqual({ ALL: 'told' })
  })

  test('MUST hide the same children by whichever name they are asked for', () => {
    const keys = { A: 1, B: 2, C: 3, D: 4, ALL: 10 }
    const counts = { ...whole, ALL: { count: 154 } }
    const named = (of: string) =>
      byArea(
        Object.fromEntries(
          Object.entries(counts).map(([label, { count }]) => [
            label,
            { count, key: keys[label as keyof typeof keys] },
          ]),
        ),
        of,
      )
    const project = nothingTold()
    const first = told(ask(named('S01@1'), project))
    expect(Object.values(first)).toContain('complementary')
    expect(told(ask(named('S02@1'), project))).toEqual(first)
  })

  test('MUST NOT tell a set of which fewer than k are not in another that was told', () => {
    const sketchOf = (places: readonly number[]) =>
      addedSketches(places.map((place) => sketchOfOne(place, 2)))
    const places = (from: number) => Array.from({ length: 80 }, (_, i) => from + i)
    const unlike = places(0).map((place) => place ** 2)
    const ofBefore = new Array<number>(32).fill(0)
    const cohort = (of: string, key: number, sketch: Sketch): CountTable => ({
      ...{ of, within: [], axes: [] },
      cells: [{ at: [], count: 80, key, sketch }],
    })
    const project = nothingTold()
    const tell = (...cohorts: Parameters<typeof cohort>) => told(ask(cohort(...cohorts), project))
    expect(tell('one@1', 1, sketchOf(places(0)))).toEqual({ '': 'told' })
    expect(tell('two@1', 2, sketchOf(places(4)))).toEqual({ '': 'overlap' })
    expect(tell('three@1', 3, sketchOf(unlike))).toEqual({ '': 'told' })
    expect(tell('four@1', 4, ofBefore)).toEqual({ '': 'overlap' })
  })

  test('a project is told no more than it may be', () => {
    const project = nothingTold()
    const settings = { ...SETTINGS, budget: 2 }
    const { tables, method } = ask(byArea({ ...whole, B: { count: 70 } }), project, settings)
    const rules = (tables[0]?.cells ?? []).map(({ count }) => count.rule)
    expect(rules.filter((rule) => rule === null)).toHaveLength(2)
    expect(rules).toContain('budget')
    expect(method.budgetLeft).toBe(0)
  })
})

describe('a half, and the whole', () => {
  const leaf = (label: string) => ({ label, leaves: [label] })
  const part = (area: string, month: string, count: number) => ({
    at: [area, month],
    count,
    key: keyOf(`${area} ${month}`),
  })
  const axes = [
    { dimension: 'AREA', values: AREAS.map(leaf) },
    { dimension: 'MONTH', values: MONTHS.map(leaf) },
  ]
  const byMonth = {
    ...{ of: 'children@1', within: [], axes, adds: ['AREA', 'MONTH'] },
    cells: AREAS.flatMap((area) => [
      ...[part(area, 'jan', 70), part(area, 'feb', 50), part(area, 'mar', 5)],
    ]),
  }

  test('MUST tell no part of what was hidden beside a small cell', () => {
    const project = nothingTold()
    const rules = told(ask(byMonth, project))
    const [hiddenAt = ''] = Object.entries(rules).find(([, rule]) => rule === 'complementary') ?? []
    const [area = '', month = ''] = hiddenAt.split(' ')
    const within = [
      { dimension: 'AREA', ...leaf(area) },
      { dimension: 'MONTH', ...leaf(month) },
    ]
    const having = [{ dimension: 'SITUATION', values: [leaf('JOB_LOSS')] }]
    const half = { of: 'children@1', within, axes: having, cells: [] }
    const cells = [{ at: ['JOB_LOSS'], count: 30, key: 77 }]
    expect(told(ask({ ...half, cells }, project))).toEqual({ JOB_LOSS: 'complementary' })
    expect(told(ask({ ...half, cells }))).toEqual({ JOB_LOSS: 'told' })
  })

  test('MUST tell no part of what is hidden in all its parts beside small cells', () => {
    const project = nothingTold()
    const known = ['YES', 'NO']
    const all = AREAS.map((area) => part(area, 'ALL', 125))
    const rules = told(
      ask(
        {
          ...{ of: 'children@1', within: [], adds: ['AREA', 'MONTH', 'KNOWN'] },
          axes: [
            { dimension: 'AREA', values: AREAS.map(leaf) },
            { dimension: 'MONTH', values: [...MONTHS.map(leaf), { label: 'ALL', leaves: MONTHS }] },
            { dimension: 'KNOWN', values: known.map(leaf) },
          ],
          cells: [...byMonth.cells, ...all].flatMap(({ at, count }) =>
            known.map((one) => ({ at: [...at, one], count, key: keyOf(`${at} ${one}`) })),
          ),
        },
        project,
      ),
    )
    const month = MONTHS.find((one) =>
      known.every((own) => rules[`A ${one} ${own}`] === 'complementary'),
    )
    expect(month).toBeDefined()
    const within = [
      { dimension: 'AREA', ...leaf('A') },
      { dimension: 'MONTH', ...leaf(month ?? '') },
    ]
    const having = [{ dimension: 'SITUATION', values: [leaf('JOB_LOSS')] }]
    const half = { of: 'children@1', within, axes: having }
    const cells = [{ at: ['JOB_LOSS'], count: 30, key: 77 }]
    expect(told(ask({ ...half, cells }, project))).toEqual({ JOB_LOSS: 'complementary' })
  })

  test('MUST hide beside small cells of a row the same of each, so that no two of them are known together', () => {
    const rules = Object.entries(told(ask(byMonth)))
    const hidden = rules.flatMap(([at, rule]) =>
      rule === 'complementary' ? [at.split(' ')[1]] : [],
    )
    expect(hidden).toHaveLength(AREAS.length)
    expect(new Set(hidden).size).toBe(1)
  })

  test('what cells add up to is decided on before them, whether or not it is asked for', () => {
    const project = nothingTold()
    const { tables, method } = ask(byMonth, project)
    expect(tables).toHaveLength(1)
    const whole = {
      of: 'children@1',
      within: [],
      axes: [],
      cells: [{ at: [], count: 500, key: 1 }],
    }
    const again = ask(whole, project)
    expect([told(again), again.method]).toEqual([{ '': 'told' }, method])
  })
})

test('MUST hide a sum of which one child is the better part, and what it could be reckoned from', () => {
  const hours = (largest: number) => ({ total: 400, largest, second: 20 })
  const table = byArea({
    A: { count: 40, sum: hours(30) },
    B: { count: 40, sum: hours(300) },
    C: { count: 40, sum: hours(30) },
    D: { count: 40, sum: hours(30) },
    ALL: { count: 160, sum: { total: 1_600, largest: 300, second: 30 } },
  })
  const { tables } = ask({ ...table, isOfSums: true })
  const rules = (tables[0]?.cells ?? []).map(({ sum }) => sum?.rule ?? 'told')
  expect(rules[1]).toBe('dominance')
  expect(rules.filter((rule) => rule === 'complementary')).toHaveLength(1)
  for (const { sum } of tables[0]?.cells ?? []) {
    if (sum && !sum.suppressed) expect(Math.abs(sum.value / 40 - 10)).toBeLessThan(35)
  }
})

test('MUST tell a sum in an edition as it was told first, as its count is', () => {
  const table = (less: number) => ({
    ...{ of: 'children@1', isOfSums: true, within: [], axes: [] },
    cells: [{ at: [], count: 40 - less, key: 7 + less, sum: sumOf(400 - 30 * less) }],
  })
  const sumOf = (total: number) => ({ total, largest: 30, second: 20 })
  const project = nothingTold()
  const first = ask(table(0), project).tables
  expect(first[0]?.cells[0]?.sum?.suppressed).toBe(false)
  expect(ask(table(1), project).tables).toEqual(first)
  expect(ask({ ...table(0), cells: [] }, project).tables).toEqual(first)
  expect(ask(table(1)).tables).not.toEqual(first)
})

test.each([
  ['a dimension', { axes: [{ dimension: 'STREET', values: [{ label: 'x', leaves: ['x'] }] }] }],
  ['a value', { axes: [{ dimension: 'AREA', values: [{ label: 'E', leaves: ['E'] }] }] }],
  ['a group', { axes: [{ dimension: 'MONTH', values: [{ label: 'x', leaves: ['jan', 'mar'] }] }] }],
  ['nobody', { axes: [{ dimension: 'AREA', values: [{ label: 'x', leaves: [] }] }] }],
  ['a cell', { axes: [], cells: [{ at: ['A'], count: 20, key: 1 }] }],
])('MUST tell nothing of %s that is not on the grid, and not say what it was', (_, change) => {
  const table = { of: 'children@1', within: [], cells: [], ...change }
  expect(() => ask(table)).toThrow(/not on the grid|none of the axes/)
})

test('the strictest of the holders counts, and nobody goes below five', () => {
  expect([strictest([10, 15]), strictest([undefined, 5]), strictest([2]), strictest([])]).toEqual([
    15, 10, 5, 10,
  ])
  expect(() => ask(byArea({}), nothingTold(), { ...SETTINGS, k: 1 })).toThrow()
})
