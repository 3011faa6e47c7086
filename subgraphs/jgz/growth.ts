import { Field, Int, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({ description: 'What was measured at one contact moment (groei; BDS R027).' })
export class GrowthMeasurement {
  @Field(() => LocalDate)
  readonly measuredOn!: string

  @Field(() => Int, { nullable: true, description: 'Length in millimetres (BDS 235).' })
  readonly lengthMillimetres!: number | null

  @Field(() => Int, { nullable: true, description: 'Weight in grams (BDS 245).' })
  readonly weightGrams!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Head circumference in millimetres (hoofdomtrek; BDS 252).',
  })
  readonly headCircumferenceMillimetres!: number | null
}
