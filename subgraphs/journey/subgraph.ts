/**
 * `journey`: the view across domains. It has no registry of its own.
 *
 * @module
 */

import { toDay } from '../../connectors/wall-clock.ts'
import type { FeedCaller } from '../../privacy/feed.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import { momentOf } from '../../schema/as-of.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import { Child, type JourneyContext } from './child.ts'
import { ChildToChildcare } from './childcare-fields.ts'
import { ChildInFamily } from './family-fields.ts'
import { ChildHandedOver } from './handover-fields.ts'
import { ChildInSight } from './sight-fields.ts'
import { ChildInTime } from './timeline-fields.ts'

export const journey = buildSubgraph({
  name: 'journey',
  resolvers: [ChildInTime, ChildInSight, ChildHandedOver, ChildInFamily, ChildToChildcare],
  entities: [Child],
})

export interface JourneyOptions {
  /** Default: the clock of the machine. */
  readonly now?: () => Date
  /** Left out: there are no lists. */
  readonly feeds?: FeedCaller | undefined
}

export function openJourney({ now = () => new Date() }: JourneyOptions = {}): OpenSubgraph {
  return {
    ...journey,
    contextOf: ({ viewer, asOf }: ReadingContext): JourneyContext => ({
      viewer,
      today: toDay(momentOf(asOf, now)),
      knownOn: asOf?.knownAt === undefined ? undefined : toDay(new Date(asOf.knownAt)),
    }),
    close: async () => undefined,
  }
}
