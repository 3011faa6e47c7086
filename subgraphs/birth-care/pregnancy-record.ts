import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'
import { DueDate } from './due-date.ts'
import { FetalMovements } from './fetal-movements.ts'
import { MaternityCare } from './maternity-care.ts'
import { BirthCareObservation } from './observation.ts'
import { PrenatalVisit } from './prenatal-visit.ts'
import { SubstanceUse } from './substance-use.ts'

export const PregnancyRecordOutcome = {
  LIVE_BIRTH: 'LIVE_BIRTH',
  STILLBIRTH: 'STILLBIRTH',
  MISCARRIAGE: 'MISCARRIAGE',
  ECTOPIC: 'ECTOPIC',
  TERMINATION: 'TERMINATION',
  ONGOING: 'ONGOING',
  UNKNOWN: 'UNKNOWN',
} as const
export type PregnancyRecordOutcome = keyof typeof PregnancyRecordOutcome

registerEnumType(PregnancyRecordOutcome, {
  name: 'PregnancyRecordOutcome',
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

export const Chorionicity = {
  DICHORIONIC_DIAMNIOTIC: 'DICHORIONIC_DIAMNIOTIC',
  MONOCHORIONIC_DIAMNIOTIC: 'MONOCHORIONIC_DIAMNIOTIC',
  MONOCHORIONIC_MONOAMNIOTIC: 'MONOCHORIONIC_MONOAMNIOTIC',
  OTHER: 'OTHER',
} as const
export type Chorionicity = keyof typeof Chorionicity

registerEnumType(Chorionicity, {
  name: 'Chorionicity',
  description: 'Chorioniciteit: what the children of one pregnancy share (SNOMED CT 65147003).',
  valuesConfig: { OTHER: { description: 'Something else, or a code that we do not know.' } },
})

@ObjectType({ description: 'Tabakgebruik, as it was recorded last (SNOMED CT 365980008).' })
export class TobaccoUse {
  @Field(() => String, { description: 'SNOMED CT.' })
  readonly code!: string

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly label!: string | null
}

@ObjectType({ description: 'The pregnancy of which this child was born (zwangerschap).' })
export class PregnancyRecord {
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'A terme datum: the definitive one (SNOMED CT 147781000146105), else the estimate.',
  })
  readonly dueDate!: string | null

  @Field(() => DueDate, {
    nullable: true,
    description: 'Geschatte à terme datum (SNOMED CT 161714006).',
  })
  readonly estimatedDueDate!: DueDate | null

  @Field(() => DueDate, {
    nullable: true,
    description: 'Definitieve à terme datum (SNOMED CT 147781000146105).',
  })
  readonly definitiveDueDate!: DueDate | null

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

  @Field(() => Int, {
    nullable: true,
    description: 'Aantal levende nakomelingen, before this pregnancy (SNOMED CT 143881000146107).',
  })
  readonly livingOffspring!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Earlier pregnancies that were lost (SNOMED CT 713651007).',
  })
  readonly earlierLosses!: number | null

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

  @Field(() => Chorionicity, { nullable: true })
  readonly chorionicity!: Chorionicity | null

  @Field(() => FetalMovements, { nullable: true })
  readonly fetalMovements!: FetalMovements | null

  @Field(() => TobaccoUse, { nullable: true })
  readonly tobaccoUse!: TobaccoUse | null

  @Field(() => SubstanceUse, {
    nullable: true,
    description: 'Alcoholgebruik (SNOMED CT 228273003).',
  })
  readonly alcoholUse!: SubstanceUse | null

  @Field(() => SubstanceUse, { nullable: true, description: 'Drugsgebruik (SNOMED CT 228366006).' })
  readonly drugUse!: SubstanceUse | null

  @Field(() => SubstanceUse, { nullable: true, description: 'Foliumzuur (SNOMED CT 792807003).' })
  readonly folicAcid!: SubstanceUse | null

  @Field(() => PregnancyRecordOutcome)
  readonly outcome!: PregnancyRecordOutcome

  @Field(() => MaternityCare, {
    nullable: true,
    description: 'Kraamzorg; null where nothing of it is recorded.',
  })
  readonly maternityCare!: MaternityCare | null

  @Field(() => [BirthCareObservation], {
    description: 'What else was recorded of the mother in this pregnancy. Oldest first.',
  })
  readonly observations!: readonly BirthCareObservation[]
}

/** What a format that does not speak of these things says of them. */
export const UNTOLD_OF_PREGNANCY = {
  estimatedDueDate: null,
  definitiveDueDate: null,
  livingOffspring: null,
  earlierLosses: null,
  chorionicity: null,
  fetalMovements: null,
  alcoholUse: null,
  drugUse: null,
  folicAcid: null,
  maternityCare: null,
  observations: [],
} as const satisfies Partial<PregnancyRecord>
