import { Field, ObjectType } from 'type-graphql'

@ObjectType({
  description: 'Whether the mother used something in this pregnancy, as it was recorded last.',
})
export class SubstanceUse {
  @Field(() => String, { description: 'SNOMED CT, as a rule.' })
  readonly code!: string

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly label!: string | null
}
