/**
 * What a domain tells `journey`: its events, in one shape.
 *
 * No client sees this type; `journey` makes the timeline of it. A new domain becomes part of the timeline by
 * publishing its events so. A domain leaves out what the viewer may not read: this type has no scopes of its own.
 *
 * @module
 */

import 'reflect-metadata'
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { ContactForm, ContactInitiative, ContactStatus } from './contact.ts'
import { DateTime, LocalDate } from './scalars.ts'

export const EventKind = {
  PREGNANCY: 'PREGNANCY',
  BIRTH: 'BIRTH',
  CONTACT: 'CONTACT',
  VACCINATION: 'VACCINATION',
  REFERRAL: 'REFERRAL',
  ENROLMENT: 'ENROLMENT',
  SUPPORT: 'SUPPORT',
  CASE: 'CASE',
} as const
export type EventKind = keyof typeof EventKind

registerEnumType(EventKind, {
  name: 'EventKind',
  description: 'What sort of event it is.',
})

export const EventPhase = { BEGIN: 'BEGIN', END: 'END' } as const
export type EventPhase = keyof typeof EventPhase

registerEnumType(EventPhase, {
  name: 'EventPhase',
  description: 'Of what lasts: its beginning or its end.',
})

@Directive('@shareable')
@Directive('@inaccessible')
@ObjectType({ description: 'What a domain tells the timeline. For subgraphs only.' })
export class DomainEvent {
  /** Unique within the domain, and stable. */
  @Field(() => ID)
  readonly id!: string

  @Field(() => EventKind)
  readonly kind!: EventKind

  @Field(() => EventPhase, { nullable: true })
  readonly phase!: EventPhase | null

  /** When it was true. */
  @Field(() => LocalDate)
  readonly at!: string

  /** When the registry wrote it down; null where it does not tell. */
  @Field(() => DateTime, { nullable: true })
  readonly recordedAt!: string | null

  /** What it was, in English, from the code list; never free text. */
  @Field(() => String)
  readonly label!: string

  /** The code that the registry used. */
  @Field(() => String, { nullable: true })
  readonly code!: string | null

  @Field(() => ContactForm, { nullable: true })
  readonly form!: ContactForm | null

  @Field(() => ContactStatus, { nullable: true })
  readonly status!: ContactStatus | null

  @Field(() => ContactInitiative, { nullable: true })
  readonly initiative!: ContactInitiative | null

  /** Of a vaccination: it was refused, and not given. */
  @Field(() => Boolean, { nullable: true })
  readonly refused!: boolean | null
}
