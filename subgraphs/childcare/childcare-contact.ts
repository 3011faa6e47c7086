import { Field, ObjectType } from 'type-graphql'

@ObjectType({ description: 'Where post for a location goes.' })
export class ChildcareCorrespondence {
  @Field(() => String, { nullable: true, description: 'Correspondentie_adres.' })
  readonly street!: string | null

  @Field(() => String, { nullable: true, description: 'Correspondentie_postcode.' })
  readonly postcode!: string | null

  @Field(() => String, { nullable: true, description: 'Correspondentie_woonplaats.' })
  readonly city!: string | null

  @Field(() => String, { nullable: true, description: 'Correspondentie_buitenland.' })
  readonly abroad!: string | null
}

@ObjectType({
  description:
    'How a location is reached. Whom to ask for (contact_persoon) is a person, and is not told.',
})
export class ChildcareContact {
  @Field(() => String, { nullable: true, description: 'Contact_telefoon.' })
  readonly phone!: string | null

  @Field(() => String, { nullable: true, description: 'Contact_emailadres.' })
  readonly email!: string | null

  @Field(() => String, { nullable: true, description: 'Contact_website.' })
  readonly website!: string | null
}
