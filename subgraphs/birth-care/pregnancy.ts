import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'
import { PrenatalVisit } from './prenatal-visit.ts'

export const PregnancyOutcome = {
  LIVE_BIRTH: 'LIVE_BIRTH',
  STILLBIRTH: 'STILLBIRTH',
  MISCARRIAGE: 'MISCARRIAGE',
  ECTOPIC: 'ECTOPIC',
  TERMINATION: 'TERMINATION',
  ONGOING: 'ONGOING',
  UNKNOWN: 'UNKNOWN',
} as const
export type PregnancyOutcome = keyof typeof PregnancyOutcome

registerEnumType(PregnancyOutcome, {
  name: 'PregnancyOutcome',
  description: 'How a pregnancy ended (wijze einde zwangerschap).',
  valuesConfig: {
    LIVE_BIRTH: { description: 'At least one child was born alive.' },
    STILLBIRTH: { description: 'No child lived; from 24 weeks (168 days).' },
    MISCARRIAGE: { description: 'Miskraam: no child lived; before 24 weeks.' },
    ECTOPIC: { description: 'Extra-uteriene graviditeit.' },
    TERMINATION: { description: 'Afbreking van de zwangerschap.' },
    UNKNOWN: { description: 'Not told, for instance after a transfer to another practice.' },
  },
})

@ObjectType({ description: 'Tabakgebruik, as it was recorded last (SNOMED CT 365980008).' })
export class TobaccoUse {
  @Field(() => String, { description: 'SNOMED CT.' })
  readonly code!: string

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly label!: string | null
}

@ObjectType({ description: 'The pregnancy of which this child was born (zwangerschap).' })
export class Pregnancy {
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'A terme datum: the definitive one (SNOMED CT 147781000146105), else the estimate.',
  })
  readonly dueDate!: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'First day of the last menstrual period (datum laatste menstruatie; LOINC 8665-2).',
  })
  readonly lastMenstrualPeriod!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Graviditeit: pregnancies, this one included (LOINC 11996-6).',
  })
  readonly gravidity!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Pariteit: births before this pregnancy (LOINC 11977-6).',
  })
  readonly parity!: number | null

  @Field(() => LocalDate, { nullable: true, description: 'The first visit that took place.' })
  readonly firstVisit!: string | null

  @Field(() => Int, { nullable: true, description: 'Counted from the due date.' })
  readonly firstVisitGestationalAgeDays!: number | null

  @Field(() => [PrenatalVisit], {
    description:
      'Up to and with the day on which the pregnancy ended. Oldest first. What two practices recorded of one day and form counts once.',
  })
  readonly visits!: readonly PrenatalVisit[]

  @Field(() => Boolean, { nullable: true, description: 'Meerlingzwangerschap.' })
  readonly multiple!: boolean | null

  @Field(() => TobaccoUse, { nullable: true })
  readonly tobaccoUse!: TobaccoUse | null

  @Field(() => PregnancyOutcome)
  readonly outcome!: PregnancyOutcome
}
