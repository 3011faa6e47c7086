import { Field, ID, Int, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

@ObjectType({
  description: 'A vaccination that was given, or refused (vaccinatie; BDS R041, G076).',
})
export class Vaccination {
  @Field(() => ID, { description: 'Unique within the registry, and stable.' })
  readonly id!: string

  @Field(() => LocalDate, {
    description: 'When it was given, or refused (datum vaccinatie; BDS 1409).',
  })
  readonly date!: string

  @Field(() => String, {
    nullable: true,
    description: 'Which vaccine (soort vaccinatie; BDS 461, W0422).',
  })
  readonly vaccineCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly vaccineLabel!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Which dose of this vaccine: 1, 2, …; null where the registry does not count.',
  })
  readonly dose!: number | null

  @Field(() => Boolean, { description: 'False: it was refused.' })
  readonly given!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'Why it was refused (bezwaar; BDS 683, W0323).',
  })
  readonly refusalCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly refusalLabel!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why it was offered (reden van enting; BDS 686, W0417).',
  })
  readonly reasonCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly reasonLabel!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Partijnummer (BDS 472); null where the registry does not tell.',
  })
  readonly lotNumber!: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Vaccinatie door RIVM afgekeurd (BDS 1589); null where the registry does not tell.',
  })
  readonly rejected!: boolean | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the registry wrote it down; null where it does not tell.',
  })
  readonly recordedAt!: string | null
}
