import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Domain } from '../../schema/domain.ts'
import { LocalDate } from '../../schema/scalars.ts'

export const ReferralState = {
  MADE: 'MADE',
  STARTED: 'STARTED',
  ENDED: 'ENDED',
  NOT_STARTED: 'NOT_STARTED',
  CANNOT_TELL: 'CANNOT_TELL',
} as const
export type ReferralState = keyof typeof ReferralState

/** One sentence for each; never anything of a child. */
export const REFERRAL_STATES: Readonly<Record<ReferralState, string>> = {
  MADE: 'It was made, and there is still time to begin.',
  STARTED: 'What it was for began, and goes on.',
  ENDED: 'What it was for began, and ended.',
  NOT_STARTED: 'What it was for did not begin in time, and has not begun since.',
  CANNOT_TELL: 'Who received it is not in the graph, or could not be asked.',
}

registerEnumType(ReferralState, {
  name: 'ReferralState',
  description: 'What became of a referral.',
  valuesConfig: Object.fromEntries(
    Object.entries(REFERRAL_STATES).map(([state, description]) => [state, { description }]),
  ),
})

@ObjectType({ description: 'A referral (verwijzing) with its end, or the lack of one.' })
export class Referral {
  @Field(() => ID, { description: 'Stable, and unique within the child.' })
  readonly id!: string

  @Field(() => Domain)
  readonly from!: Domain

  @Field(() => Domain, {
    nullable: true,
    description: 'Null: who received it is not in the graph.',
  })
  readonly to!: Domain | null

  @Field(() => String, { description: 'To whom, in English, from the code list of the registry.' })
  readonly label!: string

  @Field(() => ReferralState)
  readonly state!: ReferralState

  @Field(() => String, { description: 'Why, in a sentence; the same for the same state.' })
  readonly because!: string

  @Field(() => LocalDate)
  readonly madeOn!: string

  @Field(() => LocalDate, { nullable: true })
  readonly startedOn!: string | null

  @Field(() => LocalDate, { nullable: true })
  readonly endedOn!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Days until it began; while it has not, until now.',
  })
  readonly waitDays!: number | null
}
