/**
 * Work lists, as a client sees them.
 *
 * @module
 */

import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { Domain } from '../../schema/domain.ts'
import { DateTime, LocalDate } from '../../schema/scalars.ts'
import { Child } from './child.ts'
import { Handover } from './handover-types.ts'
import { HandoverRoute, HandoverState } from './handover-words.ts'
import { PageInfo } from './page-info.ts'
import { Sight, SightCause, SightState } from './sight-types.ts'
import { Disease, VaccinationState, VaccinationStatus } from './vaccination-types.ts'
import { VvePlacement, VvePlacementState } from './vve-types.ts'

export const WorkListOrder = {
  LONGEST_FIRST: 'LONGEST_FIRST',
  NEWEST_FIRST: 'NEWEST_FIRST',
} as const
export type WorkListOrder = keyof typeof WorkListOrder

registerEnumType(WorkListOrder, {
  name: 'WorkListOrder',
  description: 'By `since`, and of one day by child: a line that does not change keeps its place.',
})

@InputType({ description: 'Whole months, both included.' })
export class AgeInMonths {
  @Field(() => Int, { nullable: true })
  readonly from?: number | null

  @Field(() => Int, { nullable: true })
  readonly to?: number | null
}

@InputType()
abstract class WorkListFilter {
  @Field(() => [String], {
    nullable: true,
    description: 'Codes of four digits; left out: all for which the viewer works.',
  })
  readonly municipalities?: readonly string[] | null

  @Field(() => [String], { nullable: true, description: 'The four digits of postcodes.' })
  readonly postcodes?: readonly string[] | null

  @Field(() => AgeInMonths, { nullable: true })
  readonly ageMonths?: AgeInMonths | null

  @Field(() => Int, { nullable: true, description: 'At least so many days since `since`.' })
  readonly minDays?: number | null
}

@InputType()
export class OutOfSightFilter extends WorkListFilter {
  @Field(() => [SightState], {
    nullable: true,
    description: 'Of DUE, OUT_OF_SIGHT and CANNOT_TELL; left out: OUT_OF_SIGHT.',
  })
  readonly states?: readonly SightState[] | null
}

@InputType()
export class OpenHandoverFilter extends WorkListFilter {
  @Field(() => [HandoverState], {
    nullable: true,
    description: 'Any but FOLLOWED_UP; left out: OVERDUE and LOST.',
  })
  readonly states?: readonly HandoverState[] | null

  @Field(() => [HandoverRoute], { nullable: true })
  readonly routes?: readonly HandoverRoute[] | null
}

@InputType()
export class OverdueVaccinationFilter extends WorkListFilter {
  @Field(() => [VaccinationState], {
    nullable: true,
    description: 'Of OVERDUE and CANNOT_TELL; left out: OVERDUE.',
  })
  readonly states?: readonly VaccinationState[] | null

  @Field(() => [Disease], { nullable: true, description: 'Against one of these.' })
  readonly diseases?: readonly Disease[] | null
}

@InputType()
export class UnplacedVveFilter extends WorkListFilter {
  @Field(() => [VvePlacementState], {
    nullable: true,
    description: 'Of WAITING, UNPLACED and CANNOT_TELL; left out: UNPLACED.',
  })
  readonly states?: readonly VvePlacementState[] | null
}

@ObjectType({ description: 'Where children live; null where that is secret or not known.' })
export class WorkListArea {
  @Field(() => String, { nullable: true })
  readonly municipality!: string | null

  @Field(() => String, { nullable: true, description: 'The four digits of the postcode.' })
  readonly postcode!: string | null
}

@ObjectType({ description: 'How many lines there are of an area, on all pages.' })
export class WorkListAreaTotal extends WorkListArea {
  @Field(() => Int)
  readonly total!: number
}

@ObjectType({ description: 'Of a domain, whether the list speaks for it at this moment.' })
export class WorkListDomain {
  @Field(() => Domain)
  readonly domain!: Domain

  @Field(() => SightCause, {
    nullable: true,
    description: 'SOURCE_DOWN or STALE; null: it told all that it has.',
  })
  readonly doubt!: SightCause | null
}

@ObjectType()
abstract class WorkListRow {
  @Field(() => Child)
  readonly child!: Pick<Child, 'id'>

  @Guarded('child:residence')
  @Field(() => WorkListArea, { nullable: true })
  readonly area!: WorkListArea

  @Field(() => LocalDate, {
    nullable: true,
    description: 'By which the list is ordered: the day by which it should have been done.',
  })
  readonly since!: string | null
}

@ObjectType()
abstract class WorkListPage {
  @Field(() => Int, { description: 'Lines of all pages.' })
  readonly total!: number

  @Field(() => Int, {
    description: 'Lines of all pages of which nobody can tell, whatever states are asked for.',
  })
  readonly cannotTell!: number

  @Guarded('child:residence')
  @Field(() => [WorkListAreaTotal], { nullable: true })
  readonly areas!: readonly WorkListAreaTotal[]

  @Field(() => PageInfo)
  readonly pageInfo!: PageInfo

  @Field(() => DateTime, { description: 'When what changed was taken in.' })
  readonly refreshedAt!: string

  @Field(() => [WorkListDomain])
  readonly domains!: readonly WorkListDomain[]
}

@ObjectType({ description: 'A child that nobody saw as long ago as the schedules want.' })
export class OutOfSightRow extends WorkListRow {
  @Field(() => Sight)
  readonly sight!: Sight
}

@ObjectType()
export class OutOfSightPage extends WorkListPage {
  @Field(() => [OutOfSightRow])
  readonly rows!: readonly OutOfSightRow[]
}

@ObjectType({ description: 'A handover that is not done.' })
export class OpenHandoverRow extends WorkListRow {
  @Field(() => Handover)
  readonly handover!: Handover
}

@ObjectType()
export class OpenHandoverPage extends WorkListPage {
  @Field(() => [OpenHandoverRow])
  readonly rows!: readonly OpenHandoverRow[]
}

@ObjectType({ description: 'A child to which a vaccination should have been given.' })
export class OverdueVaccinationRow extends WorkListRow {
  @Field(() => [Disease], { description: 'Against which; or of which nobody can tell.' })
  readonly diseases!: readonly Disease[]

  @Field(() => VaccinationStatus)
  readonly vaccinationStatus!: VaccinationStatus
}

@ObjectType()
export class OverdueVaccinationPage extends WorkListPage {
  @Field(() => [OverdueVaccinationRow])
  readonly rows!: readonly OverdueVaccinationRow[]
}

@ObjectType({
  description: 'A child that is meant to have early childhood education (VVE) and has none.',
})
export class UnplacedVveRow extends WorkListRow {
  @Field(() => VvePlacement)
  readonly vvePlacement!: VvePlacement
}

@ObjectType()
export class UnplacedVvePage extends WorkListPage {
  @Field(() => [UnplacedVveRow])
  readonly rows!: readonly UnplacedVveRow[]
}
