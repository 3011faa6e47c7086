import { Field, ObjectType } from 'type-graphql'
import { LocalDate } from '../../schema/scalars.ts'
import { EmergencyGround } from './codes.ts'
import type { Enrolment } from './enrolment.ts'

@ObjectType({
  description:
    'A contract for emergency care (noodopvang), such as when childcare was closed for others.',
})
export class EmergencyCare {
  @Field(() => LocalDate)
  readonly from!: string

  @Field(() => LocalDate, { nullable: true, description: 'Null where no end is known.' })
  readonly to!: string | null

  @Field(() => EmergencyGround, { nullable: true, description: 'Null where no ground is told.' })
  readonly ground!: EmergencyGround | null
}

/** Null where no contract tells whether it is emergency care. */
export function toEmergencyCare(enrolments: readonly Enrolment[]): EmergencyCare[] | null {
  if (enrolments.every(({ emergency }) => emergency === null)) return null
  return enrolments
    .filter(({ emergency }) => emergency === true)
    .map(({ from, to, emergencyGround }) => ({ from, to, ground: emergencyGround }))
}
