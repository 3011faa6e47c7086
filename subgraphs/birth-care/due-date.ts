import { Field, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({ description: 'A day on which a birth was expected, and how that was told.' })
export class DueDate {
  @Field(() => LocalDate)
  readonly date!: string

  @Field(() => String, { nullable: true, description: 'Methode: SNOMED CT, as a rule.' })
  readonly methodCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly methodLabel!: string | null
}
