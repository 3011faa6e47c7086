import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Domain } from '../../schema/domain.ts'
import { LocalDate } from '../../schema/scalars.ts'

export const VvePlacementState = {
  NOT_INDICATED: 'NOT_INDICATED',
  WAITING: 'WAITING',
  UNPLACED: 'UNPLACED',
  PLACED: 'PLACED',
  LEFT: 'LEFT',
  NOT_WANTED: 'NOT_WANTED',
  OVER: 'OVER',
  CANNOT_TELL: 'CANNOT_TELL',
} as const
export type VvePlacementState = keyof typeof VvePlacementState

/** One sentence for each; never anything of a child. */
export const VVE_STATES: Readonly<Record<VvePlacementState, string>> = {
  NOT_INDICATED: 'None of the domains in speaksFor recorded that the child is meant to take part.',
  WAITING:
    'The child is meant to take part, and the day by which it should have a place lies ahead.',
  UNPLACED: 'The day by which the child should have had a place has passed, and it never had one.',
  PLACED: 'The child has a place.',
  LEFT: 'The child had a place, and left it before its fourth birthday.',
  NOT_WANTED: 'The family does not want it.',
  OVER: 'The child is four, died or is gone, so that no place is looked for.',
  CANNOT_TELL: 'A domain could not be asked, or the birth date is not known.',
}

registerEnumType(VvePlacementState, {
  name: 'VvePlacementState',
  description: 'Whether a child for whom early childhood education (VVE) is meant has a place.',
  valuesConfig: Object.fromEntries(
    Object.entries(VVE_STATES).map(([state, description]) => [state, { description }]),
  ),
})

@ObjectType({
  description:
    'The way from an indication for early childhood education (VVE-indicatie) to a place, by what both sides recorded.',
})
export class VvePlacement {
  @Field(() => VvePlacementState)
  readonly state!: VvePlacementState

  @Field(() => String, { description: 'Why, in a sentence; the same for the same state.' })
  readonly because!: string

  @Field(() => LocalDate, {
    nullable: true,
    description: 'When it was first recorded that the child is meant to take part.',
  })
  readonly indicatedOn!: string | null

  @Field(() => Domain, { nullable: true, description: 'Who recorded that.' })
  readonly indicatedIn!: Domain | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which a place is in time; never before two and a half.',
  })
  readonly dueBy!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'The first day with a place.' })
  readonly placedOn!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Days from the indication to the place; zero where the place came first.',
  })
  readonly daysToPlace!: number | null

  @Field(() => Int, { nullable: true, description: 'Days since `dueBy`, of who is UNPLACED.' })
  readonly overdueDays!: number | null

  @Field(() => LocalDate, { nullable: true, description: 'The last day with a place.' })
  readonly leftOn!: string | null

  @Field(() => [Domain], { description: 'The domains for which this speaks.' })
  readonly speaksFor!: readonly Domain[]

  @Field(() => String, { nullable: true, description: 'By which edition of the schedule.' })
  readonly schedule!: string | null
}
