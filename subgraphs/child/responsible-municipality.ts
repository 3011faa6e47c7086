import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { PartialDate } from '../../schema/scalars.ts'
import { Municipality } from './residence.ts'

export const ResponsibilityBasis = {
  YOUTH_HELP: 'YOUTH_HELP',
  RESIDENCE_BEFORE_STAY: 'RESIDENCE_BEFORE_STAY',
  RESIDENCE: 'RESIDENCE',
} as const
export type ResponsibilityBasis = keyof typeof ResponsibilityBasis

registerEnumType(ResponsibilityBasis, {
  name: 'ResponsibilityBasis',
  description: 'What it is told by.',
  valuesConfig: {
    YOUTH_HELP: {
      description:
        'Messages of youth help: who allocated the help that is in force (JW301), or was named as responsible when a request was sent on (JW319).',
    },
    RESIDENCE_BEFORE_STAY: {
      description:
        'The population register: where the child lived on the day before a stay (foster care, residential help) that is in force.',
    },
    RESIDENCE: { description: 'The population register: where the child lives.' },
  },
})

@ObjectType({
  description:
    'The municipality that answers for a child under the Jeugdwet (woonplaatsbeginsel, art. 1.1). It need not be the one where the child lives.',
})
export class ResponsibleMunicipality {
  @Field(() => Municipality)
  readonly municipality!: Municipality

  @Field(() => ResponsibilityBasis)
  readonly basis!: ResponsibilityBasis

  @Field(() => PartialDate, { nullable: true, description: 'Since when, as far as that tells.' })
  readonly since!: string | null
}

@ObjectType({
  description:
    'A region of the municipal health services (GGD), by which youth health care (JGZ) is organised.',
})
export class JgzRegion {
  @Field(() => ID, { description: 'Of Statistics Netherlands (CBS): `GG3406`.' })
  readonly code!: string

  @Field(() => String)
  readonly name!: string
}
