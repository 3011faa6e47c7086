/**
 * Somebody who asks on and on, and what that teaches of cells that are too small to be told.
 *
 * @module
 */

import { describe, expect, test } from 'vitest'
import { nextQuestion, openNotebook } from '../test/disclosure-attacker.ts'
import {
  type Asked,
  GRID,
  makeWorld,
  PLANTED_VALUES,
  seeded,
  type World,
} from '../test/disclosure-world.ts'
import { cases } from '../test/scale.ts'
import { type CountTable, type ProtectedTable, protectTables } from './disclosure.ts'
import { ledgerInMemory } from './disclosure-ledger.ts'

const K = 10
const QUESTIONS = cases(500, 10_000)
/** Each is asked so often. */
const OF_A_WORLD = cases(250, 500)
const WORLDS = Math.ceil(QUESTIONS / OF_A_WORLD)

type Answer = (table: CountTable) => Promise<ProtectedTable>

/** Two analysts by turns, of one project. */
function protectedBy(seed: number): Answer {
  const ledger = ledgerInMemory()
  const settings = { k: K, grid: GRID, secret: Buffer.from(String(seed).padStart(32)) }
  return (table) =>
    ledger.use({ project: 'kvk:90000001 research', edition: '2020-09-21', grid: GRID }, (told) => {
      const [only] = protectTables([table], settings, told).tables
      if (!only) throw new Error('a table has an answer')
      return only
    })
}

/** Hides what is small, and nothing else. */
const smallHidden: Answer = async ({ of, cells }) => ({
  of,
  cells: cells.map(({ at, count }) => ({
    at,
    count:
      count < K
        ? { suppressed: true, value: null, shown: '<10', rule: 'small' }
        : { suppressed: false, value: count, shown: String(count), rule: null },
  })),
})

/** How often the planted number is guessed, and how far numbers of at least thirty that are told are off. */
async function attack(answerOf: (seed: number) => Answer, noise?: number, worlds = WORLDS) {
  const found = { planted: 0, guessed: 0, errors: [] as number[] }
  for (let seed = 1; seed <= worlds; seed++) {
    const world = makeWorld(seed)
    const answer = answerOf(seed)
    const chance = seeded(1_000 + seed)
    const notebook = openNotebook(noise)
    let asked: Asked | undefined
    for (let i = 0; i < OF_A_WORLD; i++) {
      asked = nextQuestion(chance, asked)
      const table = world.table(asked)
      const told = await answer(table)
      notebook.write(asked, told)
      found.errors.push(...errorsOf(table, told))
    }
    found.planted += world.planted.length
    found.guessed += guessedIn(world, notebook.guess)
  }
  return found
}

function guessedIn({ planted }: World, guess: (area: string, kind: string) => number): number {
  return planted.filter(({ area, kind, count }) => guess(area, kind) === count).length
}

function errorsOf({ cells }: CountTable, told: ProtectedTable): readonly number[] {
  const shown = new Map(told.cells.map(({ at, count }) => [at.join(), count.value]))
  return cells.flatMap(({ at, count }) => {
    const value = shown.get(at.join())
    return count >= 30 && typeof value === 'number' ? [Math.abs(value - count)] : []
  })
}

/** So often who knows nothing guesses right, and no more by chance than once in a thousand times. */
function byChance(planted: number): number {
  const share = 1 / PLANTED_VALUES
  return planted * share + 3.1 * Math.sqrt(planted * share * (1 - share))
}

describe('who asks on and on: margins, areas, months, groups that overlap, shares, the same a little narrower', () => {
  test('MUST guess no planted cell below k better than who knows nothing; and what is told is at most two off', async () => {
    const { planted, guessed, errors } = await attack(protectedBy)
    expect(planted).toBeGreaterThanOrEqual(12 * WORLDS)
    expect(guessed).toBeLessThanOrEqual(byChance(planted))

    expect(errors.length).toBeGreaterThan(QUESTIONS)
    errors.sort((a, b) => a - b)
    expect(errors[Math.floor(errors.length / 2)]).toBeLessThanOrEqual(2)
  })

  test('finds nearly all of them where only what is small is hidden', async () => {
    const { planted, guessed } = await attack(() => smallHidden, 0.05, 1)
    expect(guessed / planted).toBeGreaterThan(0.8)
  })
})
