/**
 * What a client sees of an event: one type for each kind, in a union.
 *
 * A union and not an interface: composition lifts a scope on one implementing type to the whole interface.
 *
 * @module
 */

import { createUnionType, Field, ID, ObjectType } from 'type-graphql'
import { ContactForm, ContactInitiative, ContactStatus } from '../../schema/contact.ts'
import { Domain } from '../../schema/domain.ts'
import { type EventKind, EventPhase } from '../../schema/events.ts'
import { DateTime, LocalDate } from '../../schema/scalars.ts'
import { HandoverStep } from './handover-words.ts'
import { PageInfo } from './page-info.ts'

const LABEL = 'What it was, in English, from the code list of the registry.'
const CODE = 'The code that the registry used.'

@ObjectType({ description: 'A moment in a pregnancy: its expected end, or what it ended in.' })
export class PregnancyItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string
}

@ObjectType({ description: 'The birth (geboorte).' })
export class BirthItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string
}

@ObjectType({
  description: 'A contact between a professional and the family, or an attempt at one.',
})
export class ContactItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string

  @Field(() => String, { nullable: true, description: CODE })
  readonly code!: string | null

  @Field(() => ContactForm, { nullable: true })
  readonly form!: ContactForm | null

  @Field(() => ContactStatus, { nullable: true })
  readonly status!: ContactStatus | null

  @Field(() => ContactInitiative, { nullable: true })
  readonly initiative!: ContactInitiative | null
}

@ObjectType({ description: 'A vaccination, given or refused.' })
export class VaccinationItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string

  @Field(() => String, { nullable: true, description: `${CODE} W0422.` })
  readonly code!: string | null

  @Field(() => Boolean, { description: 'It was refused (bezwaar; BDS 683), and not given.' })
  readonly refused!: boolean
}

@ObjectType({ description: 'A referral (verwijzing).' })
export class ReferralItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string

  @Field(() => String, { nullable: true, description: `${CODE} W0621.` })
  readonly code!: string | null
}

@ObjectType({ description: 'The beginning or the end of a place in childcare (kinderopvang).' })
export class EnrolmentItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string

  @Field(() => EventPhase, { nullable: true })
  readonly phase!: EventPhase | null
}

@ObjectType({ description: 'The beginning or the end of youth help (jeugdhulp).' })
export class SupportItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string

  @Field(() => String, { nullable: true, description: `${CODE} JZ020.` })
  readonly code!: string | null

  @Field(() => EventPhase, { nullable: true })
  readonly phase!: EventPhase | null
}

@ObjectType({ description: 'A case of the neighbourhood team (wijkteam), opened or closed.' })
export class CaseItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string

  @Field(() => EventPhase, { nullable: true })
  readonly phase!: EventPhase | null
}

@ObjectType({ description: 'That a child came to childcare in a month (aanwezige uren).' })
export class AttendanceItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string
}

@ObjectType({ description: 'That youth health care ended, or is not wanted (BDS R050).' })
export class CareItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string

  @Field(() => String, { nullable: true, description: `${CODE} W0626 or W0625.` })
  readonly code!: string | null
}

@ObjectType({ description: 'An indication for early childhood education (doelgroepindicatie).' })
export class IndicationItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string
}

@ObjectType({ description: 'The beginning or the end of waiting for a place in childcare.' })
export class WaitingItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string

  @Field(() => EventPhase, { nullable: true })
  readonly phase!: EventPhase | null
}

@ObjectType({ description: 'A consultation between professionals, without the family.' })
export class ConsultationItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string

  @Field(() => String, { nullable: true, description: `${CODE} W0188.` })
  readonly code!: string | null
}

@ObjectType({ description: 'A handover (overdracht), as one of its sides wrote it down.' })
export class HandoverItem {
  @Field(() => String, { description: LABEL })
  readonly label!: string

  @Field(() => HandoverStep, { nullable: true, description: 'Null: planned, or not done.' })
  readonly step!: HandoverStep | null
}

/** The type of each kind of event; a kind that is missing here does not compile. */
export const ITEMS = {
  PREGNANCY: PregnancyItem,
  BIRTH: BirthItem,
  CONTACT: ContactItem,
  VACCINATION: VaccinationItem,
  REFERRAL: ReferralItem,
  ENROLMENT: EnrolmentItem,
  SUPPORT: SupportItem,
  CASE: CaseItem,
  ATTENDANCE: AttendanceItem,
  CARE: CareItem,
  INDICATION: IndicationItem,
  WAITING: WaitingItem,
  CONSULTATION: ConsultationItem,
  HANDOVER: HandoverItem,
} as const satisfies Record<EventKind, Function>

export const TimelineItem = createUnionType({
  name: 'TimelineItem',
  description: 'What happened.',
  types: () => Object.values(ITEMS),
})

@ObjectType({ description: 'One event in the life of a child, with its two clocks.' })
export class TimelineEntry {
  @Field(() => ID, { description: 'Stable, and unique within the child.' })
  readonly id!: string

  @Field(() => Domain, { description: 'Who tells it.' })
  readonly domain!: Domain

  @Field(() => LocalDate, { description: 'When it was true.' })
  readonly at!: string

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the registry wrote it down; null where it does not tell.',
  })
  readonly recordedAt!: string | null

  @Field(() => TimelineItem)
  readonly item!: object
}

@ObjectType({ description: 'An entry in its place.' })
export class TimelineEdge {
  @Field(() => ID, { description: 'For `after`.' })
  readonly cursor!: string

  @Field(() => TimelineEntry)
  readonly node!: TimelineEntry
}

@ObjectType({ description: 'The events of all domains that the viewer may read, in one line.' })
export class Timeline {
  @Field(() => [TimelineEdge], { description: 'The entries with their cursors (Relay).' })
  readonly edges!: readonly TimelineEdge[]

  @Field(() => PageInfo)
  readonly pageInfo!: PageInfo

  @Field(() => [TimelineEntry], { description: 'Oldest first.' })
  readonly entries!: readonly TimelineEntry[]

  @Field(() => [Domain], {
    description:
      'The domains that this timeline speaks for. A domain that the viewer may not read, that has no way to find the child, or that did not answer, is not among them.',
  })
  readonly speaksFor!: readonly Domain[]
}
