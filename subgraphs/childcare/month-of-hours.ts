import { Field, Float, ObjectType } from 'type-graphql'

@ObjectType({ description: 'The hours of one month, over all contracts of the child.' })
export class MonthOfHours {
  @Field(() => String, { description: 'As `2026-08` (maand).' })
  readonly month!: string

  @Field(() => Float, { description: 'Geplande uren.' })
  readonly plannedHours!: number

  @Field(() => Float, {
    nullable: true,
    description: 'Aanwezige uren; null where a provider does not keep them.',
  })
  readonly attendedHours!: number | null
}
