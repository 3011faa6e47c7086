import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Inaccessible, Key } from '../../schema/federation.ts'
import { RegistryHealth } from '../../schema/health.ts'
import type { JgzContext } from './child.ts'

@Key('name')
@ObjectType()
export class LinkedRegistry {
  @Field(() => ID)
  readonly name!: string
}

/** What youth health care tells of its own registries; of another's it tells nothing. */
@Resolver(() => LinkedRegistry)
export class RegistryInJgz {
  @Inaccessible()
  @FieldResolver(() => RegistryHealth, { nullable: true })
  jgzHealth(@Root() { name }: LinkedRegistry, @Ctx() { health }: JgzContext) {
    return health(name)
  }
}
