import { Field, ID, Int, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'
import { HandoverRoute, HandoverState, HandoverStep } from './handover-words.ts'

@ObjectType({
  description:
    'A handover (overdracht) of a child, put together of what both sides recorded. It is done when who takes over has seen the child.',
})
export class Handover {
  @Field(() => ID, { description: 'Stable, and unique within the child.' })
  readonly id!: string

  @Field(() => HandoverRoute)
  readonly route!: HandoverRoute

  @Field(() => HandoverState)
  readonly state!: HandoverState

  @Field(() => String, { description: 'Why, in a sentence; the same for the same state.' })
  readonly because!: string

  @Field(() => LocalDate, {
    description: 'From when it counts: a birth, a referral, a move, the fourth birthday.',
  })
  readonly begunOn!: string

  @Field(() => LocalDate, { description: 'By when who takes over has to have seen the child.' })
  readonly dueBy!: string

  @Field(() => LocalDate, { nullable: true })
  readonly sentOn!: string | null

  @Field(() => LocalDate, { nullable: true })
  readonly receivedOn!: string | null

  @Field(() => LocalDate, { nullable: true })
  readonly acknowledgedOn!: string | null

  @Field(() => LocalDate, { nullable: true })
  readonly firstContactOn!: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Of a birth: the last prenatal home visit (prenataal huisbezoek) that is told.',
  })
  readonly prenatalHomeVisitOn!: string | null

  @Field(() => Int, { nullable: true, description: 'Days since `dueBy`, where that has passed.' })
  readonly overdueDays!: number | null

  @Field(() => [HandoverStep], { description: 'Steps that no side recorded.' })
  readonly missing!: readonly HandoverStep[]
}
