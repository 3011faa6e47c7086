import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import type { Subject } from '../../privacy/read.ts'
import { Inaccessible } from '../../schema/federation.ts'
import { Fed } from '../../schema/feed.ts'
import type { FedEvents } from '../../schema/feed-parts.ts'
import { toFedEvents } from '../feed.ts'
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
}
