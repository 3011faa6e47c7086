import { Field, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

@ObjectType({ description: 'How a child is in care with youth health care (BDS R050).' })
export class JgzCare {
  @Field(() => String, { nullable: true, description: 'Status in zorg (BDS 1197, W0625).' })
  readonly statusCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly statusLabel!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Since when (BDS 1330).' })
  readonly since!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why care ended (zorgbeëindiging; BDS 487, W0626).',
  })
  readonly endCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly endLabel!: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Datum zorgbeëindiging (BDS 488).',
  })
  readonly endedOn!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the registry wrote it down; null where it does not tell.',
  })
  readonly recordedAt!: string | null
}
