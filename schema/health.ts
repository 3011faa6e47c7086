/**
 * How a linked registry fares: no address, and no persons.
 *
 * @module
 */

import 'reflect-metadata'
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from './scalars.ts'

export const RegistryState = {
  UP: 'UP',
  DEGRADED: 'DEGRADED',
  STALE: 'STALE',
  DOWN: 'DOWN',
} as const
export type RegistryState = keyof typeof RegistryState

registerEnumType(RegistryState, {
  name: 'RegistryState',
  description: 'How a registry fares.',
  valuesConfig: {
    UP: { description: 'It answers, or delivers as promised. One that was not asked yet is up.' },
    DEGRADED: {
      description:
        'Its last questions failed or had no answer that can be read, or its last file was refused; it may be over soon.',
    },
    STALE: { description: 'What it told last is older than its link promises.' },
    DOWN: {
      description: 'It is left alone for a while, or the part of the graph that asks it is down.',
    },
  },
})

export const Circuit = { CLOSED: 'CLOSED', HALF_OPEN: 'HALF_OPEN', OPEN: 'OPEN' } as const
export type Circuit = keyof typeof Circuit

registerEnumType(Circuit, {
  name: 'Circuit',
  description: 'Whether a registry is asked at all.',
  valuesConfig: {
    CLOSED: { description: 'It is asked.' },
    HALF_OPEN: { description: 'The next question is let through, to see whether it is back.' },
    OPEN: { description: 'After too many failures it is not asked for a while.' },
  },
})

@Directive('@shareable')
@ObjectType({ description: 'How a linked registry fares.' })
export class RegistryHealth {
  @Field(() => RegistryState)
  readonly state!: RegistryState

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it last answered, or when its last file was taken in.',
  })
  readonly lastSuccessAt!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when what it told is complete, as far as it says.',
  })
  readonly upToDateTo!: string | null

  @Field(() => Circuit, {
    nullable: true,
    description: 'Null where the part of the graph that asks it is down.',
  })
  readonly circuit!: Circuit | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Of one that delivers files: what came last had been told longer before than was promised.',
  })
  readonly isLate!: boolean | null
}

/** What `child` requires of it. */
export const HEALTH = '{ state lastSuccessAt upToDateTo circuit isLate }'
