import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql'
import { Guarded } from '../../privacy/guarded.ts'
import { mayRead } from '../../privacy/policy.ts'
import type { Reader, Subject } from '../../privacy/read.ts'
import type { Viewer } from '../../privacy/viewer.ts'
import { DomainEvent } from '../../schema/events.ts'
import { Cost, External, Inaccessible, Key, Requires } from '../../schema/federation.ts'
import type { FedOffer } from '../../schema/feed.ts'
import { RegistryPresence } from '../../schema/presence.ts'
import { YouthHelpTold } from '../../schema/youth-help-told.ts'
import type { TellHealth } from '../health.ts'
import type { TellPresence } from '../presence.ts'
import { Allocation } from './allocation.ts'
import { AllocationState, toState } from './allocation-state.ts'
import type { OfferMap } from './delivered-offers.ts'
import { toEvents } from './events.ts'
import { HelpRequest } from './help-request.ts'
import { NeighbourhoodTeamCase } from './neighbourhood-team-case.ts'
import type { AllocationRecord, CaseRecord } from './source.ts'
import { toYouthHelpTold } from './youth-help-told.ts'

/**
 * What a resolver of this domain gets: a reader for each registry, so that each is accounted under
 * its own name.
 */
export interface SocialDomainContext {
  readonly viewer: Viewer
  readonly readAllocations: Reader<AllocationRecord>
  readonly readCases: Reader<CaseRecord>
  /** Null where no map of offers is linked. */
  readonly offers: () => Promise<OfferMap | null>
  /** All that it ever said. */
  readonly offersTold: () => Promise<readonly FedOffer[]>
  readonly presence: TellPresence
  readonly health: TellHealth
  /** `2026-09-01`, in the Netherlands. */
  readonly today: string
}

@Key('id')
@ObjectType()
export class Child {
  @Field(() => ID)
  readonly id!: string

  @External()
  @Field(() => ID, { nullable: true })
  readonly socialDomainRef!: string | null
}

@ObjectType({ description: 'What the social domain (sociaal domein) knows about a child.' })
export class SocialDomain {
  readonly subject!: Subject
}

@Resolver(() => Child)
export class ChildInSocialDomain {
  @Guarded('social-domain:read')
  @Requires('socialDomainRef')
  @Cost(5)
  @FieldResolver(() => SocialDomain, {
    nullable: true,
    description:
      'Null where nobody can be asked about this child. That nothing is told proves nothing: where a message could endanger a child, none is sent (iJw OP003).',
  })
  socialDomain(@Root() child: Child): SocialDomain | null {
    return toSubject(child)
  }

  @Inaccessible()
  @Requires('socialDomainRef')
  @FieldResolver(() => [DomainEvent], { nullable: true })
  async socialDomainEvents(
    @Root() child: Child,
    @Ctx() context: SocialDomainContext,
  ): Promise<DomainEvent[] | null> {
    const socialDomain = toSubject(child)
    return socialDomain && toEvents(socialDomain.subject, context)
  }

  @Inaccessible()
  @Requires('socialDomainRef')
  @FieldResolver(() => [RegistryPresence], { nullable: true })
  socialDomainPresence(@Root() child: Child, @Ctx() { presence }: SocialDomainContext) {
    return presence(toSubject(child)?.subject ?? null)
  }

  /** Null where nobody can be asked, or the viewer may not ask; that nothing was told is an answer. */
  @Inaccessible()
  @Requires('socialDomainRef')
  @FieldResolver(() => YouthHelpTold, { nullable: true })
  async youthHelpTold(
    @Root() child: Child,
    @Ctx() { viewer, readAllocations, today }: SocialDomainContext,
  ): Promise<YouthHelpTold | null> {
    const socialDomain = toSubject(child)
    if (!socialDomain || !mayRead(viewer, 'social-domain:allocations')) return null
    const [allocations, requests] = await Promise.all([
      readAllocations(socialDomain.subject, 'allocations'),
      readAllocations(socialDomain.subject, 'requests'),
    ])
    return toYouthHelpTold(allocations ?? [], requests ?? [], today)
  }
}

function toSubject({ id, socialDomainRef }: Child): SocialDomain | null {
  return socialDomainRef ? { subject: { id, reference: socialDomainRef } } : null
}

@Resolver(() => SocialDomain)
export class SocialDomainFields {
  @Guarded('social-domain:allocations')
  @FieldResolver(() => [Allocation], {
    nullable: true,
    description: 'Oldest first. Null where none was told.',
  })
  allocations(@Root() { subject }: SocialDomain, @Ctx() { readAllocations }: SocialDomainContext) {
    return readAllocations(subject, 'allocations')
  }

  @Guarded('social-domain:allocations')
  @FieldResolver(() => [HelpRequest], {
    nullable: true,
    description: 'What providers asked for. Oldest first. Null where none was told.',
  })
  requests(@Root() { subject }: SocialDomain, @Ctx() { readAllocations }: SocialDomainContext) {
    return readAllocations(subject, 'requests')
  }

  @Guarded('social-domain:cases')
  @FieldResolver(() => [NeighbourhoodTeamCase], {
    nullable: true,
    description: 'Oldest first. Null where none was told.',
  })
  cases(@Root() { subject }: SocialDomain, @Ctx() { readCases }: SocialDomainContext) {
    return readCases(subject, 'cases')
  }
}

@Resolver(() => Allocation)
export class AllocationFields {
  @FieldResolver(() => AllocationState)
  state(@Root() allocation: Allocation, @Ctx() { today }: SocialDomainContext): AllocationState {
    return toState(allocation, today)
  }
}
