/**
 * An indicator over time, in groups.
 *
 * @module
 */

import type { ProtectedTable, Shown } from '../../privacy/disclosure.ts'
import { GraphError } from '../../schema/errors.ts'
import { type Beside, besideOf } from './beside.ts'
import { type CohortInput, restrictionsOf } from './cohort-input.ts'
import { checkCost } from './cost.ts'
import { type Counting, type Counts, countTables, type Unlinked, wholeOf } from './count.ts'
import type { Desk } from './desk.ts'
import { type DimensionName, isOfChild } from './dimension.ts'
import type { Edition } from './edition.ts'
import type { Indicator, Window } from './indicator.ts'
import { type PeriodUnit, periodsIn } from './period.ts'
import { NO_NUMBERS, nowcastOf, reckon, rounded } from './reckon.ts'
import { spreadOf } from './spread.ts'
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
  const { cells, ...series } = await reckonedSeries(desk, asked)
  const begun = periodsIn(asked.window, asked.per)
    .filter(({ from }) => from <= series.asOf.validOn)
    .map(({ label }) => label)
  // Of the others nothing happened yet, and nobody knows what will.
  const points = cells.map(({ point }) => point).filter(({ period }) => begun.includes(period))
  return { ...series, points }
}

/** A point, with what it was reckoned from: both as they may be told. */
export interface Reckoned {
  readonly point: IndicatorPoint
  readonly above: Shown | undefined
  readonly below: Shown | undefined
  readonly unlinked: Unlinked
}

/** For who puts points together. */
export async function reckonedSeries(
  desk: Desk,
  asked: SeriesAsked,
): Promise<Omit<IndicatorSeries, 'receipt' | 'points'> & { readonly cells: readonly Reckoned[] }> {
  const indicator = desk.catalogue.find(({ id }) => id === asked.id)
  if (!indicator || !mayBeTakenApart(indicator, asked.by)) throw new GraphError('ARGUMENT_INVALID')
  if (indicator.spreadOf !== undefined) return spreadSeries(desk, indicator, asked)
  desk.mayCount(indicator.domains)
  const { edition } = desk
  const counting = toCounting(desk, indicator, asked, edition)
  const { method, cells } = counting
    ? await cellsOf(desk, counting, edition)
    : { method: (await desk.protect([], indicator.domains)).method, cells: notFed(asked) }
  return {
    indicator: toDefinition(indicator),
    cells,
    asOf: { validOn: edition.today, knownAt: edition.knownAt },
    ...desk.readAt(indicator.domains),
    method,
  }
}

async function spreadSeries(
  desk: Desk,
  { spreadOf: id = '', ...indicator }: Indicator,
  asked: SeriesAsked,
): ReturnType<typeof reckonedSeries> {
  if (asked.by.length > 0) throw new GraphError('ARGUMENT_INVALID')
  const { cells, ...series } = await reckonedSeries(desk, { ...asked, id, by: ['MUNICIPALITY'] })
  return { ...series, indicator: toDefinition(indicator), cells: spreadOf(cells) }
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
  { today, knownAt, since, grid }: Edition,
): Counting | null {
  const times = timesOf(window, per)
  checkCost(times.periods.length, by, grid)
  const restrictions = restrictionsOf(within ?? {}, today, grid)
  if (!units) return null
  return {
    indicator: { ...indicator, units },
    window: times.window,
    per,
    by,
    grid,
    k: desk.kOf(indicator.domains),
    within: restrictions.map(({ within }) => within),
    scope: {
      municipalities: desk.viewer.municipalities,
      today,
      knownAt,
      since,
      conditions: restrictions.map(({ condition }) => condition),
      periods: times.periods,
    },
  }
}

function timesOf(window: Window, per: PeriodUnit) {
  const periods = periodsIn(window, per)
  const from = periods[0]?.from ?? window.from
  return { periods, window: { from, until: periods.at(-1)?.until ?? from } }
}

function inPeriods(counting: Counting, per: PeriodUnit): Counting {
  const { periods, window } = timesOf(counting.window, per)
  return { ...counting, per, window, scope: { ...counting.scope, periods } }
}

/** Decided on before what lies in them: else days that are small, as Sundays are, would hide their weeks and months for good. */
const BEFORE_DAYS = ['MONTH', 'WEEK'] as const

async function cellsOf(desk: Desk, counting: Counting, edition: Edition) {
  const { store, signal } = desk
  const { domains } = counting.indicator
  const units = [counting.per, ...(counting.per === 'DAY' ? BEFORE_DAYS : [])]
  const counts = await Promise.all(
    units.map((per) => countTables(store, inPeriods(counting, per), signal)),
  )
  const { above, below } = counts[0] as Counts
  const tables = counts
    .flatMap(({ all, ...own }) => [own, all])
    .flatMap((own) => [own?.above, own?.below].filter((one) => one !== undefined))
  const { tables: shown, method } = await desk.protect(tables, domains)
  const own = shown[0]
  const whole = below && shown[1]
  const context: PointContext = {
    counting,
    whole: whole && byPlace(whole),
    beside: await besideOf(desk, counting, { above, shown: own, edition }),
  }
  return { method, cells: (own?.cells ?? []).map((cell) => toReckoned(cell, context)) }
}

type ProtectedCell = ProtectedTable['cells'][number]

interface PointContext {
  readonly counting: Counting
  /** What is below the line, where it is a table of its own. */
  readonly whole: ReadonlyMap<string, ProtectedCell> | undefined
  readonly beside: Beside
}

function toReckoned(cell: ProtectedCell, context: PointContext): Reckoned {
  const { counting, whole, beside } = context
  const { indicator, by, scope } = counting
  const [label = '', ...values] = cell.at
  const period = scope.periods.find((one) => one.label === label)
  const below = cell.denominator ?? amountOf(whole?.get(placeBelow(cell.at, counting)))
  const above = amountOf(cell)
  const unlinked = period ? beside.unlinkedIn(period) : NONE_UNLINKED
  const numbers =
    indicator.measure === 'MEDIAN'
      ? {
          ...NO_NUMBERS,
          value: above?.suppressed === false ? rounded(beside.medians[cell.at.join('\n')]) : null,
        }
      : reckon(indicator, above, below, unlinked)
  const provisional = period === undefined || period.until > beside.settled
  const part = provisional && period ? beside.toldOf(period) : null
  const point: IndicatorPoint = {
    period: label,
    by: by.map((dimension, i) => ({ dimension, value: values[i] ?? '' })),
    count: cell.count,
    denominator: below ?? null,
    ...numbers,
    coverage: beside.coverage,
    provisional,
    nowcast: part === null ? null : nowcastOf(indicator, above, below, part),
  }
  return { point, above, below, unlinked }
}

const NONE_UNLINKED: Unlinked = { numerator: 0, denominator: 0 }

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

const UNKNOWN = { value: null, shown: '·', suppressed: true, rule: null } as const

function notFed({ window, per }: SeriesAsked): readonly Reckoned[] {
  return periodsIn(window, per).map(({ label }) => ({
    point: { ...NOT_FED, period: label },
    above: undefined,
    below: undefined,
    unlinked: NONE_UNLINKED,
  }))
}

const NOT_FED = {
  ...NO_NUMBERS,
  by: [],
  count: UNKNOWN,
  denominator: null,
  coverage: 0,
  provisional: false,
  nowcast: null,
} as const
