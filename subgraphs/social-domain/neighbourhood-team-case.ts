import 'reflect-metadata'
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

export const CaseReporter = {
  PARENT: 'PARENT',
  JGZ: 'JGZ',
  GENERAL_PRACTITIONER: 'GENERAL_PRACTITIONER',
  CHILDCARE: 'CHILDCARE',
  MIDWIFE: 'MIDWIFE',
  OTHER: 'OTHER',
} as const
export type CaseReporter = keyof typeof CaseReporter

registerEnumType(CaseReporter, {
  name: 'CaseReporter',
  description: 'Who brought a family to the neighbourhood team (aanmelder).',
  valuesConfig: {
    PARENT: { description: 'Ouder.' },
    JGZ: { description: 'Youth health care (JGZ).' },
    GENERAL_PRACTITIONER: { description: 'Huisarts.' },
    CHILDCARE: { description: 'Kinderopvang.' },
    MIDWIFE: { description: 'Verloskundige.' },
    OTHER: { description: 'Overig.' },
  },
})

export const CaseLead = {
  NEIGHBOURHOOD_TEAM: 'NEIGHBOURHOOD_TEAM',
  JGZ: 'JGZ',
  FAMILY: 'FAMILY',
} as const
export type CaseLead = keyof typeof CaseLead

registerEnumType(CaseLead, {
  name: 'CaseLead',
  description: 'Who leads the plan for a family (regie).',
  valuesConfig: {
    NEIGHBOURHOOD_TEAM: { description: 'Wijkteam.' },
    JGZ: { description: 'Youth health care (JGZ).' },
    FAMILY: { description: 'The family itself (gezin).' },
  },
})

@ObjectType({ description: 'A case (casus) of the neighbourhood team (wijkteam).' })
export class NeighbourhoodTeamCase {
  @Field(() => ID, {
    description: 'Stable and opaque; the number of the case stays with the team.',
  })
  readonly id!: string

  @Field(() => LocalDate, { description: 'Aanmelddatum.' })
  readonly openedOn!: string

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Afsluitdatum; null while the case is open.',
  })
  readonly closedOn!: string | null

  @Field(() => CaseReporter, { nullable: true, description: 'Null where it was not written down.' })
  readonly reportedBy!: CaseReporter | null

  @Field(() => CaseLead, { nullable: true, description: 'Null where it was not written down.' })
  readonly lead!: CaseLead | null

  @Field(() => String, {
    nullable: true,
    description: 'The name of the team. Null of a child whose address is secret, too.',
  })
  readonly team!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Hulpvorm, by the codes of the statistics on youth help (CBS).',
  })
  readonly kindOfHelpCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly kindOfHelpLabel!: string | null

  @Field(() => DateTime, { description: 'When the team last told about it.' })
  readonly recordedAt!: string

  /** Since when we were told that it opened on that day … */
  readonly openedRecordedAt!: string
  /** … and that it closed. */
  readonly closedRecordedAt!: string | null
}
