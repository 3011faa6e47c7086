import { Field, Float, Int, ObjectType } from 'type-graphql'
import { ContactStatus } from '../../schema/contact.ts'
import { LocalDate } from '../../schema/scalars.ts'

@ObjectType({ description: 'A visit of maternity care at home (class HH).' })
export class MaternityCareVisit {
  @Field(() => LocalDate)
  readonly date!: string

  @Field(() => ContactStatus, { nullable: true })
  readonly status!: ContactStatus | null

  @Field(() => Boolean, { description: 'Prenataal huisbezoek: on a day before the birth.' })
  readonly prenatal!: boolean
}

@ObjectType({ description: 'Gezinssituatie (SNOMED CT 365470003).' })
export class FamilySituation {
  @Field(() => String, { nullable: true, description: 'Gezinssamenstelling; SNOMED CT.' })
  readonly compositionCode!: string | null

  @Field(() => String, { nullable: true, description: 'In English; null for an unknown code.' })
  readonly compositionLabel!: string | null

  @Field(() => Int, { nullable: true, description: 'Aantal nakomelingen (224118004).' })
  readonly children!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Aantal thuiswonende kinderen (55811000146107).',
  })
  readonly childrenAtHome!: number | null
}

@ObjectType({
  description:
    'Beoordeling gezinssituatie (SNOMED CT 423340009), in the words of who cares for the family.',
})
export class FamilyAssessment {
  @Field(() => LocalDate, { nullable: true })
  readonly date!: string | null

  @Field(() => String, { nullable: true, description: 'Toelichting op instabiele gezinssituatie.' })
  readonly instability!: string | null

  @Field(() => String, { nullable: true, description: 'Toelichting op zorgelijke gezinssituatie.' })
  readonly concern!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Toelichting op gebruik van intoxicerende middelen van huisgenoten.',
  })
  readonly substancesAtHome!: string | null

  @Field(() => String, { nullable: true, description: 'What was said beside it.' })
  readonly comment!: string | null
}

@ObjectType({ description: 'Kraamzorg, as far as it is about the mother and the family.' })
export class MaternityCare {
  @Field(() => Float, {
    nullable: true,
    description: 'Geïndiceerd aantal uur kraamzorg (SNOMED CT 160631000146109).',
  })
  readonly hoursIndicated!: number | null

  @Field(() => [MaternityCareVisit], { description: 'Oldest first; before and after the birth.' })
  readonly homeVisits!: readonly MaternityCareVisit[]

  @Field(() => FamilySituation, { nullable: true })
  readonly family!: FamilySituation | null

  @Field(() => FamilyAssessment, { nullable: true })
  readonly assessment!: FamilyAssessment | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Sociaal netwerk: whether there are people around to help (SNOMED CT 365469004).',
  })
  readonly network!: boolean | null
}
