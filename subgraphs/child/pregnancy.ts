import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'
import type { StoredOutcome, StoredPregnancy } from './pregnancy-rows.ts'

export const PregnancyOutcome = {
  ONGOING: 'ONGOING',
  LIVE_BIRTH: 'LIVE_BIRTH',
  STILLBIRTH: 'STILLBIRTH',
  MISCARRIAGE: 'MISCARRIAGE',
  TERMINATION: 'TERMINATION',
  MOVED: 'MOVED',
  UNKNOWN: 'UNKNOWN',
} as const
export type PregnancyOutcome = keyof typeof PregnancyOutcome

registerEnumType(PregnancyOutcome, {
  name: 'PregnancyOutcome',
  description: 'How a pregnancy ended, as far as birth care or the population register tells.',
  valuesConfig: {
    ONGOING: { description: 'A child is expected.' },
    LIVE_BIRTH: { description: 'At least one child was born alive.' },
    STILLBIRTH: { description: 'No child lived; from 24 weeks (doodgeboorte).' },
    MISCARRIAGE: { description: 'No child lived; before 24 weeks, ectopic ones among them.' },
    TERMINATION: { description: 'Afbreking van de zwangerschap.' },
    MOVED: {
      description: 'The register does not have the mother any more, and nobody told of a birth.',
    },
    UNKNOWN: {
      description:
        'Birth care does not tell; or the child was due more than eight weeks ago, and nobody told of a birth.',
    },
  },
})

@ObjectType({
  description:
    'A pregnancy (zwangerschap) that birth care told of. What was recorded in it is with each child: `birthCare.pregnancy`.',
})
export class Pregnancy {
  @Field(() => ID, { description: 'Issued once, random, and never changed.' })
  readonly id!: string

  @Field(() => LocalDate, { nullable: true, description: 'A terme datum.' })
  readonly dueDate!: string | null

  @Field(() => PregnancyOutcome)
  readonly outcome!: PregnancyOutcome

  /** Not told: whom it is about. */
  readonly stored!: StoredPregnancy
}

export function toPregnancy(stored: StoredPregnancy): Pregnancy {
  const { id, dueOn: dueDate, outcome } = stored
  return { id, dueDate, outcome: toOutcome(outcome), stored }
}

function toOutcome(outcome: StoredOutcome): PregnancyOutcome {
  return outcome === 'RETRACTED' ? 'UNKNOWN' : outcome
}
