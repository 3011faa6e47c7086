/**
 * The attack in some towns, and what chance makes of it.
 *
 * @module
 */

import {
  type CountTable,
  type ProtectedTable,
  type ProtectedTables,
  protectTables,
} from '../privacy/disclosure.ts'
import { ledgerInMemory } from '../privacy/disclosure-ledger.ts'
import { nextQuestion, openNotebook } from './disclosure-attacker.ts'
import { openPatterns, type Seen } from './disclosure-patterns.ts'
import {
  type Asked,
  COMMON_VALUES,
  GRID,
  KINDS,
  makeWorld,
  seeded,
  tablesOf,
  type World,
} from './disclosure-world.ts'

export const K = 10

export type Answer = (tables: readonly CountTable[]) => Promise<ProtectedTables>

/** Two analysts by turns, of one project. */
export function protectedBy(seed: number): Answer {
  const ledger = ledgerInMemory()
  const settings = { k: K, grid: GRID, secret: Buffer.from(String(seed).padStart(32)) }
  return (tables) =>
    ledger.use({ project: 'kvk:90000001 research', edition: '2020-09-21', grid: GRID }, (told) =>
      protectTables(tables, settings, told),
    )
}

export interface Guessed extends Seen {
  readonly guess: number
  /** As far as it is known, and in which direction. */
  readonly learnt: number
  /** The kinds that are hidden beside it in its area, and how many are in all of them: with the planted number that is told. */
  readonly beside: { readonly kinds: number; readonly count: number }
}

interface Attack {
  readonly answerOf?: (seed: number) => Answer
  readonly noise?: number
  readonly towns: readonly number[]
  /** In each of them. */
  readonly questions: number
}

/** What is guessed of each planted number, and how far numbers of at least thirty that are told are off. */
export async function attack({ answerOf = protectedBy, noise, towns, questions }: Attack) {
  const found = { cells: [] as Guessed[], errors: [] as number[] }
  for (const seed of towns) {
    const world = makeWorld(seed)
    const answer = answerOf(seed)
    const chance = seeded(1_000 + seed)
    const notebook = openNotebook(noise)
    const patterns = openPatterns()
    let asked: Asked | undefined
    for (let i = 0; i < questions; i++) {
      asked = nextQuestion(chance, asked)
      const tables = tablesOf(asked).map(world.table)
      // As insight does: of who is restricted to some, the same of all children goes with it.
      const all = asked.within.length > 0 ? [world.table({ ...asked, within: [] })] : []
      const told = await answer([...tables, ...all])
      notebook.write(asked, told.tables)
      patterns.write(asked, told)
      found.errors.push(...tables.flatMap((table, at) => errorsOf(table, told.tables[at])))
    }
    const besideIn = await hiddenBeside(world, answer)
    found.cells.push(
      ...world.planted.map(({ area, kind, count }) => ({
        district: `${seed} ${districtOf(area)}`,
        count,
        guess: notebook.guess(area, kind),
        learnt: notebook.learnt(area, kind),
        pattern: patterns.of(area),
        beside: besideIn(area),
      })),
    )
  }
  return found
}

function districtOf(area: string): number {
  return GRID.AREA.groups.findIndex((group) => group.some((one) => one === area))
}

/** Asked last of all. */
async function hiddenBeside(world: World, answer: Answer) {
  const each = (names: readonly string[]) => names.map((leaf) => ({ label: leaf, leaves: [leaf] }))
  const table = world.table({
    shape: 'TABLE',
    within: [],
    axes: [
      { dimension: 'AREA', values: each(GRID.AREA.leaves) },
      { dimension: 'KIND', values: each(KINDS.filter((kind) => kind !== 'rare')) },
    ],
  })
  const told = (await answer([table])).tables[0]?.cells ?? []
  const hidden = new Set(told.flatMap(({ at, count }) => (count.value === null ? [at.join()] : [])))
  return (area: string) => {
    const own = table.cells.filter(({ at }) => at[0] === area && hidden.has(at.join()))
    return { kinds: own.length, count: own.reduce((sum, { count }) => sum + count, 0) }
  }
}

function errorsOf({ cells }: CountTable, told: ProtectedTable | undefined): readonly number[] {
  const shown = new Map(told?.cells.map(({ at, count }) => [at.join(), count.value]))
  return cells.flatMap(({ at, count }) => {
    const value = shown.get(at.join())
    return count >= 30 && typeof value === 'number' ? [Math.abs(value - count)] : []
  })
}

interface Score {
  readonly found: number
  /** Where the planted numbers of each district changed places. */
  readonly byChance: number
  readonly deviation: number
}

/**
 * How many guesses are right, and how closely what was learnt follows the numbers; beside the same where the planted numbers of each
 * district changed places, as far as what is told of them with what is hidden beside them lets them. So many are right of who knows
 * all that is published of districts and areas, and nothing of the numbers themselves.
 */
export function scored(cells: readonly Guessed[]): { right: Score; followed: Score } {
  const districts = [...Map.groupBy(cells, ({ district }) => district).values()]
  const add = (of: (cell: Guessed, count: number) => number): Score => {
    const sums = { found: 0, byChance: 0, variance: 0 }
    for (const own of districts) {
      const sumOf = (counts: readonly number[]) =>
        own.reduce((sum, cell, i) => sum + of(cell, counts[i] ?? 0), 0)
      const others = exchanges(own).map(sumOf)
      const mean = others.reduce((sum, one) => sum + one, 0) / others.length
      sums.found += sumOf(own.map(({ count }) => count))
      sums.byChance += mean
      sums.variance += others.reduce((sum, one) => sum + (one - mean) ** 2, 0) / others.length
    }
    const { found, byChance, variance } = sums
    return { found, byChance, deviation: Math.sqrt(variance) }
  }
  return {
    right: add(({ guess }, count) => (guess === count ? 1 : 0)),
    followed: add(({ learnt }, count) => learnt * count),
  }
}

/** In standard deviations. */
export function beyondChance({ found, byChance, deviation }: Score): number {
  return (found - byChance) / deviation
}

/** All ways in which they may be, as they are among them. */
function exchanges(own: readonly Guessed[]): readonly (readonly number[])[] {
  const [least, most] = COMMON_VALUES
  return ordersOf(own.map(({ count }) => count)).filter((counts) =>
    own.every(({ beside: { kinds, count: others }, count }, i) => {
      const left = others + count - (counts[i] ?? 0)
      return kinds === 0 || (left >= least * kinds && left <= most * kinds)
    }),
  )
}

function ordersOf(all: readonly number[]): readonly (readonly number[])[] {
  if (all.length < 2) return [all]
  return all.flatMap((one, i) => ordersOf(all.toSpliced(i, 1)).map((rest) => [one, ...rest]))
}
