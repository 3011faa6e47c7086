import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Inaccessible, Key } from '../../schema/federation.ts'
import { RegistryHealth } from '../../schema/health.ts'
import type { BirthCareContext } from './child.ts'

@Key('name')
@ObjectType()
export class LinkedRegistry {
  @Field(() => ID)
  readonly name!: string
}

/** What birth care tells of its own registries; of another's it tells nothing. */
@Resolver(() => LinkedRegistry)
export class RegistryInBirthCare {
  @Inaccessible()
  @FieldResolver(() => RegistryHealth, { nullable: true })
  birthCareHealth(@Root() { name }: LinkedRegistry, @Ctx() { health }: BirthCareContext) {
    return health(name)
  }
}
