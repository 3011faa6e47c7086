import { Field, Float, ID, Int, ObjectType } from 'type-graphql'
import { Key } from '../../schema/federation.ts'
import { OfferVerdict, SupportNeed } from './offer-words.ts'

@Key('id')
@ObjectType({
  description: 'Whether there is help for a need, in an area, at an age; said of the offer only.',
})
export class OfferGap {
  @Field(() => ID, { description: 'Of this area, need and age; always the same.' })
  readonly id!: string

  @Field(() => String)
  readonly municipality!: string

  @Field(() => String, { description: 'The four digits of a postcode.' })
  readonly area!: string

  @Field(() => SupportNeed)
  readonly need!: SupportNeed

  @Field(() => Int)
  readonly ageMonthsFrom!: number

  @Field(() => Int, { description: 'The first month that is not of it.' })
  readonly ageMonthsTo!: number

  @Field(() => OfferVerdict)
  readonly verdict!: OfferVerdict

  @Field(() => String, { description: 'Why, in a sentence; the same for the same verdict.' })
  readonly because!: string

  @Field(() => Int, { description: 'Offers that fit, also those on paper only.' })
  readonly offers!: number

  @Field(() => Int, {
    nullable: true,
    description: 'Of those that took somebody in lately, together; null where one does not tell.',
  })
  readonly capacity!: number | null

  @Field(() => Float, {
    nullable: true,
    description: 'The median of those that took somebody in lately, in weeks.',
  })
  readonly medianWaitWeeks!: number | null
}
