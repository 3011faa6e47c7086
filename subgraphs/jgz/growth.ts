import { Field, Float, Int, ObjectType } from 'type-graphql'
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

  @Field(() => Int, {
    nullable: true,
    description: 'Waist circumference in millimetres (middelomtrek; BDS 1485).',
  })
  readonly waistMillimetres!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'BMI, as the registry computed it (BDS 248).',
  })
  readonly bmi!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'Gewichtsklasse op basis van BMI (BDS 1492, W0668).',
  })
  readonly bmiClassCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly bmiClassLabel!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What the professional thought of weight to length (indruk; BDS 247, W0264).',
  })
  readonly impressionCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly impressionLabel!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'What the professional concluded of growth in length (conclusie lengtegroei; BDS 1614); its meaning is among the observations.',
  })
  readonly lengthGrowthCode!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Which growth chart was used (groeidiagram; BDS 1616); its meaning is among the observations.',
  })
  readonly chartCode!: string | null
}
