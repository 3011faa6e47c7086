import { Field, Float, ID, ObjectType } from 'type-graphql'
import { DateTime, LocalDate } from '../../schema/scalars.ts'
import {
  ChildcareFinancing,
  type EmergencyGround,
  EnrolmentEndReason,
  VveIndicatedBy,
} from './codes.ts'

@ObjectType({
  description:
    'That a child belongs to the target group for early childhood education (doelgroepindicatie), which each municipality defines for itself.',
})
export class VveIndication {
  @Field(() => LocalDate, { description: 'The day of it (indicatie_datum).' })
  readonly date!: string

  @Field(() => VveIndicatedBy)
  readonly by!: VveIndicatedBy
}

@ObjectType({
  description: 'A place in childcare: one contract with a provider, as it was last told.',
})
export class Enrolment {
  @Field(() => ID, {
    description: 'Stable and opaque; the number of the contract stays with the provider.',
  })
  readonly id!: string

  @Field(() => LocalDate, { description: 'The first day (contract_start). It may lie ahead.' })
  readonly from!: string

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day on which it ends (contract_eind); null where no end is known. A fourth birthday is known from the start.',
  })
  readonly to!: string | null

  @Field(() => EnrolmentEndReason, { nullable: true })
  readonly endReason!: EnrolmentEndReason | null

  @Field(() => Float, { description: 'Hours a week (uren_per_week).' })
  readonly hoursPerWeek!: number

  @Field(() => Boolean, {
    description: 'In a group for early childhood education (voorschoolse educatie; ve_groep).',
  })
  readonly vveGroup!: boolean

  @Field(() => Float, {
    nullable: true,
    description: 'Of those hours, so many a week for early childhood education (ve_uren_per_week).',
  })
  readonly vveHoursPerWeek!: number | null

  @Field(() => ChildcareFinancing)
  readonly financing!: ChildcareFinancing

  @Field(() => VveIndication, {
    nullable: true,
    description: 'Null where the provider knows of no indication.',
  })
  readonly indication!: VveIndication | null

  @Field(() => DateTime, { description: 'When the provider last told about it.' })
  readonly recordedAt!: string

  /** Whether it is emergency care; null where the provider does not tell … */
  readonly emergency!: boolean | null
  /** … and why. */
  readonly emergencyGround!: EmergencyGround | null
  /** In the register of childcare; null where the address of the child is secret. */
  readonly lrkId!: string | null
  /** Since when we were told that it begins on that day … */
  readonly fromRecordedAt!: string
  /** … and that it ends, when it does. */
  readonly toRecordedAt!: string | null
}
