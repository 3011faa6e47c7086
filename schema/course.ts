/**
 * What `child` tells `journey`: the course of a life as the population register has it, and how far each domain can speak.
 *
 * No client sees these types. Words are texts and no enumerations: those would be seen in the schema of the clients.
 *
 * @module
 */

import 'reflect-metadata'
import { Directive, Field, ObjectType } from 'type-graphql'
import { Domain } from './domain.ts'
import { DateTime, PartialDate } from './scalars.ts'

export type CourseEnding = 'DIED' | 'EMIGRATED' | 'NOT_KEPT'

@Directive('@shareable')
@Directive('@inaccessible')
@ObjectType({ description: 'The course of a life. For subgraphs only.' })
export class ChildCourse {
  /** Null for who is not born, or of whom nobody knows it. */
  @Field(() => PartialDate, { nullable: true })
  readonly birthDate!: string | null

  @Field(() => PartialDate, { nullable: true })
  readonly endedOn!: string | null

  @Field(() => String, { nullable: true })
  readonly ending!: CourseEnding | null

  /** In the municipality in which it lives; null where the address is secret. */
  @Field(() => PartialDate, { nullable: true })
  readonly arrivedOn!: string | null
}

@Directive('@shareable')
@Directive('@inaccessible')
@ObjectType({ description: 'How far a domain can speak of a child. For subgraphs only.' })
export class DomainStanding {
  @Field(() => Domain)
  readonly domain!: Domain

  /** One of the nine words of `DomainView`. */
  @Field(() => String)
  readonly absence!: string

  /** Until when what it tells is complete, as far as it says. */
  @Field(() => DateTime, { nullable: true })
  readonly freshAt!: string | null

  /** By whom it is told, by slug: schedules may differ. */
  @Field(() => [String])
  readonly registries!: readonly string[]
}

/** What `journey` requires of them. */
export const COURSE = '{ birthDate endedOn ending arrivedOn }'
export const STANDING = '{ domain absence freshAt registries }'
