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

const AREAS = ['A', 'B', 'C', 'D']
const MONTHS = ['jan', 'feb', 'mar']

const SETTINGS: DisclosureSettings = {
  k: 10,
  secret: new Uint8Array(32).fill(7),
  grid: {
    AREA: { leaves: AREAS },
    MONTH: { leaves: MONTHS },
    SITUATION: { leaves: ['JOB_LOSS', 'SMALL_HOUSING'], many: true },
  },
}

const nothingTold = () => openTold(valuesOn(SETTINGS.grid))

const EACH = { A: ['A'], B: ['B'], C: ['C'], D: ['D'], ALL: AREAS }

/** A column for each area, and all of them together. */
function byArea(counts: Record<string, Partial<CountCell> & { count: number }>, of = 'children@1') {
  return {
    of,
    within: [],
    axes: [
      {
        dimension: 'AREA',
        values: Object.entries(EACH).map(([label, leaves]) => ({ label, leaves })),
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

  test('a share is hidden where those who are not counted are few', () => {
    const share = (count: number) =>
      told(ask(byArea({ A: { count, denominator: { count: 100, key: 5 } } }))).A
    expect([share(50), share(95), share(5), share(100)]).toEqual([
      'told',
      'overlap',
      'small',
      'overlap',
    ])
  })
})

test('the strictest of the holders counts, and nobody goes below five', () => {
  expect([strictest([10, 15]), strictest([undefined, 5]), strictest([2]), strictest([])]).toEqual([
    15, 10, 5, 10,
  ])
  expect(() => ask(byArea({}), nothingTold(), { ...SETTINGS, k: 1 })).toThrow()
})
