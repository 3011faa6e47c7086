import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'

export const VaccinationState = {
  ON_TIME: 'ON_TIME',
  LATE: 'LATE',
  NOT_YET: 'NOT_YET',
  DUE: 'DUE',
  OVERDUE: 'OVERDUE',
  REFUSED: 'REFUSED',
  MISSED: 'MISSED',
  CANNOT_TELL: 'CANNOT_TELL',
} as const
export type VaccinationState = keyof typeof VaccinationState

registerEnumType(VaccinationState, {
  name: 'VaccinationState',
  description: 'How a child stands against what the immunisation programme expects on a day.',
  valuesConfig: {
    ON_TIME: { description: 'Given in time; of a disease: all that was expected so far.' },
    LATE: { description: 'Given after its time; of a disease: one of them, and none is missing.' },
    NOT_YET: { description: 'Not expected yet.' },
    DUE: { description: 'Expected now, and in time if it is given soon.' },
    OVERDUE: { description: 'Its time is over, and it was not given.' },
    REFUSED: { description: 'Expected, refused, and not given since.' },
    MISSED: { description: 'Not given, and the child is too old for it now.' },
    CANNOT_TELL: {
      description: 'As far as is told it is missing, but youth health care could not be asked.',
    },
  },
})

export const Disease = {
  DIPHTHERIA: 'DIPHTHERIA',
  PERTUSSIS: 'PERTUSSIS',
  TETANUS: 'TETANUS',
  POLIO: 'POLIO',
  HIB: 'HIB',
  HEPATITIS_B: 'HEPATITIS_B',
  PNEUMOCOCCAL: 'PNEUMOCOCCAL',
  MUMPS: 'MUMPS',
  MEASLES: 'MEASLES',
  RUBELLA: 'RUBELLA',
  MENINGOCOCCAL_ACWY: 'MENINGOCOCCAL_ACWY',
  ROTAVIRUS: 'ROTAVIRUS',
} as const
export type Disease = keyof typeof Disease

registerEnumType(Disease, {
  name: 'Disease',
  description: 'Against what the immunisation programme (RVP) protects young children.',
  valuesConfig: {
    DIPHTHERIA: { description: 'Difterie.' },
    PERTUSSIS: { description: 'Kinkhoest.' },
    TETANUS: { description: 'Tetanus.' },
    POLIO: { description: 'Polio.' },
    HIB: { description: 'Haemophilus influenzae b.' },
    HEPATITIS_B: { description: 'Hepatitis B.' },
    PNEUMOCOCCAL: { description: 'Pneumokokkenziekte.' },
    MUMPS: { description: 'Bof.' },
    MEASLES: { description: 'Mazelen.' },
    RUBELLA: { description: 'Rodehond.' },
    MENINGOCOCCAL_ACWY: { description: 'Meningokokkenziekte (A, C, W, Y).' },
    ROTAVIRUS: { description: 'Rotavirus.' },
  },
})

export const SchemeCause = {
  RECORDED: 'RECORDED',
  FIRST_DOSE: 'FIRST_DOSE',
  ASSUMED: 'ASSUMED',
} as const
export type SchemeCause = keyof typeof SchemeCause

registerEnumType(SchemeCause, {
  name: 'VaccinationSchemeCause',
  description: 'From what it is known which scheme a child goes by.',
  valuesConfig: {
    RECORDED: { description: 'Youth health care recorded it (BDS 1584), by maternal vaccination.' },
    FIRST_DOSE: { description: 'From the age at which the first dose was given.' },
    ASSUMED: { description: 'Nobody told: 2+1, by which less is expected.' },
  },
})

@ObjectType({ description: 'A dose that the programme expects.' })
export class DoseStatus {
  @Field(() => Int, { description: 'Which one against this disease: 1, 2, …' })
  readonly dose!: number

  @Field(() => VaccinationState)
  readonly state!: VaccinationState

  @Field(() => LocalDate, { description: 'The first day on which it is due.' })
  readonly from!: string

  @Field(() => LocalDate, { description: 'The last day on which it is in time.' })
  readonly to!: string

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'After this day the child is too old for it; null: never, before its fourth birthday.',
  })
  readonly until!: string | null

  @Field(() => LocalDate, { nullable: true })
  readonly givenOn!: string | null
}

@ObjectType({ description: 'How a child stands against one disease.' })
export class DiseaseStatus {
  @Field(() => Disease)
  readonly disease!: Disease

  @Field(() => VaccinationState, { description: 'That of the dose that matters most.' })
  readonly state!: VaccinationState

  @Field(() => String, { description: 'Why, in a sentence; the same for the same state.' })
  readonly because!: string

  @Field(() => [DoseStatus], { description: 'Those that are expected, oldest first.' })
  readonly doses!: readonly DoseStatus[]
}

@ObjectType({
  description:
    'How a child stands in the immunisation programme (Rijksvaccinatieprogramma) on a day. Who is vaccinated elsewhere, or without consent to be registered by name, may seem behind.',
})
export class VaccinationStatus {
  @Field(() => LocalDate, { description: 'The day for which it is told.' })
  readonly at!: string

  @Field(() => String, { description: '`2+1` or `3+1` doses of DKTP-Hib-HepB.' })
  readonly scheme!: string

  @Field(() => SchemeCause)
  readonly schemeBecause!: SchemeCause

  @Field(() => String, { description: 'By which edition of the schedule.' })
  readonly schedule!: string

  @Field(() => [DiseaseStatus], { description: 'Those of the programme for this child.' })
  readonly diseases!: readonly DiseaseStatus[]
}
