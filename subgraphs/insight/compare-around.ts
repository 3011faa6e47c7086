/**
 * An indicator before, during and after something that happened to everybody.
 *
 * @module
 */

import { Field, Float, Int, ObjectType } from 'type-graphql'
import { GraphError } from '../../schema/errors.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { firstAlarm } from './alarm.ts'
import {
  AROUND_METHOD,
  compareAround,
  type SpannedPoint,
  type Total,
  type Window,
  windowsAround,
} from './around.ts'
import type { CohortInput } from './cohort-input.ts'
import type { Unlinked } from './count.ts'
import { dayBefore } from './days.ts'
import type { Desk } from './desk.ts'
import type { DimensionName } from './dimension.ts'
import { EVENTS, type ReferenceEvent } from './events.ts'
import type { Indicator } from './indicator.ts'
import { type Period, type PeriodUnit, periodsIn } from './period.ts'
import { reckonFrom } from './reckon.ts'
import { type Reckoned, reckonedSeries } from './series.ts'
import { AnswerInNumbers, DimensionValue, type IndicatorPoint, Registered } from './tell-types.ts'

@ObjectType({
  description: 'What happened to everybody at once, so that numbers can be compared around it.',
})
export class ReferenceEventTold extends Registered {
  @Field(() => LocalDate)
  readonly from!: string

  @Field(() => LocalDate, { description: 'The last day of it.' })
  readonly until!: string

  @Field(() => String)
  readonly source!: string
}

@ObjectType({
  description: 'Some periods together, reckoned from the numbers that are told of each.',
})
export class AroundTotal {
  @Field(() => Int, { description: 'Above the line.' })
  readonly count!: number

  @Field(() => Int, { description: 'Below the line; where there is none, how many periods it is.' })
  readonly denominator!: number

  @Field(() => Float, { nullable: true, description: 'In the unit of the indicator.' })
  readonly value!: number | null

  @Field(() => Float, { nullable: true, description: 'Of chance alone: an interval of 95 %.' })
  readonly lower!: number | null

  @Field(() => Float, { nullable: true })
  readonly upper!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The value if no record that is linked to nobody were of these children.',
  })
  readonly ifNoUnlinkedSeen!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The value if all records that are linked to nobody were of these children.',
  })
  readonly ifAllUnlinkedSeen!: number | null

  @Field(() => Float, { nullable: true, description: 'As that of its points.' })
  readonly coverage!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'What its own past, seasons and trend, let expect. Null: the past is too short.',
  })
  readonly expected!: number | null

  @Field(() => Float, { nullable: true, description: 'What was counted over what was expected.' })
  readonly ratio!: number | null

  @Field(() => Float, { nullable: true, description: 'An interval of 95 %.' })
  readonly ratioLower!: number | null

  @Field(() => Float, { nullable: true })
  readonly ratioUpper!: number | null

  @Field(() => Boolean, { description: 'More of these periods may still be told.' })
  readonly provisional!: boolean
}

@ObjectType({
  description:
    'That a series left what its own past let expect. Where nothing happened, no more than one answer in twenty has one.',
})
export class AroundAlarm {
  @Field(() => LocalDate, {
    description: 'The first day of the period after which it could be raised.',
  })
  readonly at!: string

  @Field(() => Int, { description: 'So many periods together.' })
  readonly periods!: number

  @Field(() => Float, { description: 'What was counted in them, over what was expected.' })
  readonly ratio!: number
}

@ObjectType({ description: 'One group, around an event. Null: a period of it may not be told.' })
export class WindowComparison {
  @Field(() => [DimensionValue])
  readonly by!: readonly DimensionValue[]

  @Field(() => AroundTotal, { nullable: true, description: 'The year before.' })
  readonly before!: AroundTotal | null

  @Field(() => AroundTotal, { nullable: true })
  readonly during!: AroundTotal | null

  @Field(() => AroundTotal, { nullable: true, description: 'The half year after.' })
  readonly after!: AroundTotal | null

  @Field(() => Int, { description: 'So many periods are left out, since they may not be told.' })
  readonly hidden!: number

  @Field(() => AroundAlarm, {
    nullable: true,
    description: 'The first since the event began, of periods of which all is told.',
  })
  readonly alarm!: AroundAlarm | null
}

@ObjectType({ description: 'An indicator around an event, group by group.' })
export class AroundEvent extends AnswerInNumbers {
  @Field(() => ReferenceEventTold)
  readonly event!: ReferenceEvent

  @Field(() => [WindowComparison])
  readonly groups!: readonly WindowComparison[]

  @Field(() => String, { description: 'How what is expected was reckoned.' })
  readonly expectedBy!: string
}

export interface AroundAsked {
  readonly indicator: string
  readonly event: string
  readonly per: PeriodUnit
  readonly by: readonly DimensionName[]
  readonly within: CohortInput | null
}

const YEARS_BEFORE = 3
const MONTHS_AFTER = 7
/** Of all groups of an answer together. */
const FALSE_ALARMS = 0.05

export async function aroundEvent(
  desk: Desk,
  asked: AroundAsked,
): Promise<Omit<AroundEvent, 'receipt'>> {
  const event = EVENTS.find(({ id }) => id === asked.event)
  const isFine = asked.per === 'WEEK' || asked.per === 'MONTH'
  if (!event || !isFine) throw new GraphError('ARGUMENT_INVALID')
  const window = windowAround(event)
  const { by, within, per } = asked
  const counted = desk.catalogue.find(({ id }) => id === asked.indicator)
  if (!counted) throw new GraphError('ARGUMENT_INVALID')
  const series = await reckonedSeries(desk, { id: counted.id, window, per, by, within })
  const { indicator, cells, asOf, sources, incomplete, method } = series
  const periods = new Map(periodsIn(window, per).map((period) => [period.label, period]))
  const groups = Map.groupBy(cells, ({ point }) => point.by.map(({ value }) => value).join('\n'))
  return {
    indicator,
    event,
    groups: [...groups.values()].map((group) =>
      compareGroup(group, {
        event,
        indicator: counted,
        periods,
        budget: FALSE_ALARMS / groups.size,
      }),
    ),
    expectedBy: AROUND_METHOD,
    asOf,
    sources,
    incomplete,
    method,
  }
}

/** Whole months, so that weeks and months have the same window. */
function windowAround({ from, until }: ReferenceEvent) {
  const first = new Date(Date.UTC(Number(from.slice(0, 4)) - YEARS_BEFORE, 0, 1))
  const last = new Date(until)
  const end = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + MONTHS_AFTER, 1))
  return { from: toText(first), until: toText(end) }
}

interface Comparing {
  readonly event: ReferenceEvent
  readonly indicator: Indicator
  readonly periods: ReadonlyMap<string, Period>
  readonly budget: number
}

/** A point of which all is told, or what is hidden of it: when it was. */
interface Placed extends Pick<IndicatorPoint, 'provisional'>, Pick<Period, 'from' | 'until'> {
  readonly told: (SpannedPoint & Pick<Reckoned, 'unlinked'>) | null
}

/** One group; its points are in order. */
export function compareGroup(
  cells: readonly Reckoned[],
  { event, indicator, periods, budget }: Comparing,
): WindowComparison {
  const placed = cells.flatMap((cell) => toPlaced(cell, periods.get(cell.point.period)))
  const { measure } = indicator
  const { by = [], coverage = null } = cells[0]?.point ?? {}
  const hidden = placed.filter(({ told }) => told === null).length
  const run = measure === 'MEDIAN' ? [] : unbroken(placed, event.from)
  if (run.length === 0) return { by, before: null, during: null, after: null, hidden, alarm: null }
  const unit = measure === 'SHARE' ? 'share' : 'rate'
  const past = run.filter(({ from }) => from < event.from)
  const since = placed.filter(({ from }) => from >= event.from)
  const around = compareAround(toldOf([...past, ...since]), event, unit)
  const windows = windowsAround(event)
  const part = (name: keyof typeof windows): AroundTotal | null => {
    const own = placed.filter((one) => isWithin(one, windows[name]))
    // Of what is not over, what is hidden is only not there yet.
    const isWhole = own.every(({ told, provisional }) => told !== null || provisional)
    const isAny = own.some(({ told }) => told !== null)
    const provisional = own.some((one) => one.provisional)
    if (!isWhole || !isAny) return null
    const total = { ...NOT_COMPARED, ...around[name] }
    const { count, denominator } = total
    const unlinked = togetherIn(own)
    return {
      ...total,
      ...reckonFrom(indicator, count, denominator, unlinked),
      coverage,
      provisional,
    }
  }
  const settled = toldOf(run.filter(({ provisional }) => !provisional))
  return {
    by,
    before: part('before'),
    during: part('during'),
    after: part('after'),
    hidden,
    alarm: firstAlarm(settled, { from: event.from, unit, budget }),
  }
}

function toPlaced(
  { point, above, below, unlinked }: Reckoned,
  period: Period | undefined,
): readonly Placed[] {
  if (!period) return []
  const { from, until } = period
  const count = above?.value ?? null
  const denominator = below ? below.value : 1
  const isTold = count !== null && denominator !== null
  const told = isTold ? { from, until, count, denominator, unlinked } : null
  return [{ from, until, provisional: point.provisional, told }]
}

function togetherIn(placed: readonly Placed[]): Unlinked {
  const all = placed.flatMap(({ told }) => told?.unlinked ?? [])
  const sum = (of: keyof Unlinked) => all.reduce((total, one) => total + one[of], 0)
  return { numerator: sum('numerator'), denominator: sum('denominator') }
}

/**
 * From what is hidden before a day to what is hidden after it. Of a series what is small is hidden: what lies between would
 * make the rest look larger than it is.
 */
function unbroken(placed: readonly Placed[], day: string): readonly Placed[] {
  const isHidden = ({ told }: Placed) => told === null
  const start = placed.findLastIndex((one) => isHidden(one) && one.from < day) + 1
  const end = placed.findIndex((one) => isHidden(one) && one.from >= day)
  return placed.slice(start, end === -1 ? undefined : end)
}

function toldOf(placed: readonly Placed[]): readonly SpannedPoint[] {
  return placed.flatMap(({ told }) => told ?? [])
}

function isWithin({ from, until }: Placed, window: Window): boolean {
  return from >= window.from && dayBefore(until) <= window.until
}

const NOT_COMPARED = {
  expected: null,
  ratio: null,
  ratioLower: null,
  ratioUpper: null,
} as const satisfies Partial<AroundTotal> & Partial<Total & AroundTotal>

function toText(day: Date): string {
  return day.toISOString().slice(0, 10)
}
