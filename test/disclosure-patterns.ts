/**
 * What is beside the numbers, and whether it tells how many are in a cell: which cells are hidden, by which rule, and what was paid.
 *
 * @module
 */

import type { ProtectedTables } from '../privacy/disclosure.ts'
import { type Asked, type DimensionName, GRID, seeded, tablesOf } from './disclosure-world.ts'

export interface Patterns {
  write(asked: Asked, told: ProtectedTables): void
  /** By name, between nought and one: of the cells of such a kind that lie in the area, which part was told, or hidden so. */
  of(area: string): ReadonlyMap<string, number>
}

export function openPatterns(): Patterns {
  /** By area, and by the cell: what of it was seen, and of what kind it is. */
  const seen = new Map<string, Map<string, readonly [kind: string, rule: string]>>()
  const paid = new Map<string, { cells: number; from: number }>()
  let left: number | undefined

  return {
    write(asked, { tables, method }) {
      const area = asked.within.find(({ dimension }) => dimension === 'AREA')?.label ?? ''
      const own = paid.get(area) ?? { cells: 0, from: 0 }
      paid.set(area, {
        cells: own.cells + (left ?? method.budgetLeft) - method.budgetLeft,
        from: own.from + tables.reduce((sum, { cells }) => sum + cells.length, 0),
      })
      left = method.budgetLeft
      for (const [i, one] of tablesOf(asked).entries()) {
        for (const { at, count, denominator } of tables[i]?.cells ?? []) {
          const parts = partsOf(one, at)
          see(parts, asked.share?.of ?? 'all', count.rule ?? 'told')
          if (denominator) see(parts, 'all', denominator.rule ?? 'told')
        }
      }
    },
    of(area) {
      const { cells, from } = paid.get(area) ?? { cells: 0, from: 1 }
      const found = new Map([['paid', cells / from]])
      const kinds = Map.groupBy(seen.get(area)?.values() ?? [], ([kind]) => kind)
      for (const [kind, all] of kinds) {
        for (const [rule, those] of Map.groupBy(all, ([, rule]) => rule)) {
          found.set(`${kind} ${rule}`, those.length / all.length)
        }
      }
      return found
    },
  }

  function see(parts: ReadonlyMap<DimensionName, string>, of: string, rule: string): void {
    const area = parts.get('AREA') ?? ''
    const own = seen.get(area) ?? new Map<string, readonly [string, string]>()
    seen.set(area, own)
    const kind = parts.get('KIND') ? 'of a kind' : 'of all kinds'
    own.set(`${of} ${[...parts].sort()}`, [`${of} ${kind} by ${parts.size}`, rule])
  }
}

/** To what a cell is restricted; what is of everybody is no restriction. */
function partsOf({ axes, within }: Asked, at: readonly string[]) {
  const values = axes.flatMap(({ dimension, values }, i) => {
    const value = values.find(({ label }) => label === at[i])
    const isAll = value?.leaves.length === GRID[dimension].leaves.length
    return value && !isAll ? [[dimension, value.label] as const] : []
  })
  return new Map([...within.map(({ dimension, label }) => [dimension, label] as const), ...values])
}

export interface Seen {
  /** Of which the sum may be told. */
  readonly district: string
  readonly count: number
  readonly pattern: ReadonlyMap<string, number>
}

/**
 * How closely the planted numbers follow the pattern that they follow most closely, within districts; and the same where the numbers of each
 * district change places, from the least to the most.
 */
export function followedBy(cells: readonly Seen[], times: number) {
  const names = [...new Set(cells.flatMap(({ pattern }) => [...pattern.keys()]))]
  const districts = [...Map.groupBy(cells, ({ district }) => district).values()].map((own) => ({
    counts: lessMean(own.map(({ count }) => count)),
    patterns: names.map((name) => lessMean(own.map(({ pattern }) => pattern.get(name) ?? 0))),
  }))
  const sizes = names.map((_, at) =>
    Math.hypot(...districts.flatMap(({ patterns }) => patterns[at] ?? [])),
  )
  const most = (lay: (counts: readonly number[]) => readonly number[]) => {
    const sums = names.map(() => 0)
    for (const { counts, patterns } of districts) {
      const laid = lay(counts)
      for (const [at, own] of patterns.entries()) {
        sums[at] = (sums[at] ?? 0) + own.reduce((sum, one, i) => sum + one * (laid[i] ?? 0), 0)
      }
    }
    return Math.max(...sums.map((sum, at) => Math.abs(sum) / (sizes[at] || 1)))
  }
  const chance = seeded(98)
  const elsewhere = Array.from({ length: times }, () =>
    most((counts) =>
      counts
        .map((count) => ({ count, lot: chance() }))
        .sort((a, b) => a.lot - b.lot)
        .map(({ count }) => count),
    ),
  ).sort((a, b) => a - b)
  return { most: most((counts) => counts), elsewhere }
}

function lessMean(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length
  return values.map((one) => one - mean)
}
