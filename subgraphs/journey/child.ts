import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { ChildCourse, COURSE, DomainStanding, STANDING } from '../../schema/course.ts'
import { GraphError } from '../../schema/errors.ts'
import { DomainEvent, EVENT } from '../../schema/events.ts'
import { Cost, External, Key, Requires } from '../../schema/federation.ts'
import { LocalDate } from '../../schema/scalars.ts'
import { latestOf } from './age.ts'
import { SCHEMES } from './schedule.ts'
import { type Known, toSight } from './sight.ts'
import { Sight } from './sight-types.ts'
import { toTimeline } from './timeline.ts'
import { Timeline } from './timeline-items.ts'
import { eventsUntil, type Told, voicesOf } from './told.ts'
import { VaccinationStatus } from './vaccination-types.ts'
import { vaccinationStatus } from './vaccinations.ts'

/** What a resolver of this subgraph gets. */
export interface JourneyContext {
  readonly viewer: Viewer
  /** The day that is asked about: `2026-09-01`, in the Netherlands. */
  readonly today: string
}

@Key('id')
@ObjectType()
export class Child {
  @Field(() => ID)
  readonly id!: string

  @External()
  @Field(() => ChildCourse, { nullable: true })
  readonly course!: ChildCourse | null

  @External()
  @Field(() => [DomainStanding], { nullable: true })
  readonly standings!: readonly DomainStanding[] | null

  @External()
  @Field(() => String, { nullable: true })
  readonly jgzVaccinationScheme!: string | null

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

/** The events of every domain. A new domain adds a field above, and its name here and in {@link toTold}. */
const EVENTS = ['birthCareEvents', 'jgzEvents', 'childcareEvents', 'socialDomainEvents']
  .map((field) => `${field} ${EVENT}`)
  .join(' ')
const KNOWN = `course ${COURSE} standings ${STANDING} ${EVENTS}`

const AT = 'For which day, not one that lies ahead. Left out: the day that is asked about.'

/** What only all domains together can tell. */
@Resolver(() => Child)
export class ChildInJourney {
  @Guarded('journey:timeline')
  @Requires(EVENTS)
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
    return toTimeline(toTold(child), { from, to })
  }

  @Guarded('journey:sight')
  @Requires(KNOWN)
  @Cost(25)
  @FieldResolver(() => Sight, {
    nullable: true,
    description:
      'Whether the child is in sight of the domains that the viewer may read. That a domain is silent counts only where it told all that it has.',
  })
  sight(
    @Root() child: Child,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() { viewer, today }: JourneyContext,
  ): Sight {
    return toSight(toKnown(child, viewer), dayOf(at, today))
  }

  @Guarded('journey:vaccinations')
  @Requires(`${KNOWN} jgzVaccinationScheme`)
  @Cost(25)
  @FieldResolver(() => VaccinationStatus, {
    nullable: true,
    description:
      'Null where the birth date is not known to the day, the family does not want youth health care to be read, or no schedule has the child.',
  })
  vaccinationStatus(
    @Root() child: Child,
    @Arg('at', () => LocalDate, { nullable: true, description: AT }) at: string | undefined,
    @Ctx() { viewer, today }: JourneyContext,
  ): VaccinationStatus | null {
    const day = dayOf(at, today)
    const { course, told, standings } = toKnown(child, viewer)
    const jgz = voicesOf(told, standings, viewer, day).find(({ domain }) => domain === 'JGZ')
    const birthDate = course?.birthDate ?? null
    if (!jgz || birthDate === null || latestOf(birthDate) !== birthDate) return null
    return vaccinationStatus(
      {
        birthDate,
        events: eventsUntil({ JGZ: told.JGZ }, day),
        scheme: SCHEMES.find((scheme) => scheme === child.jgzVaccinationScheme) ?? null,
        isComplete: jgz.doubt === null,
      },
      day,
    )
  }
}

function dayOf(at: string | null | undefined, today: string): string {
  if (!at) return today
  if (at > today) throw new GraphError('ARGUMENT_INVALID')
  return at
}

function toKnown(child: Child, viewer: Viewer): Known {
  const { course = null, standings = null } = child
  return { course, standings, told: toTold(child), viewer }
}

function toTold(child: Child): Told {
  return {
    BIRTH_CARE: child.birthCareEvents,
    JGZ: child.jgzEvents,
    CHILDCARE: child.childcareEvents,
    SOCIAL_DOMAIN: child.socialDomainEvents,
  }
}
