import { Field, ID, Int, ObjectType } from 'type-graphql'
import { ChildcareKind } from './codes.ts'

const NOT_OF_A_CHILDMINDER = 'Null for a childminder (VGO): it is a person, at home.'

@ObjectType({
  description:
    'A place where children are looked after, as the public register of childcare (Landelijk Register Kinderopvang, LRK) has it.',
})
export class ChildcareLocation {
  @Field(() => ID, { description: 'Its number in the register (lrk_id).' })
  readonly lrkId!: string

  @Field(() => String, { nullable: true, description: NOT_OF_A_CHILDMINDER })
  readonly name!: string | null

  @Field(() => ChildcareKind)
  readonly kind!: ChildcareKind

  @Field(() => Int, {
    nullable: true,
    description: 'How many children may be there at once (aantal_kindplaatsen).',
  })
  readonly places!: number | null

  @Field(() => Boolean, {
    description: 'It offers early childhood education (voorschoolse educatie; ve).',
  })
  readonly vve!: boolean

  @Field(() => Boolean, {
    description: 'It stands in the register now (status Ingeschreven, not Uitgeschreven).',
  })
  readonly registered!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'The municipality that supervises it, by its four digits (cbs_code).',
  })
  readonly municipality!: string | null

  @Field(() => String, { nullable: true, description: NOT_OF_A_CHILDMINDER })
  readonly city!: string | null

  @Field(() => String, { nullable: true, description: NOT_OF_A_CHILDMINDER })
  readonly postcode!: string | null
}
