import { Field, ID, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

@ObjectType({ description: 'A heel prick, taken or not (hielprik; BDS R037).' })
export class HeelPrick {
  @Field(() => ID, { description: 'Unique within the registry, and stable.' })
  readonly id!: string

  @Field(() => LocalDate, {
    description:
      'Datum hielprik (BDS 374); of one that was not taken, or has none, the day of the contact.',
  })
  readonly date!: string

  @Field(() => Boolean, { description: 'Hielprik afgenomen (BDS 368).' })
  readonly taken!: boolean

  @Field(() => String, { nullable: true, description: 'Type hielprik (BDS 373, W0316).' })
  readonly typeCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly typeLabel!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why it was not taken (reden niet afgenomen; BDS 380, W0313).',
  })
  readonly reasonNotCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly reasonNotLabel!: string | null

  @Field(() => String, { nullable: true, description: 'Uitslag (BDS 381, W0321).' })
  readonly resultCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly resultLabel!: string | null

  @Field(() => String, {
    nullable: true,
    description:
      'Why it was repeated (reden herhaling/tweede hielprik; BDS 379); its meaning is among the observations.',
  })
  readonly reasonRepeatedCode!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Of the heel prick before this one (setnummer vorige hielprik; BDS 1432).',
  })
  readonly previousSetNumber!: string | null

  @Field(() => String, { nullable: true, description: 'Bijzonderheden hielprikafname (BDS 1431).' })
  readonly remarks!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the registry wrote it down; null where it does not tell.',
  })
  readonly recordedAt!: string | null
}
