/**
 * An indicator over time, in groups.
 *
 * @module
 */

import type { ProtectedTable, Shown } from '../../privacy/disclosure.ts'
import { GraphError } from '../../schema/errors.ts'
import { type Bounds, boundsOf } from './bounds.ts'
import { type CohortInput, restrictionsOf } from './cohort-input.ts'
import { checkCost } from './cost.ts'
import {
  type Counting,
  countTables,
  countUnlinked,
  medians,
  type Unlinked,
  wholeOf,
} from './count.ts'
import { coverageOf } from './coverage.ts'
import type { Desk } from './desk.ts'
import { type DimensionName, isOfChild } from './dimension.ts'
import type { Edition } from './edition.ts'
import type { Indicator, Window } from './indicator.ts'
import { byar, wilson } from './interval.ts'
import { type PeriodUnit, periodsIn } from './period.ts'
import { settledUntil } from './settled.ts'
import type { IndicatorPoint, IndicatorSeries } from './tell-types.ts'
import { toDefinition } from './tell-types.ts'

export interface SeriesAsked {
  readonly id: string
  readonly window: Window
  readonly per: PeriodUnit
  readonly by: readonly DimensionName[]
  readonly within: CohortInput | null
}

export async function indicatorSeries(
  desk: Desk,
  asked: SeriesAsked,
): Promise<Omit<IndicatorSeries, 'receipt'>> {
  const indicator = desk.catalogue.find(({ id }) => id === asked.id)
  if (!indicator || !mayBeTakenApart(indicator, asked.by)) throw new GraphError('ARGUMENT_INVALID')
  desk.mayCount(indicator.domains)
  const { edition } = desk
  const counting = toCounting(desk, indicator, asked, edition)
  const { method, points } = counting
    ? await pointsOf(desk, counting, edition)
    : { method: (await desk.protect([], indicator.domains)).method, points: notFed(asked) }
  return {
    indicator: toDefinition(indicator),
    points,
    asOf: { validOn: edition.today, knownAt: edition.knownAt },
    sources: desk.sources(indicator.domains),
    method,
  }
}

const MOST_DIMENSIONS = 3

function mayBeTakenApart({ dimensions = [] }: Indicator, by: readonly DimensionName[]): boolean {
  const isKnown = (name: DimensionName) => isOfChild(name) || dimensions.includes(name)
  return by.length <= MOST_DIMENSIONS && new Set(by).size === by.length && by.every(isKnown)
}

/** Null where no source can feed it. */
function toCounting(
  desk: Desk,
  { units, ...indicator }: Indicator,
  { window, per, by, within }: SeriesAsked,
  { today, knownAt, grid }: Edition,
): Counting | null {
  const periods = periodsIn(window, per)
  checkCost(periods.length, by, grid)
  const restrictions = restrictionsOf(within ?? {}, today, grid)
  if (!units) return null
  return {
    indicator: { ...indicator, units },
    window: { from: periods[0]?.from ?? window.from, until: periods.at(-1)?.until ?? window.from },
    per,
    by,
    grid,
    k: desk.kOf(indicator.domains),
    within: restrictions.map(({ within }) => within),
    scope: {
      municipalities: desk.viewer.municipalities,
      today,
      knownAt,
      conditions: restrictions.map(({ condition }) => condition),
      periods,
    },
  }
}

async function pointsOf(desk: Desk, counting: Counting, edition: Edition) {
  const { store, signal } = desk
  const { domains, measure } = counting.indicator
  const { above, below } = await countTables(store, counting, signal)
  const tables = below ? [above, below] : [above]
  const { tables: shown, method } = await desk.protect(tables, domains)
  const [own, whole] = shown
  const context: PointContext = {
    counting,
    whole: whole && byPlace(whole),
    coverage: await coverageOf(store, counting, method.k, signal),
    medians: measure === 'MEDIAN' ? await medians(store, counting, signal) : new Map(),
    unlinked: await countUnlinked(store, counting, signal),
    settled: await settledUntil(store, domains, edition, signal),
  }
  return { method, points: (own?.cells ?? []).map((cell) => toPoint(cell, context)) }
}

type ProtectedCell = ProtectedTable['cells'][number]

interface PointContext {
  readonly counting: Counting
  /** What is below the line, where it is a table of its own. */
  readonly whole: ReadonlyMap<string, ProtectedCell> | undefined
  readonly coverage: number | null
  readonly medians: ReadonlyMap<string, number>
  readonly unlinked: ReadonlyMap<string, Unlinked>
  /** The first day of which more may still be told. */
  readonly settled: string
}

function toPoint(cell: ProtectedCell, context: PointContext): IndicatorPoint {
  const { counting, whole, coverage, medians, unlinked, settled } = context
  const { indicator, by, scope } = counting
  const [label = '', ...values] = cell.at
  const period = scope.periods.find((one) => one.label === label)
  const below = cell.denominator ?? amountOf(whole?.get(placeBelow(cell.at, counting)))
  const above = amountOf(cell)
  const isShare = indicator.measure === 'SHARE'
  const numbers =
    indicator.measure === 'MEDIAN'
      ? {
          ...NO_NUMBERS,
          value: above?.suppressed === false ? rounded(medians.get(cell.at.join('\n'))) : null,
        }
      : reckon(indicator, above, below, unlinked.get(label) ?? NONE_UNLINKED, isShare)
  return {
    period: label,
    by: by.map((dimension, i) => ({ dimension, value: values[i] ?? '' })),
    count: cell.count,
    denominator: below ?? null,
    ...numbers,
    coverage,
    provisional: period === undefined || period.until > settled,
  }
}

type Numbers = Pick<
  IndicatorPoint,
  'value' | 'lower' | 'upper' | 'ifNoUnlinkedSeen' | 'ifAllUnlinkedSeen'
>

const NO_NUMBERS: Numbers = {
  value: null,
  lower: null,
  upper: null,
  ifNoUnlinkedSeen: null,
  ifAllUnlinkedSeen: null,
}

const NONE_UNLINKED: Unlinked = { numerator: 0, denominator: 0 }

/** From what is shown, and from nothing else. */
function reckon(
  { measure, scale = 1, seenMakes = 'MORE', isOfAmounts }: Indicator,
  above: Shown | undefined,
  below: Shown | undefined,
  unlinked: Unlinked,
  isShare: boolean,
): Numbers {
  if (!above || above.suppressed) return NO_NUMBERS
  const counted = above.value
  if (measure === 'COUNT') {
    return {
      ...NO_NUMBERS,
      value: counted,
      ifNoUnlinkedSeen: counted,
      ifAllUnlinkedSeen: counted + unlinked.numerator,
    }
  }
  if (!below || below.suppressed || below.value <= 0) return NO_NUMBERS
  const numerator = isShare ? Math.min(counted, below.value) : counted
  const interval = isShare ? wilson(numerator, below.value) : byar(numerator, below.value)
  const seen =
    seenMakes === 'MORE'
      ? unlinked
      : { ...unlinked, numerator: -Math.min(unlinked.numerator, numerator) }
  const bounds: Bounds = boundsOf({ numerator, denominator: below.value }, seen, { isShare })
  const scaled = (value: number | null) => (value === null ? null : rounded(value * scale, 4))
  return {
    value: scaled(numerator / below.value),
    lower: isOfAmounts ? null : scaled(interval.lower),
    upper: isOfAmounts ? null : scaled(interval.upper),
    ifNoUnlinkedSeen: scaled(bounds.ifNoUnlinkedSeen),
    ifAllUnlinkedSeen: scaled(bounds.ifAllUnlinkedSeen),
  }
}

/** Of hours the sum, else the count. */
function amountOf(cell: ProtectedCell | undefined): Shown | undefined {
  return cell?.sum ?? cell?.count
}

function placeBelow(at: readonly string[], counting: Counting): string {
  const kept = wholeOf(counting).by
  const values = counting.by.flatMap((name, i) => (kept.includes(name) ? [at[i + 1] ?? ''] : []))
  return [at[0], ...values].join('\n')
}

function byPlace({ cells }: ProtectedTable): ReadonlyMap<string, ProtectedCell> {
  return new Map(cells.map((cell) => [cell.at.join('\n'), cell]))
}

function rounded(value: number, digits?: number): number
function rounded(value: number | undefined, digits?: number): number | null
function rounded(value: number | undefined, digits = 0): number | null {
  return value === undefined ? null : Number(value.toFixed(digits))
}

const UNKNOWN = { value: null, shown: '·', suppressed: true, rule: null } as const

function notFed({ window, per }: SeriesAsked): readonly IndicatorPoint[] {
  return periodsIn(window, per).map(({ label }) => ({
    ...NO_NUMBERS,
    period: label,
    by: [],
    count: UNKNOWN,
    denominator: null,
    coverage: 0,
    provisional: false,
  }))
}
