/**
 * `journey`: the view across domains. It has no registry of its own.
 *
 * @module
 */

import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import { Child, ChildInJourney } from './child.ts'

export const journey = buildSubgraph({
  name: 'journey',
  resolvers: [ChildInJourney],
  entities: [Child],
})

export function openJourney(): OpenSubgraph {
  return {
    ...journey,
    contextOf: ({ viewer }) => ({ viewer }),
    close: async () => undefined,
  }
}
