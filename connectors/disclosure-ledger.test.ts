/**
 * What a project was told is known to whichever process answers it next.
 *
 * @module
 */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CountTable, type Grid, protectTables } from '../privacy/disclosure.ts'
import { addedSketches, type Sketch, sketchOfOne } from '../privacy/disclosure-sketch.ts'
import { makeDatabase, type TestDatabase } from '../test/database.ts'
import { openDisclosureLedger, type StoredLedger } from './disclosure-ledger.ts'
import { DISCLOSURE_TABLES, mayDisclose } from './disclosure-tables.ts'

const AREAS = ['A', 'B', 'C']
const GRID: Grid = { AREA: { leaves: AREAS, groups: [] } }
const SHELF = { project: 'kvk:90000001 research', edition: '2020-09-21', grid: GRID }
const SECRET = new Uint8Array(32).fill(1)

let database: TestDatabase
let one: StoredLedger
let other: StoredLedger
beforeAll(async () => {
  database = await makeDatabase()
  await database.ask(DISCLOSURE_TABLES)
  one = openDisclosureLedger(database.url)
  other = openDisclosureLedger(database.url)
})
afterAll(async () => {
  await Promise.all([one, other].map((ledger) => ledger?.close()))
  await database?.drop()
})

const COUNTS: Readonly<Record<string, number>> = { A: 40, B: 60, C: 4, ALL: 104 }

/** Some of the areas, each with its own key. */
function asked(labels: readonly string[], more = 0): CountTable {
  return {
    of: 'children@1',
    isOfSums: true,
    within: [],
    axes: [
      {
        dimension: 'AREA',
        values: labels.map((label) => ({ label, leaves: label === 'ALL' ? AREAS : [label] })),
      },
    ],
    cells: labels.map((label) => ({
      at: [label],
      count: (COUNTS[label] ?? 0) + more,
      key: label.charCodeAt(0) + more,
      sketch: sketchOf((COUNTS[label] ?? 0) + more),
      sum: { total: 10 * ((COUNTS[label] ?? 0) + more), largest: 10, second: 10 },
    })),
  }
}

function sketchOf(count: number): Sketch {
  return addedSketches(Array.from({ length: count }, (_, i) => sketchOfOne(i, 2)))
}

function tell(ledger: StoredLedger, table: CountTable, shelf = SHELF) {
  return ledger.use(shelf, (told) => {
    const { tables, drifted } = protectTables([table], { k: 10, grid: GRID, secret: SECRET }, told)
    const all = tables[0]?.cells ?? []
    const toldOf = (of: 'count' | 'sum') => all.map((cell) => cell[of]?.rule ?? cell[of]?.value)
    return { drifted, cells: toldOf('count'), sums: toldOf('sum') }
  })
}

test('MUST hide from one process what could be reckoned from what another told the project', async () => {
  const { cells: first } = await tell(one, asked(['A', 'C']))
  expect(first).toEqual([expect.any(Number), 'small'])
  expect((await tell(other, asked(['B']))).cells).toEqual([expect.any(Number)])
  expect((await tell(one, asked(['ALL']))).cells).toEqual(['complementary'])

  const elsewhere = { ...SHELF, project: 'kvk:90000002 research' }
  expect((await tell(other, asked(['ALL']), elsewhere)).cells).toEqual([expect.any(Number)])
})

test('what stands beside numbers is as it was told first, whoever tells it again', async () => {
  const { grid: _, ...of } = SHELF
  const told = { 'R03@1 unlinked': { numerator: 10 }, 'R03@1 coverage': null }
  expect(await one.first(of, told)).toEqual(told)
  const again = { 'R03@1 unlinked': { numerator: 20 }, 'R03@1 coverage': 0.9, 'R03@1 more': 1 }
  expect(await other.first(of, again)).toEqual({ ...again, ...told })

  const later = { ...of, edition: '2020-09-28' }
  expect(await other.first(later, again)).toEqual(again)
  expect(await one.first(of, {})).toEqual({})
})

test('MUST be the same answer in an edition, whatever changed since; and that it did is known of no fewer than k', async () => {
  const before = await tell(one, asked(['A', 'B']))
  expect(before.sums).toEqual([expect.any(Number), expect.any(Number)])
  for (const [more, drifted] of [
    [0, 0],
    [-1, 0],
    [3, 0],
    [20, 4],
  ] as const) {
    const after = await tell(other, asked(['A', 'B'], more))
    expect(after).toEqual({ ...before, drifted })
  }
})

test('MUST keep no number of what is hidden, and of what is small not even its key', async () => {
  const rows = await database.ask(
    `select rule, count, cell_key <> 0 as has_key, signs, amount from disclosure.decision where rule is not null`,
  )
  expect(rows.length).toBeGreaterThan(1)
  for (const { rule, has_key, ...row } of rows) {
    expect(row).toEqual({ count: 0, signs: [], amount: null })
    expect(has_key).toBe(rule !== 'small')
  }
})

test('what failed was not told: nothing of it is written down, nor known', async () => {
  const shelf = { ...SHELF, edition: '2020-09-28' }
  const failing = one.use(shelf, (told) => {
    protectTables([asked(['A', 'B'])], { k: 10, grid: GRID, secret: SECRET }, told)
    throw new Error('it failed')
  })
  await expect(failing).rejects.toThrow('it failed')
  expect((await tell(one, asked(['ALL']), shelf)).cells).toEqual([expect.any(Number)])
})

test('MUST NOT tell anything where nothing can be written down', async () => {
  const nowhere = openDisclosureLedger('postgres://x@127.0.0.1:1/x')
  await expect(tell(nowhere, asked(['A']))).rejects.toThrow('ECONNREFUSED')
  await nowhere.close()
})

test('who writes can neither change nor remove what was decided', async () => {
  await database.ask(`create role ledger_writer; ${mayDisclose('ledger_writer')}`)
  const as = (sql: string) => database.ask(`set role ledger_writer; ${sql}`)
  await expect(as('delete from disclosure.decision')).rejects.toThrow('permission denied')
  await expect(as('update disclosure.decision set rule = null')).rejects.toThrow(
    'permission denied',
  )
  await database.ask('drop owned by ledger_writer; drop role ledger_writer')
})
