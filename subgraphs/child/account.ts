/**
 * The account of a child: who read about it. For the officer whom its parents ask.
 *
 * @module
 */

import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql'
import type { Accounts, Look as Looked } from '../../connectors/accounting-read.ts'
import { Guarded } from '../../privacy/guarded.ts'
import { askedBy, type ReadingContext, written } from '../../privacy/read.ts'
import { AsOfInput, checkOfNow, OF_NOW } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import { ListSize } from '../../schema/federation.ts'
import { DateTime } from '../../schema/scalars.ts'
import type { Persons } from './persons.ts'

@ObjectType({
  description:
    'One reading about a child, or one decision. Which organisation, and not which person: that stands under the same trace id, for an auditor.',
})
export class Look {
  @Field(() => DateTime)
  readonly at!: Date

  @Field(() => String, { description: 'What was done: `read`, `account`, `link-decision`, …' })
  readonly act!: string

  @Field(() => String, { nullable: true, description: 'The number of the organisation.' })
  readonly organisation!: string | null

  @Field(() => String, { nullable: true })
  readonly role!: string | null

  @Field(() => String, { nullable: true, description: 'Doelbinding: for which purpose.' })
  readonly purpose!: string | null

  @Field(() => String)
  readonly registry!: string

  @Field(() => [String], { description: 'What was asked; never what was answered.' })
  readonly parts!: readonly string[]

  @Field(() => String, {
    nullable: true,
    description:
      '`read`, `unlinked` (there was no record) or `failed`; null where nobody knows how it ended.',
  })
  readonly outcome!: string | null

  @Field(() => String)
  readonly traceId!: string
}

/** Of one request. Rejects with CHILD_UNKNOWN for a child that the viewer may not see. */
export type WhoLooked = (childId: string, since: Date) => Promise<readonly Looked[]>

const MOST = 1_000

interface AccountOptions {
  readonly accounts: Accounts | undefined
  readonly persons: Persons
  readonly request: ReadingContext
}

/** To look into an account is written down in it, first. */
export function openWhoLooked({ accounts, persons, request }: AccountOptions): WhoLooked {
  return async (childId, since) => {
    if (!(await persons.isPresent(childId, []))) throw new GraphError('CHILD_UNKNOWN')
    const act = { ...askedBy(request), kind: 'account', registry: 'accounting' } as const
    const end = await written(() =>
      request.accounting.begin({ ...act, parts: ['looks'], subjects: [childId] }),
    )
    const looks = await written(() => accounts?.of(childId, since, MOST) ?? Promise.reject())
    await written(() => end(['read']))
    return looks
  }
}

@Resolver()
export class AccountQueries {
  @Guarded('account:read')
  @ListSize({ assumed: 100 })
  @Query(() => [Look], {
    nullable: true,
    description:
      'Who read about a child since a moment, the newest first, 1,000 at most. This question is among them.',
  })
  async whoLooked(
    @Arg('child', () => ID) child: string,
    @Arg('from', () => DateTime, { nullable: true }) from: Date | null | undefined,
    @Arg('asOf', () => AsOfInput, OF_NOW) asOf: AsOfInput | null | undefined,
    @Ctx() { whoLooked }: { readonly whoLooked: WhoLooked },
  ): Promise<readonly Look[]> {
    checkOfNow(asOf)
    return whoLooked(child, from ?? new Date(0))
  }
}
