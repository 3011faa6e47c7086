import { Field, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({
  description:
    'Something that was recorded and has no field of its own. What was said is kept as it was said.',
})
export class BirthCareObservation {
  @Field(() => String, {
    description: 'Its number in the standard: a SNOMED CT or LOINC code, a concept of the dataset.',
  })
  readonly number!: string

  @Field(() => String, { nullable: true, description: 'Its official name.' })
  readonly name!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'As text: a number, a day, `true` or `false`, words; of a code, what it means.',
  })
  readonly value!: string | null

  @Field(() => String, { nullable: true, description: 'UCUM, where it is told.' })
  readonly unit!: string | null

  @Field(() => String, { nullable: true, description: 'The code of the value, where it is coded.' })
  readonly code!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'On which it was observed.' })
  readonly date!: string | null
}
