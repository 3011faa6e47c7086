/**
 * What a domain feeds of its own registries beside its children: whose records changed, and which there are.
 *
 * @module
 */

import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import { Inaccessible } from '../schema/federation.ts'
import { Fed } from '../schema/feed.ts'
import type { FedChanges, FedRecords } from '../schema/feed-parts.ts'
import { checkFed } from './feed.ts'
import type { ChangesContext, ChangesCursor, RecordsCursor } from './feed-changes.ts'

export function changesFedBy(domain: 'birthCare' | 'jgz' | 'childcare' | 'socialDomain') {
  @Resolver()
  class ChangesFeed {
    @Inaccessible()
    @Query(() => Fed, { nullable: true, name: `${domain}FeedChanges` })
    changes(
      @Arg('after', () => Fed, { nullable: true }) after: ChangesCursor | null | undefined,
      @Ctx() { viewer, changes }: ChangesContext,
    ): Promise<FedChanges> {
      checkFed(viewer)
      return changes(after ?? null)
    }

    @Inaccessible()
    @Query(() => Fed, { nullable: true, name: `${domain}FeedRecords` })
    records(
      @Arg('after', () => Fed, { nullable: true }) after: RecordsCursor | null | undefined,
      @Ctx() { viewer, records }: ChangesContext,
    ): Promise<FedRecords> {
      checkFed(viewer)
      return records(after ?? null)
    }
  }
  return ChangesFeed
}
