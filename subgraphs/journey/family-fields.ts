import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { Cost, ListSize, Requires } from '../../schema/federation.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { AT, Child, dayOf, EVENTS, type JourneyContext, KNOWN, toKnown, toTold } from './child.ts'
import { toHandovers } from './handovers.ts'
import { toReach } from './reach.ts'
import { Reach } from './reach-types.ts'
import { Referral } from './referral-types.ts'
import { toReferrals } from './referrals.ts'
import { inForce, SIGHT_RULES } from './schedule.ts'
import { SituationFact } from './situation-types.ts'
import { toSituations } from './situations.ts'
import { eventsUntil } from './told.ts'

/** What a family is in, what was done about it, and how it was reached. */
@Resolver(() => Child)
export class ChildInFamily {
  @Guarded('journey:situations')
  @Requires(EVENTS)
  @Cost(5)
  @ListSize({ assumed: 5 })
  @FieldResolver(() => [SituationFact], {
    nullable: true,
    description: 'By what the domains that the viewer may read recorded. Oldest first; no score.',
  })
  situations(
    @Root() child: Child,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() context: JourneyContext,
  ): readonly SituationFact[] {
    const day = dayOf(at, context.today)
    return toSituations(eventsUntil(toTold(child), day), day)
  }

  @Guarded('journey:sight')
  @Requires(EVENTS)
  @Cost(25)
  @FieldResolver(() => Reach, {
    nullable: true,
    description: 'Null before there were rules of what a contact is.',
  })
  reach(
    @Root() child: Child,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() context: JourneyContext,
  ): Reach | null {
    const day = dayOf(at, context.today)
    const rules = inForce(SIGHT_RULES, day, { knownOn: context.knownOn })
    return rules ? toReach(eventsUntil(toTold(child), day), rules, day) : null
  }

  @Guarded('journey:handovers')
  @Requires(KNOWN)
  @Cost(5)
  @ListSize({ assumed: 5 })
  @FieldResolver(() => [Referral], {
    nullable: true,
    description: 'Each with its end, or the lack of one. Oldest first.',
  })
  referrals(
    @Root() child: Child,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() context: JourneyContext,
  ): readonly Referral[] {
    const day = dayOf(at, context.today)
    const known = toKnown(child, context)
    return toReferrals(known, toHandovers(known, day), day)
  }
}
