import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({ description: 'Whether a newborn was screened, and when.' })
export class NewbornScreening {
  @Field(() => Boolean)
  readonly done!: boolean

  @Field(() => LocalDate, { nullable: true })
  readonly date!: string | null
}

export const InfantFood = {
  BREAST_MILK: 'BREAST_MILK',
  FORMULA: 'FORMULA',
  OTHER: 'OTHER',
} as const
export type InfantFood = keyof typeof InfantFood

registerEnumType(InfantFood, {
  name: 'InfantFood',
  description: 'Soort zuigelingenvoeding (SNOMED CT 109021000146107).',
  valuesConfig: { OTHER: { description: 'Something else, or a code that we do not know.' } },
})

@ObjectType({ description: 'Voedingspatroon zuigeling (SNOMED CT 289145007).' })
export class InfantFeeding {
  @Field(() => LocalDate, { nullable: true })
  readonly date!: string | null

  @Field(() => [InfantFood], { description: 'Each once; empty where it is not told.' })
  readonly foods!: readonly InfantFood[]

  @Field(() => String, { nullable: true, description: 'Voedingsmethode; SNOMED CT.' })
  readonly methodCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly methodLabel!: string | null

  @Field(() => Int, { nullable: true, description: 'Voedingen per dag (SNOMED CT 364653007).' })
  readonly timesPerDay!: number | null

  @Field(() => Boolean, { nullable: true, description: 'Bijvoeding (SNOMED CT 158451000146107).' })
  readonly supplemented!: boolean | null
}
