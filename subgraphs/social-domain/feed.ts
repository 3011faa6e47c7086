import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import { mayRead } from '../../privacy/policy.ts'
import type { Subject } from '../../privacy/read.ts'
import { GraphError } from '../../schema/errors.ts'
import { Inaccessible } from '../../schema/federation.ts'
import { Fed, type FedOffer } from '../../schema/feed.ts'
import type { FedEvents } from '../../schema/feed-parts.ts'
import { checkFed, toFedEvents } from '../feed.ts'
import type { SocialDomainContext } from './child.ts'
import { toEvents } from './events.ts'

@Resolver()
export class SocialDomainFeed {
  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  socialDomainFeed(
    @Arg('subjects', () => Fed) subjects: readonly Subject[],
    @Ctx() context: SocialDomainContext,
  ): Promise<FedEvents> {
    return toFedEvents(subjects, context, toEvents)
  }

  /** Nothing of it is about anybody. */
  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  socialDomainFeedOffers(
    @Ctx() { viewer, offersTold }: SocialDomainContext,
  ): Promise<readonly FedOffer[]> {
    checkFed(viewer)
    if (!mayRead(viewer, 'social-domain:offers')) throw new GraphError('FIELD_FORBIDDEN')
    return offersTold()
  }
}
