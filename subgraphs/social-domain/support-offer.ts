import { Field, Float, ID, Int, ObjectType } from 'type-graphql'
import { ContactForm } from '../../schema/contact.ts'
import { DateTime, LocalDate } from '../../schema/scalars.ts'
import { SupportNeed } from './offer-words.ts'

@ObjectType({
  description:
    'Help that is offered to families, as the map of offers (sociale kaart) of a municipality has it. About no person.',
})
export class SupportOffer {
  @Field(() => ID, { description: 'As the map numbers it (aanbod).' })
  readonly id!: string

  @Field(() => String, { description: 'Naam.' })
  readonly name!: string

  @Field(() => String, { nullable: true, description: 'Who offers it (aanbieder).' })
  readonly provider!: string | null

  @Field(() => SupportNeed, { description: 'Hulpvraag.' })
  readonly need!: SupportNeed

  @Field(() => String, { description: 'By its four digits (gemeente).' })
  readonly municipality!: string

  @Field(() => [String], {
    description:
      'The four digits of the postcodes for which it is (werkgebied); empty: the whole municipality.',
  })
  readonly areas!: readonly string[]

  @Field(() => Int, { description: 'In months (leeftijd_vanaf); below nought: before birth.' })
  readonly ageMonthsFrom!: number

  @Field(() => Int, {
    nullable: true,
    description: 'In months, the first that it is not for (leeftijd_tot); null: no end.',
  })
  readonly ageMonthsTo!: number | null

  @Field(() => [ContactForm], { description: 'Vormen.' })
  readonly forms!: readonly ContactForm[]

  @Field(() => [String], { description: 'In which languages (talen; ISO 639-1).' })
  readonly languages!: readonly string[]

  @Field(() => LocalDate, { nullable: true, description: 'Vanaf.' })
  readonly availableFrom!: string | null

  @Field(() => LocalDate, { nullable: true, description: 'The last day (tot).' })
  readonly availableTo!: string | null

  @Field(() => Boolean, { nullable: true, description: 'Day and night, all week (7x24).' })
  readonly sevenByTwentyFour!: boolean | null

  @Field(() => Int, { nullable: true, description: 'How many families at once (plekken).' })
  readonly capacity!: number | null

  @Field(() => Float, { nullable: true, description: 'Wachttijd_weken.' })
  readonly waitWeeks!: number | null

  @Field(() => Boolean, { nullable: true, description: 'The family has to pay (kosten).' })
  readonly cost!: boolean | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'When it last took somebody in (laatste_instroom); null: never.',
  })
  readonly lastIntakeOn!: string | null

  @Field(() => DateTime, { description: 'When the map told it so.' })
  readonly recordedAt!: string
}
