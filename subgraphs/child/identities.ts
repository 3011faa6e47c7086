import {
  Ctx,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { Domain } from '../../schema/domain.ts'
import { DateTime } from '../../schema/scalars.ts'
import { Child, type ChildContext } from './child.ts'
import { Link } from './link.ts'

export const IdentityKind = {
  PREGNANCY_FETUS: 'PREGNANCY_FETUS',
  BIRTH_RECORD: 'BIRTH_RECORD',
  PERSON_PSEUDONYM: 'PERSON_PSEUDONYM',
  LOCAL_CLIENT: 'LOCAL_CLIENT',
} as const
export type IdentityKind = keyof typeof IdentityKind

registerEnumType(IdentityKind, {
  name: 'IdentityKind',
  description: 'As what a registry knows a child.',
  valuesConfig: {
    PREGNANCY_FETUS: { description: 'As one of the children of a pregnancy (zwangerschap).' },
    BIRTH_RECORD: { description: 'As the child of a birth (geboorte).' },
    PERSON_PSEUDONYM: { description: 'As a person, by its BSN, which is not shown.' },
    LOCAL_CLIENT: { description: 'As a client, by a number of the registry’s own (cliëntnummer).' },
  },
})

@ObjectType({ description: 'As what one registry knows a child, and why we think so.' })
export class Identity {
  @Field(() => Domain, { nullable: true, description: 'Null for the population register.' })
  readonly domain!: Domain | null

  @Field(() => ID, { description: 'The name of the registry.' })
  readonly registry!: string

  @Field(() => ID, {
    description: 'Stands for the record, for this purpose. For another purpose it is another one.',
  })
  readonly pseudonym!: string

  @Field(() => IdentityKind)
  readonly kind!: IdentityKind

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when it is linked; null where it always was.',
  })
  readonly validFrom!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Until when; null while it is.' })
  readonly validTo!: Date | null

  @Field(() => Link, { nullable: true, description: 'Null for what is issued with the id itself.' })
  readonly link!: Link | null
}

@Resolver(() => Child)
export class ChildIdentities {
  @Guarded('child:identities')
  @FieldResolver(() => [Identity], {
    nullable: true,
    description: 'By what the registries know the child; of broken links nothing is here.',
  })
  identities(@Root() { id }: Child, @Ctx() { desk }: ChildContext): Promise<readonly Identity[]> {
    return desk.identities(id)
  }
}
