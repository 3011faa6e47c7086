import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Domain } from '../../schema/domain.ts'
import { LocalDate } from '../../schema/scalars.ts'

export const GapCause = {
  NO_CONTACT_RECORDED: 'NO_CONTACT_RECORDED',
  LIVED_ELSEWHERE: 'LIVED_ELSEWHERE',
  NOT_WANTED: 'NOT_WANTED',
  NO_LEGAL_BASIS: 'NO_LEGAL_BASIS',
  SOURCE_DOWN: 'SOURCE_DOWN',
  STALE: 'STALE',
  NOT_LINKED: 'NOT_LINKED',
} as const
export type GapCause = keyof typeof GapCause

/** One sentence for each; never anything of a child. */
export const GAP_CAUSES: Readonly<Record<GapCause, string>> = {
  NO_CONTACT_RECORDED:
    'Every domain that may be read told all that it has, and nobody saw the child.',
  LIVED_ELSEWHERE: 'The child did not live in this municipality yet, for some or all of the time.',
  NOT_WANTED: 'The family did not want youth health care.',
  NO_LEGAL_BASIS: 'A domain may not be read for this purpose, and may have seen the child.',
  SOURCE_DOWN: 'A domain does not answer, and may have seen the child.',
  STALE: 'A domain was told something last before now, and may have seen the child.',
  NOT_LINKED: 'A domain may have a record of the child that is not linked to it.',
}

registerEnumType(GapCause, {
  name: 'GapCause',
  description: 'What explains that nobody saw a child for a time, as far as it can be told.',
  valuesConfig: Object.fromEntries(
    Object.entries(GAP_CAUSES).map(([cause, description]) => [cause, { description }]),
  ),
})

@ObjectType({ description: 'What may explain a gap.' })
export class GapExplanation {
  @Field(() => GapCause)
  readonly cause!: GapCause

  @Field(() => Domain, { nullable: true, description: 'The domain that it is about, if one.' })
  readonly domain!: Domain | null

  @Field(() => String, { description: 'A sentence for people; the same for the same cause.' })
  readonly text!: string
}

@ObjectType({ description: 'A time in which nobody saw the child (gat).' })
export class Gap {
  @Field(() => LocalDate, { description: 'When the child was last seen before it, or born.' })
  readonly from!: string

  @Field(() => LocalDate, { description: 'When it was seen again, or the day of the question.' })
  readonly to!: string

  @Field(() => Int)
  readonly days!: number

  @Field(() => Boolean, { description: 'Nobody has seen the child again.' })
  readonly isOpen!: boolean

  @Field(() => Int, { description: 'The age of the child at its beginning, in whole months.' })
  readonly ageMonthsFrom!: number

  @Field(() => Int, { description: 'The age of the child at its end, in whole months.' })
  readonly ageMonthsTo!: number

  @Field(() => [GapExplanation])
  readonly explained!: readonly GapExplanation[]
}
