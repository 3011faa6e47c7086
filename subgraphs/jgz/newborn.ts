import { Field, Int, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

@ObjectType({
  description:
    'The birth as youth health care wrote it down (pasgeborene; BDS R014, R016). Birth care itself knows better.',
})
export class JgzNewborn {
  @Field(() => Int, {
    nullable: true,
    description: 'Geboortegewicht in grams (BDS 110, LOINC 8339-4).',
  })
  readonly weightGrams!: number | null

  @Field(() => Int, { nullable: true, description: 'Laagste gewicht in grams (BDS 111).' })
  readonly lowestWeightGrams!: number | null

  @Field(() => Int, { nullable: true, description: 'Geboortelengte in millimetres (BDS 112).' })
  readonly lengthMillimetres!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Hoofdomtrek bij geboorte in millimetres (BDS 113).',
  })
  readonly headCircumferenceMillimetres!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Zwangerschapsduur in days (BDS 82).',
  })
  readonly gestationalAgeDays!: number | null

  @Field(() => LocalDate, { nullable: true, description: 'A terme datum (BDS 1578).' })
  readonly dueDate!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Apgar score after 1 minute (BDS 129, LOINC 9272-6).',
  })
  readonly apgar1!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Apgar score after 5 minutes (BDS 130, LOINC 9274-2).',
  })
  readonly apgar5!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'Meerling, as it was written down: a text, or true or false (BDS 108).',
  })
  readonly multiple!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Volgnummer bij meerling (BDS 109); null of a single child.',
  })
  readonly rank!: number | null

  @Field(() => Boolean, { nullable: true, description: 'Dysmatuur (BDS 115).' })
  readonly smallForGestationalAge!: boolean | null

  @Field(() => String, {
    nullable: true,
    description: 'Aangeboren afwijkingen, in the words of who wrote it down (BDS 131).',
  })
  readonly congenitalAnomalies!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Melkvoeding op geboortedag (BDS 747); its meaning is among the observations.',
  })
  readonly feedingAtBirthCode!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Melkvoeding op 8e dag (BDS 1340); its meaning is among the observations.',
  })
  readonly feedingOnDay8Code!: string | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the registry wrote it down; null where it does not tell.',
  })
  readonly recordedAt!: string | null
}
