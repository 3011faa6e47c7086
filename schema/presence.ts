/**
 * What a domain tells `child`: for each of its registries, whether it has anything of a child, and how fresh it is.
 *
 * No client sees this type; `child` makes the views of it, because a domain that is down cannot say so itself. That a
 * registry failed is told here and not as an error, so that it costs nothing else of the answer.
 *
 * @module
 */

import 'reflect-metadata'
import { Directive, Field, ObjectType } from 'type-graphql'
import { DateTime } from './scalars.ts'

export type PresenceState = 'PRESENT' | 'NOT_RECORDED' | 'FAILED'

@Directive('@shareable')
@Directive('@inaccessible')
@ObjectType({ description: 'What a registry has of a child, in one word. For subgraphs only.' })
export class RegistryPresence {
  /** The slug of the registry. */
  @Field(() => String)
  readonly registry!: string

  /** As a word, and no enumeration: that would be seen in the schema of the clients. */
  @Field(() => String)
  readonly state!: PresenceState

  /** Of what failed: a code of `schema/errors.ts`. */
  @Field(() => String, { nullable: true })
  readonly code!: string | null

  /** What it told last is older than was promised. */
  @Field(() => Boolean)
  readonly isStale!: boolean

  /** The address of the child is secret: no client is told which registry it is. Null: it is not. */
  @Field(() => Boolean, { nullable: true })
  readonly shielded?: boolean | null

  /** Until when it is complete, as far as it says. */
  @Field(() => DateTime, { nullable: true })
  readonly upToDateTo!: string | null
}

/** What `child` requires of it. */
export const PRESENCE = '{ registry state code isStale shielded upToDateTo }'
