import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import type { Subject } from '../../privacy/read.ts'
import { Inaccessible } from '../../schema/federation.ts'
import { Fed } from '../../schema/feed.ts'
import type { FedChanges, FedEvents, FedRecords } from '../../schema/feed-parts.ts'
import { checkFed, toFedEvents } from '../feed.ts'
import type { ChangesContext, ChangesCursor, RecordsCursor } from '../feed-changes.ts'
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

  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  socialDomainFeedChanges(
    @Arg('after', () => Fed, { nullable: true }) after: ChangesCursor | null | undefined,
    @Ctx() { viewer, changes }: ChangesContext,
  ): Promise<FedChanges> {
    checkFed(viewer)
    return changes(after ?? null)
  }

  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  socialDomainFeedRecords(
    @Arg('after', () => Fed, { nullable: true }) after: RecordsCursor | null | undefined,
    @Ctx() { viewer, records }: ChangesContext,
  ): Promise<FedRecords> {
    checkFed(viewer)
    return records(after ?? null)
  }
}
