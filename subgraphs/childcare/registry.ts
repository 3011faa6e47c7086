import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Inaccessible, Key } from '../../schema/federation.ts'
import { RegistryHealth } from '../../schema/health.ts'
import type { ChildcareContext } from './child.ts'

@Key('name')
@ObjectType()
export class LinkedRegistry {
  @Field(() => ID)
  readonly name!: string
}

/** What childcare tells of its own registries; of another's it tells nothing. */
@Resolver(() => LinkedRegistry)
export class RegistryInChildcare {
  @Inaccessible()
  @FieldResolver(() => RegistryHealth, { nullable: true })
  childcareHealth(@Root() { name }: LinkedRegistry, @Ctx() { health }: ChildcareContext) {
    return health(name)
  }
}
