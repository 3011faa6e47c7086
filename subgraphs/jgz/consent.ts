import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

export const ConsentAbout = {
  TRANSFER_WITHIN_JGZ: 'TRANSFER_WITHIN_JGZ',
  DISCLOSURE_TO_OTHERS: 'DISCLOSURE_TO_OTHERS',
  NATIONAL_EXCHANGE: 'NATIONAL_EXCHANGE',
  RESEARCH: 'RESEARCH',
  IMMUNISATION_PROGRAMME: 'IMMUNISATION_PROGRAMME',
  VACCINATION_BY_NURSE: 'VACCINATION_BY_NURSE',
} as const
export type ConsentAbout = keyof typeof ConsentAbout

registerEnumType(ConsentAbout, {
  name: 'JgzConsentAbout',
  description: 'What was asked.',
  valuesConfig: {
    TRANSFER_WITHIN_JGZ: {
      description:
        'Overdracht dossier binnen JGZ: to consent to (BDS 1163), or to object to (BDS 1395).',
    },
    DISCLOSURE_TO_OTHERS: { description: 'Verstrekking informatie aan derden (BDS 1165).' },
    NATIONAL_EXCHANGE: {
      description: 'Aanmelding bij het Landelijk Schakelpunt (LSP; BDS 1398).',
    },
    RESEARCH: { description: 'Wetenschappelijk onderzoek, to object to (BDS 1404).' },
    IMMUNISATION_PROGRAMME: {
      description: 'Gegevensuitwisseling with the national immunisation programme (BDS 1533).',
    },
    VACCINATION_BY_NURSE: {
      description: 'Leave of a physician to a nurse to vaccinate (BDS 469).',
    },
  },
})

@ObjectType({
  description: 'A consent or an objection, as it was recorded (toestemming, bezwaar; BDS R010).',
})
export class JgzConsent {
  @Field(() => ID, { description: 'Unique within the registry, and stable.' })
  readonly id!: string

  @Field(() => ConsentAbout)
  readonly about!: ConsentAbout

  @Field(() => Int, { description: 'The number of the element in the basic data set (BDS).' })
  readonly element!: number

  @Field(() => Boolean, {
    description: 'Whether it may be done: consent was given, or nobody objected.',
  })
  readonly allowed!: boolean

  @Field(() => LocalDate, { nullable: true, description: 'When it was given, or objected to.' })
  readonly date!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'Until when it holds (BDS 1607).' })
  readonly until!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'By whom: the young person, or who has authority (bron; W0691).',
  })
  readonly sourceCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly sourceLabel!: string | null

  @Field(() => String, { nullable: true, description: 'How (toestemmingswijze; BDS 1541).' })
  readonly mannerCode!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the registry wrote it down; null where it does not tell.',
  })
  readonly recordedAt!: string | null
}
