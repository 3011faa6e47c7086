import { Field, ID, Int, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({
  description:
    'What a dossier holds and no other field tells: one element of the basic data set (BDS). What is about the safety of a child, and what is about others than the child, is never among them.',
})
export class JgzObservation {
  @Field(() => ID, { description: 'Unique within the registry, and stable.' })
  readonly id!: string

  @Field(() => Int, { description: 'The number of the element.' })
  readonly number!: number

  @Field(() => String, { description: 'Its official name, in Dutch.' })
  readonly name!: string

  @Field(() => String, {
    nullable: true,
    description:
      'As the registry wrote it; of a code, what it means, in Dutch; null where only a code is known.',
  })
  readonly value!: string | null

  @Field(() => String, { nullable: true, description: 'Of a measured value (UCUM).' })
  readonly unit!: string | null

  @Field(() => String, { nullable: true, description: 'Where the value is one of a list.' })
  readonly code!: string | null

  @Field(() => Boolean, { description: 'The registry says that it is not so.' })
  readonly negated!: boolean

  @Field(() => LocalDate, { nullable: true, description: 'Of the contact at which it was found.' })
  readonly date!: string | null
}
