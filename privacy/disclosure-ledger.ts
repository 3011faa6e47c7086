/**
 * What was told to a project, kept for as long as the edition of the data: two analysts of one project are one.
 *
 * @module
 */

import type { Grid } from './disclosure.ts'
import { openTold, type Told } from './disclosure-audit.ts'
import { valuesOn } from './disclosure-lay-out.ts'

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
}

/** For tests, and for figures. */
export function ledgerInMemory(): DisclosureLedger {
  const shelves = new Map<string, Told>()
  return {
    async use({ project, edition, grid }, work) {
      const name = JSON.stringify([project, edition])
      const told = shelves.get(name) ?? openTold(valuesOn(grid))
      shelves.set(name, told)
      return work(told)
    },
  }
}
