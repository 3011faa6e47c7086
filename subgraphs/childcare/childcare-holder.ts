import { Field, ID, ObjectType } from 'type-graphql'

const ONLY_OF_A_BODY =
  'Null where the holder is a person, and where the legal form does not say that it is none.'

@ObjectType({
  description: 'Who runs a location (houder). A person who does so is told by the legal form only.',
})
export class ChildcareHolder {
  @Field(() => String, { nullable: true, description: 'Rechtsvorm_houder.' })
  readonly legalForm!: string | null

  @Field(() => String, { nullable: true, description: `Naam_houder. ${ONLY_OF_A_BODY}` })
  readonly name!: string | null

  @Field(() => ID, { nullable: true, description: `Kvk_nummer_houder. ${ONLY_OF_A_BODY}` })
  readonly kvkNumber!: string | null

  @Field(() => ID, { nullable: true, description: `Vestigingsnummer_houder. ${ONLY_OF_A_BODY}` })
  readonly branchNumber!: string | null

  @Field(() => String, { nullable: true, description: `Houder_adres. ${ONLY_OF_A_BODY}` })
  readonly street!: string | null

  @Field(() => String, { nullable: true, description: `Houder_postcode. ${ONLY_OF_A_BODY}` })
  readonly postcode!: string | null

  @Field(() => String, { nullable: true, description: `Houder_woonplaats. ${ONLY_OF_A_BODY}` })
  readonly city!: string | null

  @Field(() => String, { nullable: true, description: `Houder_buitenland. ${ONLY_OF_A_BODY}` })
  readonly abroad!: string | null
}
