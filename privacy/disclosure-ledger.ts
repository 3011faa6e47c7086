/**
 * What was told to a project, kept for as long as the edition of the data: two analysts of one project are one.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { Grid } from './disclosure.ts'
import { openTold, type Told } from './disclosure-audit.ts'
import { valuesOn } from './disclosure-lay-out.ts'
import { memo } from './memo.ts'

/**
 * In an edition the data do not change: the day from which answers are as known (a Monday), and the grid. A later
 * edition begins anew.
 */
export interface Shelf {
  readonly project: string
  readonly edition: string
  readonly grid: Grid
}

export interface DisclosureLedger {
  /** One after the other for a project; what was decided is durable before this resolves. Rejects: nothing may be told. */
  use<T>(shelf: Shelf, work: (told: Told) => T): Promise<T>
  /** What stands beside numbers, by its name: as it was told first in the edition. Durable, as what was decided. */
  first(of: Omit<Shelf, 'grid'>, told: Beside): Promise<Beside>
}

/** Anything that JSON has; nothing of it is of few children. */
export type Beside = Readonly<Record<string, unknown>>

/** Of an edition under a grid: where the grid is another, it is another edition. */
export function shelfName({ project, edition, grid }: Shelf): string {
  return JSON.stringify([project, edition, digestOf(grid)])
}

const digestOf = memo(new WeakMap<Grid, string>(), (grid) =>
  createHash('sha256').update(JSON.stringify(grid)).digest('hex').slice(0, 16),
)

/** For tests, and for figures. */
export function ledgerInMemory(): DisclosureLedger {
  const shelves = new Map<string, Told>()
  const beside = new Map<string, unknown>()
  return {
    async first({ project, edition }, told) {
      const first = Object.entries(told).map(([name, value]) => {
        const place = JSON.stringify([project, edition, name])
        if (!beside.has(place)) beside.set(place, structuredClone(value))
        return [name, beside.get(place)] as const
      })
      return Object.fromEntries(first)
    },
    async use(shelf, work) {
      const name = shelfName(shelf)
      const told = shelves.get(name) ?? openTold(valuesOn(shelf.grid))
      shelves.set(name, told)
      const result = work(told)
      told.takeFresh()
      return result
    },
  }
}
