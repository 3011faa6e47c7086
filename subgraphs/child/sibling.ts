import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Child } from './child.ts'

export const SiblingKinship = { FULL: 'FULL', HALF: 'HALF', UNKNOWN: 'UNKNOWN' } as const
export type SiblingKinship = keyof typeof SiblingKinship

registerEnumType(SiblingKinship, {
  name: 'SiblingKinship',
  description: 'How many parents in law two children share.',
  valuesConfig: {
    FULL: { description: 'Both.' },
    HALF: { description: 'One, and each has another.' },
    UNKNOWN: {
      description:
        'One; of another the register tells none, or none with a BSN, so that it may be.',
    },
  },
})

@ObjectType({
  description: 'A brother or sister, by the parents in law that the register knows today.',
})
export class Sibling {
  @Field(() => SiblingKinship)
  readonly kinship!: SiblingKinship

  @Field(() => Boolean, {
    description: 'Of the same birth (meerling): born of one mother, on one day or on the next.',
  })
  readonly sameBirth!: boolean

  @Field(() => Child)
  readonly child!: Child
}
