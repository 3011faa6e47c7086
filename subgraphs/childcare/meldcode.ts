import { Field, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({
  description:
    'The steps that a provider took under the reporting code for abuse and neglect (meldcode huiselijk geweld en kindermishandeling). When, and never what.',
})
export class Meldcode {
  @Field(() => LocalDate, { nullable: true, description: 'Step 1: signals were mapped (stap_1).' })
  readonly signalsOn!: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Step 2: a colleague or Veilig Thuis was consulted (stap_2).',
  })
  readonly consultedOn!: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Step 3: there was a talk with the parents (stap_3).',
  })
  readonly talkedOn!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Step 4: it was weighed (stap_4).' })
  readonly weighedOn!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Step 5: it was decided (stap_5).' })
  readonly decidedOn!: string | null
}
