import { Field, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'
import { type Enrolment, VveIndication } from './enrolment.ts'

@ObjectType({
  description:
    'Early childhood education (voor- en vroegschoolse educatie, VVE), as the contracts with providers tell it.',
})
export class ChildcareVve {
  @Field(() => Boolean, { description: 'The child has a place in a group for it today.' })
  readonly takesPart!: boolean

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day in such a group, today or before; null where there was none.',
  })
  readonly since!: string | null

  @Field(() => VveIndication, { nullable: true, description: 'The first that a provider told.' })
  readonly indication!: VveIndication | null
}

export function toVve(enrolments: readonly Enrolment[], today: string): ChildcareVve {
  const begun = enrolments.filter(({ vveGroup, from }) => vveGroup && from <= today)
  const first = enrolments
    .flatMap(({ indication }) => indication ?? [])
    .sort((a, b) => (a.date < b.date ? -1 : 1))[0]
  return {
    takesPart: begun.some(({ to }) => to === null || today <= to),
    since: begun.map(({ from }) => from).sort()[0] ?? null,
    indication: first ?? null,
  }
}
