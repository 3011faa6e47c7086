import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import type { Subject } from '../../privacy/read.ts'
import { Inaccessible } from '../../schema/federation.ts'
import { Fed } from '../../schema/feed.ts'
import type { FedEvents } from '../../schema/feed-parts.ts'
import { checkFed, toFedEvents } from '../feed.ts'
import { type JgzContext, vaccinationSchemeOf } from './child.ts'
import { toEvents } from './events.ts'

@Resolver()
export class JgzFeed {
  @Inaccessible()
  @Query(() => Fed, { nullable: true })
  async jgzFeed(
    @Arg('subjects', () => Fed) subjects: readonly Subject[],
    @Ctx() context: JgzContext,
  ): Promise<FedEvents> {
    checkFed(context.viewer)
    const [told, vaccinationScheme] = await Promise.all([
      toFedEvents(subjects, context, toEvents),
      Promise.all(
        subjects.map((subject) => vaccinationSchemeOf(subject, context).catch(() => null)),
      ),
    ])
    return { ...told, vaccinationScheme }
  }
}
