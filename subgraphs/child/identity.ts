import { Field, ObjectType, registerEnumType } from 'type-graphql'

export const Sex = { MALE: 'MALE', FEMALE: 'FEMALE', UNKNOWN: 'UNKNOWN' } as const
export type Sex = keyof typeof Sex

registerEnumType(Sex, { name: 'Sex', description: 'Geslacht, as in the population register.' })

@ObjectType({ description: 'A name as the population register (BRP) has it.' })
export class PersonName {
  @Field(() => String, { nullable: true, description: 'Voornamen.' })
  readonly given!: string | null

  @Field(() => String, { nullable: true, description: 'Voorvoegsel: `van`, `de`, `van der`.' })
  readonly prefix!: string | null

  @Field(() => String, { nullable: true, description: 'Geslachtsnaam, without its prefix.' })
  readonly family!: string | null
}

export interface PersonIdentity {
  readonly name: PersonName
  readonly sex: Sex
  /** Whole or in part; null where the register does not know it. */
  readonly birthDate: string | null
  readonly deathDate: string | null
}
