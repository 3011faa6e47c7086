import { Field, Float, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({ description: 'That a child waits, or waited, for a place (wachtlijst).' })
export class WaitingForChildcare {
  @Field(() => LocalDate, { description: 'Aangemeld_op.' })
  readonly since!: string

  @Field(() => LocalDate, { nullable: true, description: 'Gewenst_vanaf.' })
  readonly wantedFrom!: string | null

  @Field(() => Float, { nullable: true, description: 'Hours a week (uren_per_week).' })
  readonly hoursPerWeek!: number | null

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day on which the waiting ended, with a place or without (wachten_eind); null while the child waits.',
  })
  readonly until!: string | null

  /** In the register of childcare; null where the address of the child is secret. */
  readonly lrkId!: string | null
}
