/**
 * What a domain tells `journey`: its events, in one shape.
 *
 * No client sees this type; `journey` makes the timeline of it. A new domain becomes part of the timeline by
 * publishing its events so. A domain leaves out what the viewer may not read: this type has no scopes of its own.
 *
 * @module
 */

import 'reflect-metadata'
import { Directive, Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql'
import { ContactForm, ContactInitiative, ContactStatus } from './contact.ts'
import { Domain } from './domain.ts'
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
  ATTENDANCE: 'ATTENDANCE',
  CARE: 'CARE',
  INDICATION: 'INDICATION',
  WAITING: 'WAITING',
  CONSULTATION: 'CONSULTATION',
  HANDOVER: 'HANDOVER',
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

/** Why something began or ended, in words that all domains share; null for any other reason. */
export type EventReason =
  | 'AGE'
  | 'COST'
  | 'DIED'
  | 'EMIGRATED'
  | 'JOB_LOSS'
  | 'MOVED'
  | 'NOT_WANTED'
  | 'OTHER'

/** What a family or a child is in, as far as an event says so; never about safety, and never how grave it is. */
export type EventSituation =
  | 'HARD_TO_REACH'
  | 'JOB_LOSS'
  | 'LANGUAGE_DELAY'
  | 'MOTOR_DELAY'
  | 'NEIGHBOURHOOD_TEAM'
  | 'PARENTING'
  | 'PSYCHOSOCIAL'
  | 'YOUTH_HELP'

/** Of a handover, as the one who tells it wrote it down. */
export type EventStep = 'SENT' | 'RECEIVED' | 'ACKNOWLEDGED'

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

  /** As a word, and no enumeration: that would be seen in the schema of the clients. */
  @Field(() => String, { nullable: true })
  readonly reason!: EventReason | null

  /** The other domain: to which was referred, or who indicated, reported, asked for it. Null: none, or not told. */
  @Field(() => Domain, { nullable: true })
  readonly counterpart!: Domain | null

  /** Of a handover; as a word, for the same reason. */
  @Field(() => String, { nullable: true })
  readonly step!: EventStep | null

  /** As a word, for the same reason. */
  @Field(() => String, { nullable: true })
  readonly situation!: EventSituation | null

  /** Of a contact: the hour in which it began; of a birth: the gestational age in days; of attendance: the hours of the month; of an enrolment that begins: hours a week. */
  @Field(() => Float, { nullable: true })
  readonly value!: number | null
}

/** What most events do not have. */
export const NOTHING_MORE = {
  phase: null,
  recordedAt: null,
  code: null,
  form: null,
  status: null,
  initiative: null,
  refused: null,
  reason: null,
  counterpart: null,
  step: null,
  situation: null,
  value: null,
} as const satisfies Partial<DomainEvent>

/** What `journey` requires of it. */
export const EVENT =
  '{ id kind phase at recordedAt label code form status initiative refused reason counterpart step situation }'
