import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'
import { Delivery } from './delivery.ts'
import { InfantFeeding, NewbornScreening } from './newborn.ts'
import { BirthCareObservation } from './observation.ts'

export const BirthMode = {
  SPONTANEOUS: 'SPONTANEOUS',
  ASSISTED_VAGINAL: 'ASSISTED_VAGINAL',
  CAESAREAN: 'CAESAREAN',
  ELECTIVE_CAESAREAN: 'ELECTIVE_CAESAREAN',
  EMERGENCY_CAESAREAN: 'EMERGENCY_CAESAREAN',
  OTHER: 'OTHER',
} as const
export type BirthMode = keyof typeof BirthMode

registerEnumType(BirthMode, {
  name: 'BirthMode',
  description: 'Soort partus (SNOMED CT 364336006).',
  valuesConfig: {
    ASSISTED_VAGINAL: { description: 'Vaginale kunstverlossing: by vacuum or forceps.' },
    CAESAREAN: { description: 'Sectio caesarea, of which is not told whether it was planned.' },
    ELECTIVE_CAESAREAN: { description: 'Primaire sectio caesarea.' },
    EMERGENCY_CAESAREAN: { description: 'Secundaire (spoed) sectio caesarea.' },
    OTHER: { description: 'Something else, or a code that we do not know.' },
  },
})

export const BirthPlace = {
  HOME: 'HOME',
  BIRTH_CENTRE: 'BIRTH_CENTRE',
  HOSPITAL: 'HOSPITAL',
  OTHER: 'OTHER',
} as const
export type BirthPlace = keyof typeof BirthPlace

registerEnumType(BirthPlace, {
  name: 'BirthPlace',
  description: 'Werkelijke plaats baring (SNOMED CT 366344009).',
  valuesConfig: {
    OTHER: { description: 'On the way, elsewhere, or a code that we do not know.' },
  },
})

export const BirthOutcome = { LIVE_BIRTH: 'LIVE_BIRTH', STILLBIRTH: 'STILLBIRTH' } as const
export type BirthOutcome = keyof typeof BirthOutcome

registerEnumType(BirthOutcome, {
  name: 'BirthOutcome',
  description: 'Whether the child was born alive (levendgeboren) or not (doodgeboren).',
})

export const PerinatalPhase = {
  ANTEPARTUM: 'ANTEPARTUM',
  INTRAPARTUM: 'INTRAPARTUM',
  NEONATAL: 'NEONATAL',
  UNKNOWN: 'UNKNOWN',
} as const
export type PerinatalPhase = keyof typeof PerinatalPhase

registerEnumType(PerinatalPhase, {
  name: 'PerinatalPhase',
  description: 'Fase perinatale sterfte: before, during or after birth.',
})

@ObjectType({ description: 'Perinatale sterfte (SNOMED CT 276507005), of this child only.' })
export class PerinatalDeath {
  @Field(() => LocalDate, { nullable: true })
  readonly date!: string | null

  @Field(() => PerinatalPhase)
  readonly phase!: PerinatalPhase
}

@ObjectType({ description: 'The birth of this child (geboorte; SNOMED CT 3950001).' })
export class Birth {
  @Field(() => LocalDate, { nullable: true, description: 'Geboortedatum.' })
  readonly date!: string | null

  @Field(() => DateTime, { nullable: true, description: 'Null where only the day is known.' })
  readonly at!: string | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Zwangerschapsduur at birth in days (SNOMED CT 57036006); where it was not recorded, counted from the due date.',
  })
  readonly gestationalAgeDays!: number | null

  @Field(() => Boolean, { nullable: true, description: 'Before 37 weeks (259 days).' })
  readonly preterm!: boolean | null

  @Field(() => Int, { nullable: true, description: 'Geboortegewicht in grams (LOINC 8339-4).' })
  readonly weightGrams!: number | null

  @Field(() => Int, { nullable: true, description: 'Length in millimetres (LOINC 89269-5).' })
  readonly lengthMillimetres!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Hoofdomtrek in millimetres, on the day of birth (LOINC 9843-4).',
  })
  readonly headCircumferenceMillimetres!: number | null

  @Field(() => Int, { nullable: true, description: 'Apgar score after 1 minute (LOINC 9272-6).' })
  readonly apgar1!: number | null

  @Field(() => Int, { nullable: true, description: 'Apgar score after 5 minutes (LOINC 9274-2).' })
  readonly apgar5!: number | null

  @Field(() => Int, { nullable: true, description: 'Apgar score after 10 minutes (LOINC 9271-8).' })
  readonly apgar10!: number | null

  @Field(() => BirthMode, { nullable: true })
  readonly mode!: BirthMode | null

  @Field(() => BirthPlace, { nullable: true })
  readonly place!: BirthPlace | null

  @Field(() => Int, {
    nullable: true,
    description:
      'Rangnummer kind, from 1. Told by the times at which the children of one delivery were born; null where those leave a doubt.',
  })
  readonly rank!: number | null

  @Field(() => Boolean, { nullable: true, description: 'One of a twin, triplet, … (meerling).' })
  readonly multiple!: boolean | null

  @Field(() => BirthOutcome)
  readonly outcome!: BirthOutcome

  @Field(() => PerinatalDeath, { nullable: true })
  readonly perinatalDeath!: PerinatalDeath | null

  @Field(() => Delivery, { nullable: true })
  readonly delivery!: Delivery | null

  @Field(() => NewbornScreening, {
    nullable: true,
    description: 'Gehoortest (SNOMED CT 252957005).',
  })
  readonly hearingTest!: NewbornScreening | null

  @Field(() => NewbornScreening, { nullable: true, description: 'Hielprik (SNOMED CT 77262006).' })
  readonly heelPrick!: NewbornScreening | null

  @Field(() => [InfantFeeding], { description: 'Oldest first.' })
  readonly feeding!: readonly InfantFeeding[]

  @Field(() => [BirthCareObservation], {
    description: 'What else was recorded of this child. Oldest first.',
  })
  readonly observations!: readonly BirthCareObservation[]
}

/** What a format that does not speak of these things says of them. */
export const UNTOLD_OF_BIRTH = {
  delivery: null,
  hearingTest: null,
  heelPrick: null,
  feeding: [],
  observations: [],
} as const satisfies Partial<Birth>
