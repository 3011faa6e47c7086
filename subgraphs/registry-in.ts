/**
 * What a domain tells of its own registries; of another's it tells nothing.
 *
 * @module
 */

import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Inaccessible, Key } from '../schema/federation.ts'
import { RegistryHealth } from '../schema/health.ts'
import type { TellHealth } from './health.ts'

/** The field of a registry that this domain adds, as `child` requires it. */
export function registryIn(domain: 'birthCare' | 'jgz' | 'childcare' | 'socialDomain') {
  @Key('name')
  @ObjectType()
  class LinkedRegistry {
    @Field(() => ID)
    readonly name!: string
  }

  @Resolver(() => LinkedRegistry)
  class RegistryInDomain {
    @Inaccessible()
    @FieldResolver(() => RegistryHealth, { nullable: true, name: `${domain}Health` })
    health(@Root() { name }: LinkedRegistry, @Ctx() { health }: { readonly health: TellHealth }) {
      return health(name)
    }
  }
  return { entity: LinkedRegistry, resolver: RegistryInDomain }
}
