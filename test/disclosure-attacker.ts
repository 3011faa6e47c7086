/**
 * Somebody who asks again and again, keeps every number that is told, and reckons from all of them together how many
 * are in the cells that are hidden: the likeliest number by all linear equations together, with their noise.
 *
 * @module
 */

import type { GridValue, ProtectedTable } from '../privacy/disclosure.ts'
import {
  type Asked,
  DIMENSIONS,
  type DimensionName,
  GRID,
  PLANTED_VALUES,
  tablesOf,
} from './disclosure-world.ts'

type Chance = () => number

/**
 * What is next asked: tables by one to three dimensions, series by as many beside months, the steps to a cohort; and the
 * same with a little less.
 */
export function nextQuestion(chance: Chance, before: Asked | undefined): Asked {
  if (before && before.within.length > 0 && chance() < 0.4) return narrowed(before, chance)
  const shape = SHAPES[Math.floor(chance() * SHAPES.length)] ?? 'TABLE'
  const names = shuffled(DIMENSIONS, chance).filter(
    (name) => shape !== 'SERIES' || name !== 'MONTH',
  )
  const by = shape === 'STEPS' ? [] : names.slice(0, oneOf(HOW_MANY, chance))
  const filters = names.slice(by.length, by.length + Math.floor(chance() * 3))
  const axes = shape === 'SERIES' ? ['MONTH' as const, ...by] : by
  const share = chance()
  return {
    shape,
    axes: axes.map((dimension) => ({ dimension, values: valuesOf(dimension, chance) })),
    within: filters.map((dimension) => ({ dimension, ...someOf(dimension, chance) })),
    ...(share < 0.1 && { share: { of: 'few@1', counts: (kind) => kind === 'rare' } }),
    ...(share > 0.9 && { share: { of: 'most@1', counts: (kind) => kind !== 'rare' } }),
  }
}

const SHAPES = ['TABLE', 'TABLE', 'TABLE', 'SERIES', 'STEPS'] as const
/** By how many dimensions: who knows of whom is by two of two values, and few tables are by three. */
const HOW_MANY = [1, 1, 1, 2, 2, 2, 3]

export function shuffled<T>(all: readonly T[], chance: Chance): readonly T[] {
  return all
    .map((one) => ({ one, lot: chance() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ one }) => one)
}

const leavesOf = (dimension: DimensionName): readonly string[] => GRID[dimension].leaves

function valuesOf(dimension: DimensionName, chance: Chance): readonly GridValue[] {
  const leaves = leavesOf(dimension)
  const groups = chance() < 0.3 ? GRID[dimension].groups : []
  const each = [...leaves.map((leaf) => [leaf]), ...groups, ...(chance() < 0.6 ? [leaves] : [])]
  return each.map((own) => ({ label: own.join('+'), leaves: own }))
}

function someOf(dimension: DimensionName, chance: Chance): GridValue {
  const leaf = oneOf(leavesOf(dimension), chance)
  const groups: readonly (readonly string[])[] = GRID[dimension].groups
  const leaves = groups.length > 0 && chance() < 0.5 ? oneOf(groups, chance) : [leaf]
  return { label: leaves.join('+'), leaves }
}

function oneOf<T>(all: readonly T[], chance: Chance): T {
  return all[Math.floor(chance() * all.length)] as T
}

/** One of the restrictions is another. */
function narrowed({ within, ...rest }: Asked, chance: Chance): Asked {
  const at = Math.floor(chance() * within.length)
  return {
    ...rest,
    within: within.map((one, i) => (i === at ? { ...one, ...someOf(one.dimension, chance) } : one)),
  }
}

export interface Notebook {
  /** What was told of each of its tables. */
  write(asked: Asked, told: readonly ProtectedTable[]): void
  /** The likeliest number of children of that kind in that area. */
  guess(area: string, kind: string): number
  /** How far what was told of it lies from what was expected, as much as it is known surely. */
  learnt(area: string, kind: string): number
  readonly numbers: number
}

/** What the attacker knows of how it was made: how many there may be of a kind in an area. */
const RARE = { mean: 4.5, variance: 8.25 }
const COMMON = { mean: 74.5, variance: 675 }
const WITHIN_GROUP = ['MONTH', 'SEX', 'KNOWN'] as const
const PARTS = WITHIN_GROUP.reduce((parts, name) => parts * leavesOf(name).length, 1)
interface Place {
  readonly at: Readonly<Partial<Record<DimensionName, string>>>
  readonly group: number
  readonly prior: typeof RARE
}

/** Nearly nothing was learnt. */
const NOTHING = 1e-6

/**
 * Unknown is how many there are of each kind in each area, and in each month and of each sex of those: the posterior
 * mean of all of these together, by conjugate gradients. `noise`: the variance of what is told.
 */
export function openNotebook(noise = 4): Notebook {
  const groups = leavesOf('AREA').flatMap((AREA) =>
    leavesOf('KIND').map((KIND) => ({ AREA, KIND })),
  )
  const parts = WITHIN_GROUP.reduce<Partial<Readonly<Record<DimensionName, string>>>[]>(
    (all, name) => all.flatMap((part) => leavesOf(name).map((leaf) => ({ ...part, [name]: leaf }))),
    [{}],
  )
  const places = groups.flatMap((group, i) =>
    parts.map(
      (part): Place => ({ at: { ...group, ...part }, group: i, prior: priorOf(group.KIND) }),
    ),
  )
  const groupOf = Int32Array.from(places, ({ group }) => group)
  // Each of its places varies by itself, too; together they vary as much as the group does.
  const precisions = Float64Array.from([
    ...groups.map(({ KIND }) => 1 / (priorOf(KIND).variance - priorOf(KIND).mean)),
    ...places.map(({ prior }) => PARTS / prior.mean),
  ])
  const rows = new Map<string, { at: readonly number[]; value: number }>()
  let learnt: Float64Array | undefined

  /** How far what is in these places is from what was expected. */
  const sumOf = (x: Float64Array, at: readonly number[]) => {
    let sum = 0
    for (const i of at) {
      sum += (x[groups.length + i] ?? 0) + (x[groupOf[i] ?? 0] ?? 0) / PARTS
    }
    return sum
  }

  const addTo = (y: Float64Array, at: readonly number[], value: number) => {
    for (const i of at) {
      const group = groupOf[i] ?? 0
      y[groups.length + i] = (y[groups.length + i] ?? 0) + value
      y[group] = (y[group] ?? 0) + value / PARTS
    }
  }

  function solve(target: Float64Array): Float64Array {
    return solveFor(target, (x) => {
      const y = x.map((one, i) => one * (precisions[i] ?? 0))
      for (const { at } of rows.values()) addTo(y, at, sumOf(x, at) / noise)
      return y
    })
  }

  function learn(): Float64Array {
    const target = new Float64Array(precisions.length)
    for (const { at, value } of rows.values()) {
      const expected = at.reduce((sum, i) => sum + (places[i]?.prior.mean ?? 0) / PARTS, 0)
      addTo(target, at, (value - expected) / noise)
    }
    return solve(target)
  }

  function note(at: readonly number[], value: number): void {
    rows.set(at.join(), { at, value })
    learnt = undefined
  }

  function writeOne({ axes, within, share }: Asked, cells: ProtectedTable['cells']): void {
    const members = new Map<string, number[]>()
    for (const [i, { at }] of places.entries()) {
      if (!within.every(({ dimension, leaves }) => leaves.includes(at[dimension] ?? ''))) continue
      let labels: readonly string[] = ['']
      for (const { dimension, values } of axes) {
        const own = values.filter(({ leaves }) => leaves.includes(at[dimension] ?? ''))
        labels = labels.flatMap((label) => own.map((value) => `${label}\n${value.label}`))
      }
      for (const label of labels) {
        const those = members.get(label)
        if (those) those.push(i)
        else members.set(label, [i])
      }
    }
    for (const { at, count, denominator } of cells) {
      const all = members.get(['', ...at].join('\n')) ?? []
      const own = share ? all.filter((i) => share.counts(places[i]?.at.KIND ?? '')) : all
      if (count.value !== null && own.length > 0) note(own, count.value)
      if (denominator && denominator.value !== null) note(all, denominator.value)
    }
  }

  return {
    get numbers() {
      return rows.size
    },
    write(asked, tables) {
      for (const [i, one] of tablesOf(asked).entries()) writeOne(one, tables[i]?.cells ?? [])
    },
    guess(area, kind) {
      const { off, left } = knownOf(area, kind)
      return likeliest(priorOf(kind), off, left)
    },
    learnt(area, kind) {
      const { off, left } = knownOf(area, kind)
      return off / left
    },
  }

  function knownOf(area: string, kind: string) {
    learnt ??= learn()
    const group = groups.findIndex(({ AREA, KIND }) => AREA === area && KIND === kind)
    const own = places.flatMap((place, i) => (place.group === group ? [i] : []))
    const alone = new Float64Array(precisions.length)
    addTo(alone, own, 1)
    return { off: sumOf(learnt, own), left: sumOf(solve(alone), own) }
  }
}

/** Of the planted numbers, all as likely beforehand, by how far off the mean was found to be, and how surely. */
function likeliest({ mean, variance }: typeof RARE, off: number, left: number): number {
  const known = 1 / left - 1 / variance
  if (known < NOTHING) return Math.round(mean)
  const seen = mean + off / left / known
  return Math.min(PLANTED_VALUES - 1, Math.max(0, Math.round(seen)))
}

function priorOf(kind: string) {
  return kind === 'rare' ? RARE : COMMON
}

const STEPS = 60

function solveFor(target: Float64Array, times: (x: Float64Array) => Float64Array): Float64Array {
  const x = new Float64Array(target.length)
  const left = target.slice()
  let way = left.slice()
  let size = dot(left, left)
  for (let step = 0; step < STEPS && size > 1e-8; step++) {
    const pulled = times(way)
    const by = size / dot(way, pulled)
    for (let i = 0; i < x.length; i++) {
      x[i] = (x[i] ?? 0) + by * (way[i] ?? 0)
      left[i] = (left[i] ?? 0) - by * (pulled[i] ?? 0)
    }
    const next = dot(left, left)
    way = way.map((one, i) => (left[i] ?? 0) + (next / size) * one)
    size = next
  }
  return x
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, one, i) => sum + one * (b[i] ?? 0), 0)
}
