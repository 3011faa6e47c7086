import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import type { Subject } from '../../privacy/read.ts'
import { Inaccessible } from '../../schema/federation.ts'
import { Fed } from '../../schema/feed.ts'
import type { FedEvents } from '../../schema/feed-parts.ts'
import { toFedEvents } from '../feed.ts'
import type { ChildcareContext } from './child.ts'
import { toEvents } from './events.ts'

@Resolver()
export class ChildcareFeed {
  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  childcareFeed(
    @Arg('subjects', () => Fed) subjects: readonly Subject[],
    @Ctx() context: ChildcareContext,
  ): Promise<FedEvents> {
    return toFedEvents(subjects, context, toEvents)
  }
}
