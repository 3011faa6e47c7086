import { Field, Int, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

@ObjectType({
  description:
    'The delivery (bevalling; SNOMED CT 236973005), of all children that were born in it.',
})
export class Delivery {
  @Field(() => LocalDate, { nullable: true })
  readonly date!: string | null

  @Field(() => DateTime, { nullable: true, description: 'Null where only the day is known.' })
  readonly startedAt!: string | null

  @Field(() => DateTime, { nullable: true, description: 'Null where only the day is known.' })
  readonly endedAt!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Aantal geboren kinderen, dead or alive (SNOMED CT 118861000146102).',
  })
  readonly childrenBorn!: number | null
}
