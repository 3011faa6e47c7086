import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { Cost, ListSize, Requires } from '../../schema/federation.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { AT, Child, dayOf, type JourneyContext, KNOWN, toKnown } from './child.ts'
import { Handover } from './handover-types.ts'
import { HandoverState } from './handover-words.ts'
import { toHandovers } from './handovers.ts'

/** What one organisation handed to another, and whether it arrived. */
@Resolver(() => Child)
export class ChildHandedOver {
  @Guarded('journey:handovers')
  @Requires(KNOWN)
  @Cost(5)
  @ListSize({ assumed: 5 })
  @FieldResolver(() => [Handover], {
    nullable: true,
    description: 'Of the routes of which the viewer may read both sides. Oldest first.',
  })
  handovers(
    @Root() child: Child,
    @Arg('states', () => [HandoverState], { nullable: true, description: 'Of these alone.' })
    states: readonly HandoverState[] | null | undefined,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() context: JourneyContext,
  ): readonly Handover[] {
    const all = toHandovers(toKnown(child, context), dayOf(at, context.today))
    return states ? all.filter(({ state }) => states.includes(state)) : all
  }
}
