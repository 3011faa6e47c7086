/**
 * What was fed of a town, in the store of `insight`, and what each definition counts in it: unit by unit, before anything of it
 * is put together, protected or told.
 *
 * @module
 */

import type { FeedPage } from '../../schema/feed.ts'
import { OWN_DIMENSIONS } from '../../subgraphs/insight/dimension.ts'
import type { Indicator } from '../../subgraphs/insight/indicator.ts'
import { tablesOf } from '../../subgraphs/insight/scope.ts'
import { openStore } from '../../subgraphs/insight/store.ts'
import { openTakeIn } from '../../subgraphs/insight/take-in.ts'
import type { Asked, Unit } from './figures.ts'

export interface Counted {
  readonly children: number
  unitsOf(indicator: Indicator): Promise<readonly Unit[]>
  close(): void
}

/** Children of one municipality, and what is told of them until today. */
export async function openCounted(
  pages: readonly FeedPage[],
  municipality: string,
  { periods, today }: Asked,
): Promise<Counted> {
  const store = await openStore()
  const takeIn = openTakeIn(store, new Uint8Array(64))
  for (const page of pages) await takeIn(page)
  const tables = tablesOf({
    ...{ municipalities: [municipality], today, since: {}, conditions: [] },
    // Files were delivered when the test began.
    knownAt: new Date().toISOString(),
    periods: periods.map((period) => ({ ...period, label: period.from })),
  })
  const window = { from: periods[0]?.from ?? '', until: periods.at(-1)?.until ?? '' }
  const [all] = await store.select(`${tables} SELECT count(*)::INTEGER AS children FROM child`)

  return {
    children: Number(all?.children),
    async unitsOf({ units, dimensions = [] }) {
      const group = dimensions[0]?.toLowerCase() ?? 'NULL'
      const rows = await store.select(
        `${tables} SELECT strftime(unit.day, '%Y-%m-%d') AS day, numerator::DOUBLE AS above, denominator::DOUBLE AS below, ${group}::VARCHAR AS "group"
         FROM (${units?.(window)}) unit JOIN child USING (child) WHERE unit.day >= DATE '${window.from}' AND unit.day < DATE '${window.until}'`,
      )
      return rows as unknown as readonly Unit[]
    },
    close: store.close,
  }
}

/** Of the groups of a definition, those that the grid does not know. */
export function strangeGroups(units: readonly Unit[], { dimensions = [] }: Indicator) {
  const [dimension] = dimensions
  const known = dimension ? OWN_DIMENSIONS[dimension].values : []
  return [...new Set(units.flatMap(({ group }) => group ?? []))].filter(
    (group) => !known.includes(group),
  )
}
