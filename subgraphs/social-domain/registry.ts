import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Inaccessible, Key } from '../../schema/federation.ts'
import { RegistryHealth } from '../../schema/health.ts'
import type { SocialDomainContext } from './child.ts'

@Key('name')
@ObjectType()
export class LinkedRegistry {
  @Field(() => ID)
  readonly name!: string
}

/** What the social domain tells of its own registries; of another's it tells nothing. */
@Resolver(() => LinkedRegistry)
export class RegistryInSocialDomain {
  @Inaccessible()
  @FieldResolver(() => RegistryHealth, { nullable: true })
  socialDomainHealth(@Root() { name }: LinkedRegistry, @Ctx() { health }: SocialDomainContext) {
    return health(name)
  }
}
