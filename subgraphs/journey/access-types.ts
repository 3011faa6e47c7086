import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Domain } from '../../schema/domain.ts'
import { LocalDate } from '../../schema/scalars.ts'

/** In this order. */
export const AccessStep = {
  ELIGIBLE: 'ELIGIBLE',
  INDICATED: 'INDICATED',
  INVITED: 'INVITED',
  APPLIED: 'APPLIED',
  PLACED: 'PLACED',
  STARTED: 'STARTED',
  ATTENDING: 'ATTENDING',
  LEFT: 'LEFT',
} as const
export type AccessStep = keyof typeof AccessStep

registerEnumType(AccessStep, {
  name: 'AccessStep',
  description: 'A step on the way to a place in childcare, and out of it.',
  valuesConfig: {
    ELIGIBLE: { description: 'The child is born; childcare is for who is under four.' },
    INDICATED: { description: 'Early childhood education (VVE) is meant for it.' },
    INVITED: {
      description: 'The family was asked to come. No registry that is linked records it.',
    },
    APPLIED: { description: 'It was put on a waiting list.' },
    PLACED: { description: 'There is a contract, of which the first day may lie ahead.' },
    STARTED: { description: 'The first day of the first contract has come.' },
    ATTENDING: { description: 'It came, by the hours that were told of a month.' },
    LEFT: { description: 'Its contracts ended, and no other began within a month.' },
  },
})

export const AccessState = {
  REACHED: 'REACHED',
  SKIPPED: 'SKIPPED',
  NOT_REACHED: 'NOT_REACHED',
  NOT_RECORDED: 'NOT_RECORDED',
  CANNOT_TELL: 'CANNOT_TELL',
} as const
export type AccessState = keyof typeof AccessState

registerEnumType(AccessState, {
  name: 'AccessState',
  description: 'Whether a step was taken.',
  valuesConfig: {
    SKIPPED: { description: 'A later step was taken without it.' },
    NOT_RECORDED: { description: 'Nobody writes it down: that nothing is told proves nothing.' },
    CANNOT_TELL: { description: 'Who would know it could not be asked.' },
  },
})

@ObjectType({ description: 'A step, and when it was taken.' })
export class AccessStepTaken {
  @Field(() => AccessStep)
  readonly step!: AccessStep

  @Field(() => AccessState)
  readonly state!: AccessState

  @Field(() => LocalDate, { nullable: true, description: 'The first time.' })
  readonly on!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Days since the step before that was taken.',
  })
  readonly days!: number | null
}

@ObjectType({ description: 'That a contract ended (reden_einde).' })
export class ChildcareExit {
  @Field(() => LocalDate)
  readonly on!: string

  @Field(() => String, {
    nullable: true,
    description: 'AGE, COST, JOB_LOSS, MOVED or OTHER; null where no reason is told.',
  })
  readonly reason!: string | null

  @Field(() => Boolean, { description: 'Of a group for early childhood education (VVE).' })
  readonly vve!: boolean

  @Field(() => Boolean, { description: 'Another contract went on, or began within a month.' })
  readonly goesOn!: boolean
}

@ObjectType({
  description:
    'The way of a child to childcare and out of it (toegang tot kinderopvang), step by step, by what was recorded.',
})
export class ChildcareAccess {
  @Field(() => AccessStep, { description: 'The last step that was taken: where the child is.' })
  readonly standsAt!: AccessStep

  @Field(() => [AccessStepTaken], { description: 'All steps, in their order.' })
  readonly steps!: readonly AccessStepTaken[]

  @Field(() => [ChildcareExit], { description: 'Oldest first.' })
  readonly exits!: readonly ChildcareExit[]

  @Field(() => [Domain], { description: 'The domains for which this speaks.' })
  readonly speaksFor!: readonly Domain[]
}
