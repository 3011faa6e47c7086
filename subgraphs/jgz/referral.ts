import { Field, ID, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

@ObjectType({
  description:
    'A referral by youth health care (advies en verwijzing; BDS 1159). Those about the safety of a child are never read.',
})
export class JgzReferral {
  @Field(() => ID, { description: 'Unique within the registry, and stable.' })
  readonly id!: string

  @Field(() => LocalDate)
  readonly date!: string

  @Field(() => String, { nullable: true, description: 'Why (indicatie; BDS 485, W0619).' })
  readonly indicationCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly indicationLabel!: string | null

  @Field(() => String, { description: 'To whom (verwijzing; BDS 1159, W0621).' })
  readonly toCode!: string

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly toLabel!: string | null

  @Field(() => Boolean, {
    description:
      'To early childhood education (VVE; W0621 11). The basic data set has no other element for a VVE indication.',
  })
  readonly vve!: boolean

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the registry wrote it down; null where it does not tell.',
  })
  readonly recordedAt!: string | null
}
