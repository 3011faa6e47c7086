import { Field, ObjectType, registerEnumType } from 'type-graphql'

export const LegalAuthorityType = {
  JOINT_PARENTAL: 'JOINT_PARENTAL',
  SOLE_PARENTAL: 'SOLE_PARENTAL',
  PARENT_AND_OTHER: 'PARENT_AND_OTHER',
  GUARDIANSHIP: 'GUARDIANSHIP',
  TEMPORARILY_NONE: 'TEMPORARILY_NONE',
  UNDETERMINED: 'UNDETERMINED',
} as const
export type LegalAuthorityType = keyof typeof LegalAuthorityType

registerEnumType(LegalAuthorityType, {
  name: 'LegalAuthorityType',
  description: 'Soort gezag.',
  valuesConfig: {
    JOINT_PARENTAL: { description: 'Both parents: GezamenlijkOuderlijkGezag.' },
    SOLE_PARENTAL: { description: 'One parent: EenhoofdigOuderlijkGezag.' },
    PARENT_AND_OTHER: { description: 'A parent and who is none: GezamenlijkGezag.' },
    GUARDIANSHIP: { description: 'A guardian, a person or an institution: Voogdij.' },
    TEMPORARILY_NONE: { description: 'Nobody, for now: TijdelijkGeenGezag.' },
    UNDETERMINED: {
      description: 'The register cannot tell: GezagNietTeBepalen, or a kind that is new.',
    },
  },
})

@ObjectType({
  description:
    'Who decides for a child (gezag), as the population register works it out. It names nobody.',
})
export class LegalAuthority {
  @Field(() => LegalAuthorityType)
  readonly type!: LegalAuthorityType

  @Field(() => Boolean, { description: 'Whether a parent decides, alone or together.' })
  readonly byParents!: boolean

  @Field(() => Boolean, {
    description: 'Whether somebody decides who is not a parent, alone or with a parent.',
  })
  readonly byGuardian!: boolean

  @Field(() => Boolean, { description: 'Whether the register doubts it (in onderzoek).' })
  readonly underInvestigation!: boolean
}
