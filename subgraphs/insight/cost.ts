/**
 * What a table would take, before anything is counted.
 *
 * @module
 */

import type { Grid } from '../../privacy/disclosure.ts'
import { GraphError } from '../../schema/errors.ts'
import type { DimensionName } from './dimension.ts'

/** Each is judged beside all that was told before, and most cells of a larger table would be too small to tell. */
export const MOST_CELLS = 4_000
/** Longer numbers do not leave the gateway. */
const MOST_TOLD = 99_999_999

/** Throws TABLE_TOO_LARGE with the number of cells that it would have. */
export function checkCost(periods: number, by: readonly DimensionName[], grid: Grid): void {
  const estimated = by.reduce((cells, name) => cells * (grid[name]?.leaves.length ?? 1), periods)
  if (estimated > MOST_CELLS) {
    throw new GraphError('TABLE_TOO_LARGE', {
      cost: { estimated: Math.min(estimated, MOST_TOLD), budget: MOST_CELLS },
    })
  }
}
