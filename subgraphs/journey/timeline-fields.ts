import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { Domain } from '../../schema/domain.ts'
import { Cost, ListSize, Requires } from '../../schema/federation.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { AT, Child, dayOf, EVENTS, type JourneyContext, KNOWN, toKnown, toTold } from './child.ts'
import { Gap } from './gap-types.ts'
import { toGaps } from './gaps.ts'
import { toTimeline } from './timeline.ts'
import { Timeline } from './timeline-items.ts'

/** Half a year. */
const A_GAP = 183

/** What happened to a child, and when nothing did. */
@Resolver(() => Child)
export class ChildInTime {
  @Guarded('journey:timeline')
  @Requires(EVENTS)
  // Five hundred, with all that is in their entries, are one question.
  @Cost(10)
  @ListSize({ argument: 'first', fields: ['entries', 'edges'], assumed: 10 })
  @FieldResolver(() => Timeline, {
    nullable: true,
    description:
      'The events of all domains that the viewer may read, from pregnancy on; all of them, or a page of so many.',
  })
  timeline(
    @Root() child: Child,
    @Arg('from', () => LocalDate, { nullable: true, description: 'The first day, included.' })
    from: string | undefined,
    @Arg('to', () => LocalDate, { nullable: true, description: 'The last day, included.' })
    to: string | undefined,
    @Arg('domains', () => [Domain], { nullable: true, description: 'Of these alone.' })
    domains: readonly Domain[] | null | undefined,
    @Arg('first', () => Int, { nullable: true, description: 'So many, from 1 to 500.' })
    first: number | null | undefined,
    @Arg('after', () => ID, { nullable: true, description: 'An `endCursor`.' })
    after: string | null | undefined,
  ): Timeline {
    return toTimeline(toTold(child), { from, to, domains, first, after })
  }

  @Guarded('journey:sight')
  @Requires(KNOWN)
  @Cost(5)
  @ListSize({ assumed: 5 })
  @FieldResolver(() => [Gap], {
    nullable: true,
    description:
      'Times in which nobody saw the child, oldest first, with what explains each of them. Null where its birth is not known.',
  })
  gaps(
    @Root() child: Child,
    @Arg('minDays', () => Int, { defaultValue: A_GAP, description: 'No shorter than this.' })
    minDays: number,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() context: JourneyContext,
  ): readonly Gap[] | null {
    return toGaps(toKnown(child, context), dayOf(at, context.today), minDays)
  }
}
