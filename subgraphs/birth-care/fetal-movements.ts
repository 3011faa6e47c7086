import { Field, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({ description: 'Leven voelen: the movements of the child (SNOMED CT 364618000).' })
export class FetalMovements {
  @Field(() => LocalDate, { nullable: true })
  readonly date!: string | null

  @Field(() => String, { description: 'SNOMED CT.' })
  readonly code!: string

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly label!: string | null
}
