import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { Bsn } from '../../privacy/bsn.ts'
import { PartialDate } from '../../schema/scalars.ts'
import { Sex } from './identity.ts'

export const Parentage = { FROM_BIRTH: 'FROM_BIRTH', LATER: 'LATER', UNKNOWN: 'UNKNOWN' } as const
export type Parentage = keyof typeof Parentage

registerEnumType(Parentage, {
  name: 'Parentage',
  description: 'Since when somebody is a parent in law, as far as the register tells.',
  valuesConfig: {
    FROM_BIRTH: { description: 'From the day of birth.' },
    LATER: {
      description:
        'After the birth: by acknowledgement (erkenning), adoption or judgment; the register does not say which. Where nobody is a parent from birth, the child was adopted.',
    },
    UNKNOWN: { description: 'One of the two dates is not known, or only in part.' },
  },
})

@ObjectType({
  description:
    'A parent in law (ouder), as the register has it with the child. Parent 1 is not "the mother". It has no name: who cares for the child knows it, and nobody else needs it.',
})
export class Parent {
  @Field(() => ID, {
    description:
      'Stable, and of this parent of this child: with another child of the same parent it is another one.',
  })
  readonly id!: string

  @Field(() => Int, { description: 'Parent 1 or 2 (ouderaanduiding).' })
  readonly position!: number

  @Field(() => Sex)
  readonly sex!: Sex

  @Field(() => Int, { nullable: true, description: 'Of the date of birth, the year.' })
  readonly birthYear!: number | null

  @Field(() => PartialDate, {
    nullable: true,
    description:
      'Since when a parent in law (datum ingang familierechtelijke betrekking); after an adoption, its date.',
  })
  readonly since!: string | null

  @Field(() => Parentage)
  readonly parentage!: Parentage

  @Field(() => Boolean, {
    description:
      'Whether the register knows this parent by a BSN. Who has none is a parent no less, and brothers and sisters are not found by way of them.',
  })
  readonly registered!: boolean
}

/** As the register has it. */
export interface RegisteredParent extends Omit<Parent, 'id' | 'registered'> {
  /** Null for who has none. */
  readonly bsn: Bsn | null
}
