import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { ContactForm, ContactStatus } from '../../schema/contact.ts'
import { LocalDate } from '../../schema/scalars.ts'

export const ReachState = {
  REACHED: 'REACHED',
  PARTLY: 'PARTLY',
  NOT_REACHED: 'NOT_REACHED',
  UNKNOWN: 'UNKNOWN',
} as const
export type ReachState = keyof typeof ReachState

registerEnumType(ReachState, {
  name: 'ReachState',
  description: 'Whether a family was reached in the year before the day.',
  valuesConfig: {
    REACHED: { description: 'Every attempt became a contact.' },
    PARTLY: { description: 'Some attempts became a contact, and some did not.' },
    NOT_REACHED: { description: 'No attempt became a contact.' },
    UNKNOWN: { description: 'No attempt is told. What is not known is never counted as reached.' },
  },
})

@ObjectType({ description: 'One way of contact, and what became of it.' })
export class ReachByForm {
  @Field(() => ContactForm)
  readonly form!: ContactForm

  @Field(() => Int)
  readonly attempts!: number

  @Field(() => Int, { description: 'Those at which the family was there.' })
  readonly contacts!: number
}

@ObjectType({
  description:
    'How a family was reached (bereik), by the contacts of all domains that the viewer may read, in the year before the day. Of a barrier no more is told than what registries record of a contact that failed.',
})
export class Reach {
  @Field(() => ReachState)
  readonly state!: ReachState

  @Field(() => LocalDate, { nullable: true })
  readonly lastAttemptOn!: string | null

  @Field(() => Int, { description: 'Attempts since the family was last there.' })
  readonly attemptsSinceContact!: number

  @Field(() => [ContactForm], { description: 'Ways of contact at which the family was there.' })
  readonly formsThatWorked!: readonly ContactForm[]

  @Field(() => [ReachByForm])
  readonly byForm!: readonly ReachByForm[]

  @Field(() => [ContactStatus], { description: 'What became of the attempts that failed.' })
  readonly barriers!: readonly ContactStatus[]
}
