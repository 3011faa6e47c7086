import { Arg, Ctx, ID, Int, ObjectType, Query, Resolver } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { AsOfInput, checkOfNow, OF_NOW } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import { Cost } from '../../schema/federation.ts'
import { answered, replay } from './answers.ts'
import { Cohort, type InsightContext, openTurns } from './cohort.ts'
import { COHORTS, type CohortDefinition } from './cohort-definition.ts'
import { CohortInput, restrictionsOf } from './cohort-input.ts'
import { DOMAINS } from './columns.ts'
import { AroundEvent, aroundEvent, ReferenceEventTold } from './compare-around.ts'
import { moveDay } from './days.ts'
import { Dimension, type DimensionName } from './dimension.ts'
import { EVENTS, type ReferenceEvent } from './events.ts'
import { PROBLEMS, type Problem } from './indicator.ts'
import { PeriodUnit, windowOf } from './period.ts'
import { PublicQuery, publicly, Replay } from './receipt-types.ts'
import { indicatorSeries } from './series.ts'
import { IndicatorDefinition, IndicatorSeries, Registered, toDefinition } from './tell-types.ts'

@ObjectType({ description: 'Who is in a cohort, as it is registered.' })
export class CohortTold extends Registered {}

const MONTH = 'A month: `2020-03`.'

/** Questions about many children; none of them tells of one. */
@Resolver()
export class InsightQueries {
  @Guarded('insight:read')
  @Query(() => [IndicatorDefinition], {
    nullable: true,
    description: 'What is counted, and how; also what no source can feed, and why not.',
  })
  indicators(
    @Arg('problem', () => PROBLEMS, { nullable: true }) problem: Problem | null | undefined,
    @Arg('asOf', () => AsOfInput, OF_NOW) asOf: AsOfInput | null | undefined,
    @Ctx() { catalogue }: InsightContext,
  ): readonly IndicatorDefinition[] {
    checkOfNow(asOf)
    return catalogue
      .filter(({ problems }) => !problem || problems.includes(problem))
      .map(toDefinition)
  }

  @Guarded('insight:read')
  @Query(() => [CohortTold], { nullable: true, description: 'The cohorts that are registered.' })
  cohorts(
    @Arg('asOf', () => AsOfInput, OF_NOW) asOf: AsOfInput | null | undefined,
  ): readonly CohortDefinition[] {
    checkOfNow(asOf)
    return COHORTS
  }

  @Guarded('insight:read')
  @Query(() => [ReferenceEventTold], {
    nullable: true,
    description: 'The events around which numbers can be compared.',
  })
  referenceEvents(
    @Arg('asOf', () => AsOfInput, OF_NOW) asOf: AsOfInput | null | undefined,
  ): readonly ReferenceEvent[] {
    checkOfNow(asOf)
    return EVENTS
  }

  @Guarded('insight:read')
  @Cost(100)
  @Query(() => IndicatorSeries, {
    nullable: true,
    description:
      'An indicator over time, and in groups. Every cell is judged before it is told, beside all that the organisation was told this week.',
  })
  async indicatorSeries(
    @Arg('id', () => ID) id: string,
    @Arg('from', () => String, { description: MONTH }) from: string,
    @Arg('to', () => String, { description: `${MONTH} It is the last.` }) to: string,
    @Arg('per', () => PeriodUnit, { defaultValue: 'MONTH' }) per: PeriodUnit,
    @Arg('by', () => [Dimension], { defaultValue: [] }) by: readonly DimensionName[],
    @Arg('within', () => CohortInput, { nullable: true }) within: CohortInput | null | undefined,
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | undefined,
    @Ctx() { openDesk }: InsightContext,
  ): Promise<IndicatorSeries> {
    if (![from, to].every(isMonth)) throw new GraphError('ARGUMENT_INVALID')
    const asked = { id, window: windowOf(from, to), per, by, within: within ?? null }
    return answered(await openDesk(), asked, 'indicatorSeries', indicatorSeries)
  }

  @Guarded('insight:read')
  @Cost(200)
  @Query(() => AroundEvent, {
    nullable: true,
    description:
      'Before, during and after an event, beside what the past of the indicator itself let expect.',
  })
  async compareAround(
    @Arg('indicator', () => ID) indicator: string,
    @Arg('event', () => ID, { description: 'One of `referenceEvents`.' }) event: string,
    @Arg('per', () => PeriodUnit, {
      defaultValue: 'WEEK',
      description: 'Weeks or months; where weeks are too small to be told, months may not be.',
    })
    per: PeriodUnit,
    @Arg('by', () => [Dimension], { defaultValue: [] }) by: readonly DimensionName[],
    @Arg('within', () => CohortInput, { nullable: true }) within: CohortInput | null | undefined,
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | undefined,
    @Ctx() { openDesk }: InsightContext,
  ): Promise<AroundEvent> {
    const asked = { indicator, event, per, by, within: within ?? null }
    return answered(await openDesk(), asked, 'compareAround', aroundEvent)
  }

  @Guarded('insight:read')
  @Cost(200)
  @Query(() => Replay, {
    nullable: true,
    description: 'Reckons an answer again, as of then: the same, or why not.',
  })
  replay(
    @Arg('receipt', () => ID) receipt: string,
    @Arg('asOf', () => AsOfInput, {
      nullable: true,
      description: 'As of when is what the receipt says: any other moment is AS_OF_OUT_OF_REACH.',
    })
    asOf: AsOfInput | null | undefined,
    @Ctx() { openDesk, receipts }: InsightContext,
  ): Promise<Replay> {
    checkOfNow(asOf)
    return replay(receipt, {
      find: receipts.find,
      openDesk: ({ knownAt, validOn, without = [], since = {} }) =>
        openDesk({ knownAt, validAt: moveDay(validOn, 1), without, since }),
    })
  }

  @Guarded('insight:read')
  @Query(() => [PublicQuery], {
    nullable: true,
    description: 'What was asked by whichever project, newest first; never what was answered.',
  })
  async publicQueries(
    @Arg('first', () => Int, { defaultValue: 50, description: 'At most 500.' }) first: number,
    @Arg('asOf', () => AsOfInput, OF_NOW) asOf: AsOfInput | null | undefined,
    @Ctx() { receipts }: InsightContext,
  ): Promise<readonly PublicQuery[]> {
    checkOfNow(asOf)
    if (first < 1 || first > 500) throw new GraphError('ARGUMENT_INVALID')
    return publicly(await receipts.newest(first))
  }

  @Guarded('insight:read')
  @Query(() => Cohort, { nullable: true, description: 'Children who are chosen by the grid.' })
  async cohort(
    @Arg('is', () => CohortInput) is: CohortInput,
    @Arg('asOf', () => AsOfInput, { nullable: true }) _asOf: AsOfInput | undefined,
    @Ctx() { openDesk }: InsightContext,
  ): Promise<Cohort> {
    const desk = await openDesk()
    desk.mayCount([])
    const { knownAt, today, grid } = desk.edition
    restrictionsOf(is, today, grid) // throws for what is not on it
    return { asOf: { validOn: today, knownAt }, is, ...desk.readAt(DOMAINS), inTurn: openTurns() }
  }
}

function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}
