/**
 * How many children need what the map of offers has, or has not: the map knows of no child, and numbers leave from here alone.
 *
 * @module
 */

import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { Key } from '../../schema/federation.ts'
import { answered } from './answers.ts'
import type { InsightContext } from './cohort.ts'
import type { Desk } from './desk.ts'
import { SIGNALLED_BY } from './needs.ts'
import { windowOf } from './period.ts'
import { indicatorSeries, type SeriesAsked } from './series.ts'
import { AnswerInNumbers, Count } from './tell-types.ts'

@Key('id')
@ObjectType()
export class OfferGap {
  @Field(() => ID)
  readonly id!: string
}

@ObjectType({
  description:
    'How many children need help of a kind. The receipt is of the table by area and situation of which it is a cell.',
})
export class NeededBy extends AnswerInNumbers {
  @Field(() => Count)
  readonly count!: Count
}

@Resolver(() => OfferGap)
export class OfferGapsNeeded {
  @Guarded('insight:read')
  @FieldResolver(() => NeededBy, {
    nullable: true,
    description:
      'How many children of the area, of whatever age, were in a situation that asks for it when the month began (V01). Null where no registry signals such a need, or it is of another municipality.',
  })
  async neededBy(
    @Root() { id }: OfferGap,
    @Ctx() { viewer, needs }: InsightContext,
  ): Promise<NeededBy | null> {
    const [municipality = '', area = '', need = ''] = id.split(':')
    const situation = SIGNALLED_BY[need]
    if (!situation || !viewer.municipalities.includes(municipality)) return null
    const { counts, ...answer } = await needs()
    return { ...answer, count: counts.get(`${area} ${situation}`) ?? NOBODY }
  }
}

/** As a cell of nobody is told. */
const NOBODY: Count = { value: null, shown: '<10', suppressed: true, rule: 'small' }

/** By area and situation, with all that stands beside a count. */
export interface Needs extends Omit<NeededBy, 'count'> {
  readonly counts: ReadonlyMap<string, Count>
}

/** Of one request: one table, however many gaps are asked about. */
export function openNeeds(openDesk: () => Promise<Desk>): () => Promise<Needs> {
  let table: Promise<Needs> | undefined
  return () => {
    table ??= openDesk().then(readNeeds)
    return table
  }
}

async function readNeeds(desk: Desk): Promise<Needs> {
  const month = desk.edition.today.slice(0, 7)
  const asked: SeriesAsked = {
    ...{ id: 'V01', window: windowOf(month, month), per: 'MONTH' },
    ...{ by: ['AREA', 'SITUATION'], within: null },
  }
  const { points, ...answer } = await answered(desk, asked, 'indicatorSeries', indicatorSeries)
  const places = points.map(
    ({ by, count }) => [by.map(({ value }) => value).join(' '), count] as const,
  )
  return { ...answer, counts: new Map(places) }
}
