/**
 * What stands beside the numbers of a series, and is reckoned from the columns without being judged: as it was told first in
 * the edition, as the numbers themselves are.
 *
 * @module
 */

import type { CountTable, ProtectedTable } from '../../privacy/disclosure.ts'
import { hashOf } from '../../privacy/receipt.ts'
import { type Counting, countUnlinked, medians, nameOf, type Unlinked } from './count.ts'
import { coverageOf } from './coverage.ts'
import type { Desk } from './desk.ts'
import type { Edition } from './edition.ts'
import type { Period } from './period.ts'
import { settledUntil } from './settled.ts'
import { completenessFor } from './told-late.ts'

export interface Beside {
  readonly coverage: number | null
  /** The first day of which more may still be told. */
  readonly settled: string
  unlinkedIn(period: Period): Unlinked
  /** The part of it that is told; null where nobody knows. */
  toldOf(period: Period): number | null
  /** By the labels of a place. */
  readonly medians: Readonly<Record<string, number>>
}

interface Counted {
  readonly above: CountTable
  /** The same, as it may be told. */
  readonly shown: ProtectedTable | undefined
  readonly edition: Edition
}

export async function besideOf(
  desk: Desk,
  counting: Counting,
  { above, shown, edition }: Counted,
): Promise<Beside> {
  const { store, signal, deviationOf } = desk
  const { indicator, scope, within, by, window } = counting
  const { periods, today } = scope
  const unlinked = await countUnlinked(store, counting, signal)
  // Of how many children these numbers should be, nobody knows before they are all linked; nor how much is missing of what is not
  // known yet.
  const { incomplete } = desk.readAt(indicator.domains)
  const isKnown = incomplete.every(({ because }) => because !== 'NOT_KNOWN_YET')
  const isWhole = isKnown && edition.without.length === 0
  const completeness = isWhole ? await completenessFor(store, counting, signal) : undefined
  const isMedian = indicator.measure === 'MEDIAN'
  const found = isMedian && (await medians(store, counting, { ...above, deviationOf }, signal))
  // Of what is hidden nothing is kept.
  const middle = (shown?.cells ?? []).flatMap(({ at, count }) => {
    const own = found ? found.get(at.join('\n')) : undefined
    return own === undefined || count.suppressed ? [] : [[at.join('\n'), own] as const]
  })

  const of = `${nameOf(indicator)} ${today}`
  const names = {
    coverage: `${of} coverage ${hashOf([within, window])}`,
    settled: `${of} settled`,
    medians: `${of} medians ${hashOf([within, by, periods])}`,
    unlinked: (period: Period) => `${of} unlinked ${spanOf(period)}`,
    told: (period: Period) => `${of} told ${spanOf(period)}`,
  }
  const first = await desk.asFirst({
    [names.coverage]: isWhole ? await coverageOf(store, counting, deviationOf, signal) : null,
    [names.settled]: isWhole
      ? await settledUntil(store, indicator.domains, edition, desk.since, signal)
      : NOTHING_SETTLED,
    ...(isMedian && { [names.medians]: Object.fromEntries(middle) }),
    ...byName(periods, names.unlinked, ({ label }) => unlinked.get(label) ?? NONE),
    ...(completeness && byName(periods, names.told, completeness)),
  })
  return {
    coverage: first[names.coverage] as number | null,
    settled: first[names.settled] as string,
    medians: (first[names.medians] ?? {}) as Beside['medians'],
    unlinkedIn: (period) => first[names.unlinked(period)] as Unlinked,
    toldOf: (period) => (first[names.told(period)] ?? null) as number | null,
  }
}

/** Before any period. */
const NOTHING_SETTLED = ''
const NONE: Unlinked = { numerator: 0, denominator: 0 }

function spanOf({ from, until }: Period): string {
  return `${from}/${until}`
}

function byName<T>(
  periods: readonly Period[],
  nameOf: (period: Period) => string,
  of: (period: Period) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(periods.map((period) => [nameOf(period), of(period)]))
}
