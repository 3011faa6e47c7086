import { Field, ID, Int, ObjectType } from 'type-graphql'
import { PartialDate } from '../../schema/scalars.ts'

@ObjectType({ description: 'A municipality (gemeente), with its code of four digits.' })
export class Municipality {
  @Field(() => ID, { description: 'Gemeentecode (CBS), with its leading zero.' })
  readonly code!: string

  @Field(() => String, { nullable: true })
  readonly name!: string | null
}

@ObjectType({
  description: 'Where a child is registered now (verblijfplaats). Never a secret address.',
})
export class Residence {
  @Field(() => Municipality, { description: 'Gemeente van inschrijving.' })
  readonly municipality!: Municipality

  @Field(() => String, { nullable: true })
  readonly street!: string | null

  @Field(() => Int, { nullable: true })
  readonly houseNumber!: number | null

  @Field(() => String, { nullable: true, description: 'Huisletter and toevoeging.' })
  readonly houseNumberAddition!: string | null

  @Field(() => String, { nullable: true, description: '`1234AB`.' })
  readonly postcode!: string | null

  @Field(() => String, { nullable: true, description: 'Woonplaats.' })
  readonly city!: string | null

  @Field(() => PartialDate, { nullable: true, description: 'Since when (datum van).' })
  readonly since!: string | null

  @Field(() => PartialDate, {
    nullable: true,
    description: 'Since when in this municipality (datum inschrijving in gemeente).',
  })
  readonly registeredSince!: string | null
}
