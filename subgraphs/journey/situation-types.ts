import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Domain } from '../../schema/domain.ts'
import type { EventSituation } from '../../schema/events.ts'
import { DateTime, LocalDate } from '../../schema/scalars.ts'

export const SituationKind = {
  HARD_TO_REACH: 'HARD_TO_REACH',
  JOB_LOSS: 'JOB_LOSS',
  LANGUAGE_DELAY: 'LANGUAGE_DELAY',
  MOTOR_DELAY: 'MOTOR_DELAY',
  NEIGHBOURHOOD_TEAM: 'NEIGHBOURHOOD_TEAM',
  PARENTING: 'PARENTING',
  PSYCHOSOCIAL: 'PSYCHOSOCIAL',
  YOUTH_HELP: 'YOUTH_HELP',
} as const satisfies Record<EventSituation, EventSituation>

registerEnumType(SituationKind, {
  name: 'SituationKind',
  description:
    'What a family or a child is in, as far as a registry recorded it. Never about safety.',
  valuesConfig: {
    HARD_TO_REACH: { description: 'Nonbereik (W0619 41).' },
    JOB_LOSS: { description: 'A parent lost work, by why childcare ended (baanverlies).' },
    LANGUAGE_DELAY: { description: 'Spraak en taal (W0619 12).' },
    MOTOR_DELAY: { description: 'Motoriek (W0619 11).' },
    NEIGHBOURHOOD_TEAM: { description: 'A case of the neighbourhood team.' },
    PARENTING: { description: 'Opvoeding, excessief huilen (W0619 43, 36, 15).' },
    PSYCHOSOCIAL: { description: 'Psychosociale ontwikkeling (W0619 45).' },
    YOUTH_HELP: { description: 'Youth help that was begun.' },
  },
})

export const SituationChange = {
  NEW: 'NEW',
  WORSE: 'WORSE',
  BETTER: 'BETTER',
  UNCHANGED: 'UNCHANGED',
  ENDED: 'ENDED',
} as const
export type SituationChange = keyof typeof SituationChange

registerEnumType(SituationChange, {
  name: 'SituationChange',
  description: 'Against half a year before, by how much of it was recorded then and now.',
  valuesConfig: {
    NEW: { description: 'Nothing of it was recorded before then.' },
    WORSE: { description: 'More of it goes on than did then.' },
    BETTER: { description: 'Less of it goes on than did then.' },
    UNCHANGED: { description: 'As much of it as then.' },
    ENDED: { description: 'Nothing of it goes on.' },
  },
})

@ObjectType({
  description:
    'A situation (situatie), by what registries recorded. Nobody says how grave it is: there is no score.',
})
export class SituationFact {
  @Field(() => SituationKind)
  readonly kind!: EventSituation

  @Field(() => SituationChange)
  readonly changed!: SituationChange

  @Field(() => LocalDate, { description: 'Of the first that was recorded.' })
  readonly since!: string

  @Field(() => LocalDate, { nullable: true, description: 'Null while it goes on.' })
  readonly until!: string | null

  @Field(() => Domain, { description: 'Who recorded it first.' })
  readonly firstSeenBy!: Domain

  @Field(() => [Domain], { description: 'All who recorded it.' })
  readonly seenBy!: readonly Domain[]

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the first was written down; null where the registry does not tell.',
  })
  readonly recordedAt!: string | null
}
