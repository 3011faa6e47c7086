/**
 * `journey`: the view across domains. It has no registry of its own.
 *
 * @module
 */

import { toDay } from '../../connectors/wall-clock.ts'
import type { FeedCaller } from '../../privacy/feed.ts'
import type { ReadingContext } from '../../privacy/read.ts'
import { momentOf } from '../../schema/as-of.ts'
import { GraphError } from '../../schema/errors.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import { Child, type JourneyContext } from './child.ts'
import { ChildToChildcare } from './childcare-fields.ts'
import { ChildInFamily } from './family-fields.ts'
import { ChildHandedOver } from './handover-fields.ts'
import { openListDesks } from './list-desks.ts'
import { WorkListQueries } from './list-fields.ts'
import { ChildInSight } from './sight-fields.ts'
import { ChildInTime } from './timeline-fields.ts'

export const journey = buildSubgraph({
  name: 'journey',
  resolvers: [
    ChildInTime,
    ChildInSight,
    ChildHandedOver,
    ChildInFamily,
    ChildToChildcare,
    WorkListQueries,
  ],
  entities: [Child],
})

export interface JourneyOptions {
  /** Default: the clock of the machine. */
  readonly now?: () => Date
  /** Left out: there are no lists. */
  readonly feeds?: FeedCaller | undefined
  /** How old a list may be. */
  readonly listsFreshMs?: number | undefined
}

export function openJourney(options: JourneyOptions = {}): OpenSubgraph {
  const { now = () => new Date(), feeds, listsFreshMs } = options
  const desks = feeds && openListDesks({ feeds, now, toDay, freshMs: listsFreshMs })
  return {
    ...journey,
    contextOf: ({ viewer, asOf, traceId, signal }: ReadingContext): JourneyContext => ({
      viewer,
      today: toDay(momentOf(asOf, now)),
      knownOn: asOf?.knownAt === undefined ? undefined : toDay(new Date(asOf.knownAt)),
      async readList(name, query) {
        if (!desks) throw new GraphError('LIST_NOT_READY')
        // What is kept up is of now.
        if (asOf) throw new GraphError('AS_OF_OUT_OF_REACH', { registry: journey.name })
        return desks.read(name, query, { viewer, traceId, signal })
      },
    }),
    close: async () => desks?.close(),
  }
}
