/**
 * As of when figures are: the data stand still for a week, so that nobody learns of one child by asking before and after it.
 *
 * Whatever moment is asked about is taken back to the Monday before it, on both clocks. With the Monday goes a grid: the
 * municipalities that there were then, and the areas in which at least k children were: that an area is there tells no more than a
 * number that may be told. While a registry was never linked, most children whom it knows are nobody yet: what is told then is
 * another edition, which ends with its first linking. Of a domain that is linked for the first time, what it had told by then is
 * known from then on, and not from the next Monday.
 *
 * @module
 */

import { DEFAULT_K, type Grid } from '../../privacy/disclosure.ts'
import type { AsOf } from '../../schema/as-of.ts'
import type { Domain } from '../../schema/domain.ts'
import { COHORTS, leafOf } from './cohort-definition.ts'
import { DAY_MS } from './days.ts'
import { type Found, gridOf } from './dimension.ts'
import type { Store } from './store.ts'

/** When domains were linked for the first time, as far as somebody knows. */
export type Since = Readonly<Partial<Record<Domain, string>>>

export interface Edition {
  /** A Monday, at midnight in UTC: what was written down from then on is not known. */
  readonly knownAt: string
  /** The last day of which anything is known: the one before the Monday, or what was asked. */
  readonly today: string
  readonly grid: Grid
  /** Registries whose records were never linked by then, in order. */
  readonly without: readonly string[]
  /** Domains that were linked for the first time in the week after: of these what was written down by then is known, too. */
  readonly since: Since
}

type Named = Pick<Edition, 'knownAt' | 'without' | 'since'>

/** What is asked about; of an answer that is given again also what was linked when it was given. */
export type EditionAsked = AsOf & Partial<Pick<Edition, 'without' | 'since'>>

export function nameOfEdition({ knownAt, without, since }: Named): string {
  const first = Object.entries(since)
    .map((one) => ` with ${one.join(' since ')}`)
    .sort()
  return [knownAt, ...without].join(' without ') + first.join('')
}

interface Editing {
  readonly unlinked: () => readonly string[]
  readonly since: () => Since
  /** As it was found first for this edition, in whichever process. */
  readonly first: (edition: string, found: Found) => Promise<Found>
  /** An area of fewer children is not on the grid. */
  readonly k: number
}

const ALONE: Editing = {
  ...{ unlinked: () => [], since: () => ({}), first: async (_, found) => found, k: DEFAULT_K },
}

/** Grids are kept, since each has to stay as it is while its edition lasts. */
export function openEditions(
  store: Store,
  now: () => Date,
  editing = ALONE,
): (asked?: EditionAsked) => Promise<Edition> {
  const { unlinked, first, k } = editing
  const grids = new Map<string, Promise<Grid>>()
  const MOST = 200

  return async function editionOf({ validAt, knownAt, without = unlinked(), ...asked } = {}) {
    const moment = knownAt ? new Date(knownAt) : now()
    const known = mondayOf(moment)
    const valid = validAt ? mondayOf(new Date(validAt)) : known
    const since = asked.since ?? between(known, moment, editing.since())
    const name = nameOfEdition({ knownAt: known.toISOString(), without, since })
    const grid = grids.get(name) ?? readGrid(name)
    grids.set(name, grid)
    const [oldest = ''] = grids.keys()
    if (grids.size > MOST) grids.delete(oldest)
    grid.catch(() => grids.delete(name))
    const last = Math.min(valid.getTime(), known.getTime()) - DAY_MS
    return {
      knownAt: known.toISOString(),
      today: new Date(last).toISOString().slice(0, 10),
      grid: await grid,
      without,
      since,
    }
  }

  /** What is on it by our own definitions is as they are now; a receipt says by which grid it was judged. */
  async function readGrid(edition: string): Promise<Grid> {
    const found = await findValues(store, k, now().getUTCFullYear() + 1)
    return gridOf(await first(edition, found), COHORTS.map(leafOf))
  }
}

function between(monday: Date, moment: Date, since: Since): Since {
  const inWeek = Object.entries(since).filter(([, at]) => {
    const linked = new Date(at)
    return linked >= monday && linked <= moment
  })
  return Object.fromEntries(inWeek)
}

function mondayOf(moment: Date): Date {
  const midnight = Math.floor(moment.getTime() / DAY_MS) * DAY_MS
  return new Date(midnight - ((moment.getUTCDay() + 6) % 7) * DAY_MS)
}

async function findValues(store: Store, k: number, lastYear: number): Promise<Found> {
  const values = async (column: string, least: number) => {
    const rows = await store.select(
      `SELECT ${column} AS value FROM insight.all_children WHERE ${column} IS NOT NULL
       GROUP BY value HAVING count(*) >= ${least} ORDER BY value`,
    )
    return rows.map(({ value }) => String(value))
  }
  return {
    MUNICIPALITY: await values('municipality', 1),
    AREA: await values('postcode4', k),
    lastYear,
  }
}
