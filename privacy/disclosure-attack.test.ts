/**
 * Somebody who asks on and on, and what that teaches of cells that are too small to be told.
 *
 * @module
 */

import { describe, expect, test } from 'vitest'
import { nextQuestion, openNotebook } from '../test/disclosure-attacker.ts'
import { followedBy, openPatterns, type Seen } from '../test/disclosure-patterns.ts'
import { type Asked, GRID, makeWorld, seeded, tablesOf } from '../test/disclosure-world.ts'
import { cases } from '../test/scale.ts'
import {
  type CountTable,
  type ProtectedTable,
  type ProtectedTables,
  protectTables,
} from './disclosure.ts'
import { ledgerInMemory } from './disclosure-ledger.ts'

const K = 10
const QUESTIONS = cases(100, 10_000)
/** Each is asked so often. */
const OF_A_WORLD = cases(100, 500)
const WORLDS = Math.ceil(QUESTIONS / OF_A_WORLD)

const PATIENCE_MS = cases(120_000, 1_800_000)
/** So often numbers change places. */
const TIMES = 2_000

type Answer = (tables: readonly CountTable[]) => Promise<ProtectedTables>

/** Two analysts by turns, of one project. */
function protectedBy(seed: number): Answer {
  const ledger = ledgerInMemory()
  const settings = { k: K, grid: GRID, secret: Buffer.from(String(seed).padStart(32)) }
  return (tables) =>
    ledger.use({ project: 'kvk:90000001 research', edition: '2020-09-21', grid: GRID }, (told) =>
      protectTables(tables, settings, told),
    )
}

/** Hides what is small, and nothing else. */
const smallHidden: Answer = async (tables) => ({
  tables: tables.map(({ of, cells }) => ({
    of,
    cells: cells.map(({ at, count }) => ({
      at,
      count:
        count < K
          ? { suppressed: true, value: null, shown: '<10', rule: 'small' }
          : { suppressed: false, value: count, shown: String(count), rule: null },
    })),
  })),
  method: { k: K, rounding: 1, noise: 'none', complementary: false, budgetLeft: 0 },
  drifted: 0,
})

/** How often the planted number is guessed, and how far numbers of at least thirty that are told are off. */
async function attack(answerOf: (seed: number) => Answer, noise?: number, worlds = WORLDS) {
  const found = { cells: [] as Guessed[], errors: [] as number[] }
  for (let seed = 1; seed <= worlds; seed++) {
    const world = makeWorld(seed)
    const answer = answerOf(seed)
    const chance = seeded(1_000 + seed)
    const notebook = openNotebook(noise)
    const patterns = openPatterns()
    let asked: Asked | undefined
    for (let i = 0; i < OF_A_WORLD; i++) {
      asked = nextQuestion(chance, asked)
      const tables = tablesOf(asked).map(world.table)
      // As insight does: of who is restricted to some, the same of all children goes with it.
      const all = asked.within.length > 0 ? [world.table({ ...asked, within: [] })] : []
      const told = await answer([...tables, ...all])
      notebook.write(asked, told.tables)
      patterns.write(asked, told)
      found.errors.push(...tables.flatMap((table, at) => errorsOf(table, told.tables[at])))
    }
    found.cells.push(
      ...world.planted.map(({ area, kind, count }) => ({
        district: `${seed} ${districtOf(area)}`,
        count,
        guess: notebook.guess(area, kind),
        pattern: patterns.of(area),
      })),
    )
  }
  return found
}

interface Guessed extends Seen {
  readonly guess: number
}

function districtOf(area: string): number {
  return GRID.AREA.groups.findIndex((group) => group.some((one) => one === area))
}

const hits = (cells: readonly Guessed[]) =>
  cells.filter(({ count, guess }) => count === guess).length

/**
 * The same guesses, where the planted numbers of each district changed places: so many are right of who knows all that
 * may be known of districts, and nothing of areas.
 */
function hitsElsewhere(cells: readonly Guessed[], times: number): readonly number[] {
  const chance = seeded(99)
  const districts = [...Map.groupBy(cells, ({ district }) => district).values()]
  return Array.from({ length: times }, () =>
    districts.reduce((sum, own) => {
      const counts = own
        .map(({ count }) => ({ count, lot: chance() }))
        .sort((a, b) => a.lot - b.lot)
      return sum + own.filter(({ guess }, i) => guess === counts[i]?.count).length
    }, 0),
  ).sort((a, b) => a - b)
}

function errorsOf({ cells }: CountTable, told: ProtectedTable | undefined): readonly number[] {
  const shown = new Map(told?.cells.map(({ at, count }) => [at.join(), count.value]))
  return cells.flatMap(({ at, count }) => {
    const value = shown.get(at.join())
    return count >= 30 && typeof value === 'number' ? [Math.abs(value - count)] : []
  })
}

describe('who asks on and on: margins, areas, months, groups that overlap, shares, the same a little narrower', () => {
  test(
    'MUST guess no planted cell below k better than who knows of districts only; and what is told is at most two off',
    async () => {
      const { cells, errors } = await attack(protectedBy)
      expect(cells.length).toBeGreaterThanOrEqual(12 * WORLDS)
      const elsewhere = hitsElsewhere(cells, TIMES)
      expect(hits(cells)).toBeLessThanOrEqual(elsewhere[Math.floor(0.975 * TIMES)] ?? 0)
      const followed = followedBy(cells, TIMES)
      expect(followed.most).toBeLessThanOrEqual(followed.elsewhere[Math.floor(0.975 * TIMES)] ?? 0)

      expect(errors.length).toBeGreaterThan(QUESTIONS)
      errors.sort((a, b) => a - b)
      expect(errors[Math.floor(errors.length / 2)]).toBeLessThanOrEqual(2)
    },
    PATIENCE_MS,
  )

  test(
    'finds nearly all of them where only what is small is hidden',
    async () => {
      const { cells } = await attack(() => smallHidden, 0.05, 1)
      expect(hits(cells) / cells.length).toBeGreaterThan(0.8)
      expect(hitsElsewhere(cells, TIMES)[Math.floor(0.975 * TIMES)]).toBeLessThan(hits(cells))
    },
    PATIENCE_MS,
  )
})
