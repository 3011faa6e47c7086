import { Field, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({
  description:
    'What JGZ last recorded about early childhood education (voor- en vroegschoolse educatie, VVE). The provider itself knows better.',
})
export class JgzVve {
  @Field(() => LocalDate, { description: 'When it was asked.' })
  readonly recordedOn!: string

  @Field(() => Boolean, { description: 'Deelname VVE (BDS 1417).' })
  readonly takesPart!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'Why the child does not (reden geen deelname aan VVE; BDS 1493, W0075).',
  })
  readonly reasonNotCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly reasonNotLabel!: string | null
}
