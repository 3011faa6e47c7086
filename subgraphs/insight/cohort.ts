/**
 * A cohort: how many children it is, how it came to that, and what domains know of them.
 *
 * @module
 */

import { Arg, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import type { Receipt, Receipts } from '../../privacy/receipt.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { Domain } from '../../schema/domain.ts'
import { Cost } from '../../schema/federation.ts'
import { answered } from './answers.ts'
import {
  cohortAttrition,
  cohortMethod,
  cohortOverlap,
  cohortSize,
  cohortTable,
  wholeCohort,
} from './cohort-count.ts'
import type { CohortInput } from './cohort-input.ts'
import type { Desk } from './desk.ts'
import { Dimension, type DimensionName } from './dimension.ts'
import type { EditionAsked } from './edition.ts'
import type { Indicator } from './indicator.ts'
import type { Needs } from './offer-gap.ts'
import { AnswerReceipt } from './receipt-types.ts'
import { AsOfEdition, Count, DimensionValue, DisclosureMethod, ReadAt } from './tell-types.ts'

@ObjectType({ description: 'How many are left after one more condition.' })
export class AttritionStep {
  @Field(() => String)
  readonly step!: string

  @Field(() => Count)
  readonly size!: Count
}

@ObjectType({ description: 'How many children have these values.' })
export class CohortGroup {
  @Field(() => [DimensionValue])
  readonly by!: readonly DimensionValue[]

  @Field(() => Count)
  readonly size!: Count
}

@ObjectType()
export class CohortRow {
  @Field(() => [String], { description: 'The values of the dimensions of the rows.' })
  readonly at!: readonly string[]

  @Field(() => [Count], { description: 'One for each column, in their order.' })
  readonly sizes!: readonly Count[]
}

@ObjectType({ description: 'Children, by some dimensions down and some across.' })
export class CohortTable extends ReadAt {
  @Field(() => [Dimension])
  readonly down!: readonly DimensionName[]

  @Field(() => [String], {
    description: 'What each column is; one that is empty for no dimension.',
  })
  readonly columns!: readonly string[]

  @Field(() => [CohortRow])
  readonly rows!: readonly CohortRow[]

  @Field(() => DisclosureMethod)
  readonly method!: DisclosureMethod

  @Field(() => AnswerReceipt)
  readonly receipt!: Receipt
}

/** What is asked; each field counts its own. */
@ObjectType({ description: 'A cohort. None of its children is told.' })
export class Cohort extends ReadAt {
  @Field(() => AsOfEdition)
  readonly asOf!: AsOfEdition

  readonly is!: CohortInput
  readonly inTurn!: InTurn
}

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/**
 * What is told first decides what has to be hidden later. So the fields of a cohort are counted in the order in which they are
 * asked for, and not in that in which they happen to be done: the same question is answered the same.
 */
export function openTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const own = last.then(work)
    last = own.catch(() => undefined)
    return own
  }
}

export interface InsightContext {
  readonly viewer: Viewer
  readonly catalogue: readonly Indicator[]
  /** Waits for the numbers to be there. */
  openDesk(asOf?: EditionAsked): Promise<Desk>
  /** How many children of an area are in a situation. */
  readonly needs: () => Promise<Needs>
  readonly receipts: Receipts
}

@Resolver(() => Cohort)
export class CohortFields {
  @Guarded('insight:read')
  @Cost(50)
  @FieldResolver(() => Count, { nullable: true, description: 'How many children it is.' })
  size(@Root() { is, inTurn }: Cohort, @Ctx() { openDesk }: InsightContext): Promise<Count | null> {
    return inTurn(async () => cohortSize(await openDesk(), is))
  }

  @Guarded('insight:read')
  @Cost(100)
  @FieldResolver(() => [AttritionStep], {
    nullable: true,
    description: 'From all children down to those of the cohort, condition by condition.',
  })
  attrition(
    @Root() { is, inTurn }: Cohort,
    @Ctx() { openDesk }: InsightContext,
  ): Promise<readonly AttritionStep[]> {
    return inTurn(async () => cohortAttrition(await openDesk(), is))
  }

  @Guarded('insight:read')
  @Cost(100)
  @FieldResolver(() => [CohortGroup], {
    nullable: true,
    description: 'How many are known to which of these domains, and to none of them.',
  })
  overlap(
    @Root() { is, inTurn }: Cohort,
    @Arg('domains', () => [Domain]) domains: readonly Domain[],
    @Ctx() { openDesk }: InsightContext,
  ): Promise<readonly CohortGroup[]> {
    return inTurn(async () => cohortOverlap(await openDesk(), is, domains))
  }

  @Guarded('insight:read')
  @Cost(100)
  @FieldResolver(() => CohortTable, {
    nullable: true,
    description:
      'By dimensions of a child. A table of more cells than are told at once is refused.',
  })
  table(
    @Root() { is, inTurn }: Cohort,
    @Arg('rows', () => [Dimension]) rows: readonly DimensionName[],
    @Arg('columns', () => [Dimension], { defaultValue: [] }) columns: readonly DimensionName[],
    @Ctx() { openDesk }: InsightContext,
  ): Promise<CohortTable> {
    const asked = { is, rows, columns }
    return inTurn(async () => answered(await openDesk(), asked, 'cohort.table', cohortTable))
  }

  @Guarded('insight:read')
  @Cost(10)
  @FieldResolver(() => DisclosureMethod, {
    nullable: true,
    description: 'Of `size` and `attrition`. A table has its own.',
  })
  method(
    @Root() { inTurn }: Cohort,
    @Ctx() { openDesk }: InsightContext,
  ): Promise<DisclosureMethod> {
    return inTurn(async () => cohortMethod(await openDesk()))
  }

  @Guarded('insight:read')
  @Cost(250)
  @FieldResolver(() => AnswerReceipt, {
    nullable: true,
    description:
      'Of `size` and `attrition`, and of `overlap` of these domains. A table has its own.',
  })
  async receipt(
    @Root() { is, inTurn }: Cohort,
    @Arg('overlap', () => [Domain], { defaultValue: [] }) domains: readonly Domain[],
    @Ctx() { openDesk }: InsightContext,
  ): Promise<Receipt> {
    const asked = { is, domains }
    const answer = () => openDesk().then((desk) => answered(desk, asked, 'cohort', wholeCohort))
    return (await inTurn(answer)).receipt
  }
}
