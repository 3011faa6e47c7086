import { Field, ID, Int, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'
import { ChildcareContact, ChildcareCorrespondence } from './childcare-contact.ts'
import { ChildcareHolder } from './childcare-holder.ts'
import { ChildcareKind } from './codes.ts'

const NOT_OF_A_CHILDMINDER = 'Null for a childminder (VGO): it is a person, at home.'

@ObjectType({
  description:
    'A place where children are looked after, as the public register of childcare (Landelijk Register Kinderopvang, LRK) has it.',
})
export class ChildcareLocation {
  @Field(() => ID, { description: 'Its number in the register (lrk_id).' })
  readonly lrkId!: string

  @Field(() => String, { nullable: true, description: NOT_OF_A_CHILDMINDER })
  readonly name!: string | null

  @Field(() => ChildcareKind)
  readonly kind!: ChildcareKind

  @Field(() => Int, {
    nullable: true,
    description: 'How many children may be there at once (aantal_kindplaatsen).',
  })
  readonly places!: number | null

  @Field(() => Boolean, {
    description: 'It offers early childhood education (voorschoolse educatie; ve).',
  })
  readonly vve!: boolean

  @Field(() => Boolean, {
    description: 'It stands in the register now (status Ingeschreven, not Uitgeschreven).',
  })
  readonly registered!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'The municipality that supervises it, by its four digits (cbs_code).',
  })
  readonly municipality!: string | null

  @Field(() => String, { nullable: true, description: NOT_OF_A_CHILDMINDER })
  readonly city!: string | null

  @Field(() => String, { nullable: true, description: NOT_OF_A_CHILDMINDER })
  readonly postcode!: string | null

  @Field(() => String, {
    nullable: true,
    description: `Street and number (opvanglocatie_adres). ${NOT_OF_A_CHILDMINDER}`,
  })
  readonly street!: string | null

  @Field(() => ID, {
    nullable: true,
    description: `The address in the register of addresses and buildings (bag_id). ${NOT_OF_A_CHILDMINDER}`,
  })
  readonly bagId!: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'It is run by parents (ouderparticipatiecrèche; opc).',
  })
  readonly parentRun!: boolean | null

  @Field(() => LocalDate, { nullable: true, description: 'Inschrijfdatum.' })
  readonly registeredOn!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The name of the municipality that supervises it (verantwoordelijke_gemeente).',
  })
  readonly municipalityName!: string | null

  @Field(() => ChildcareHolder, { nullable: true, description: NOT_OF_A_CHILDMINDER })
  readonly holder!: ChildcareHolder | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Since when it is with the disputes committee (start_geschillencommissie).',
  })
  readonly disputesFrom!: string | null

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Until when it was with the disputes committee (einde_geschillencommissie).',
  })
  readonly disputesUntil!: string | null

  @Field(() => ChildcareCorrespondence, { nullable: true, description: NOT_OF_A_CHILDMINDER })
  readonly correspondence!: ChildcareCorrespondence | null

  @Field(() => ChildcareContact, { nullable: true, description: NOT_OF_A_CHILDMINDER })
  readonly contact!: ChildcareContact | null

  @Field(() => [String], {
    description: 'The agencies through which a childminder works (gastouderbureau_1 and _2).',
  })
  readonly agencies!: string[]

  @Field(() => String, {
    nullable: true,
    description: `Its page in the register (lrk_url). ${NOT_OF_A_CHILDMINDER}`,
  })
  readonly registerUrl!: string | null
}
