import { Arg, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { DomainEvent } from '../../schema/events.ts'
import { Cost, External, Key, Requires } from '../../schema/federation.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { toTimeline } from './timeline.ts'
import { Timeline } from './timeline-items.ts'

const EVENT = '{ id kind phase at recordedAt label code form status initiative refused }'

@Key('id')
@ObjectType()
export class Child {
  @Field(() => ID)
  readonly id!: string

  @External()
  @Field(() => [DomainEvent], { nullable: true })
  readonly birthCareEvents!: readonly DomainEvent[] | null

  @External()
  @Field(() => [DomainEvent], { nullable: true })
  readonly jgzEvents!: readonly DomainEvent[] | null

  @External()
  @Field(() => [DomainEvent], { nullable: true })
  readonly childcareEvents!: readonly DomainEvent[] | null

  @External()
  @Field(() => [DomainEvent], { nullable: true })
  readonly socialDomainEvents!: readonly DomainEvent[] | null
}

/** What only all domains together can tell. */
@Resolver(() => Child)
export class ChildInJourney {
  @Guarded('journey:timeline')
  @Requires(
    `birthCareEvents ${EVENT} jgzEvents ${EVENT} childcareEvents ${EVENT} socialDomainEvents ${EVENT}`,
  )
  @Cost(25)
  @FieldResolver(() => Timeline, {
    nullable: true,
    description: 'The events of all domains that the viewer may read, from pregnancy on.',
  })
  timeline(
    @Root() child: Child,
    @Arg('from', () => LocalDate, { nullable: true, description: 'The first day, included.' })
    from: string | undefined,
    @Arg('to', () => LocalDate, { nullable: true, description: 'The last day, included.' })
    to: string | undefined,
  ): Timeline {
    return toTimeline(
      {
        BIRTH_CARE: child.birthCareEvents,
        JGZ: child.jgzEvents,
        CHILDCARE: child.childcareEvents,
        SOCIAL_DOMAIN: child.socialDomainEvents,
      },
      { from, to },
    )
  }
}
