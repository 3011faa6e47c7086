import { Field, Int, ObjectType } from 'type-graphql'
import { ContactForm, ContactStatus } from '../../schema/contact.ts'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({ description: 'A visit during pregnancy (prenatale controle).' })
export class PrenatalVisit {
  @Field(() => LocalDate)
  readonly date!: string

  @Field(() => Int, {
    nullable: true,
    description: 'The hour of the day in which it began, from 0; null where only the day is told.',
  })
  readonly hour!: number | null

  @Field(() => ContactForm, { nullable: true })
  readonly form!: ContactForm | null

  @Field(() => Int, { nullable: true, description: 'Counted from the due date.' })
  readonly gestationalAgeDays!: number | null

  @Field(() => ContactStatus, { nullable: true })
  readonly status!: ContactStatus | null
}
