/**
 * The population register as linking asks it: of whom, is written down before it is asked, and how that ended after.
 *
 * Who has no id is written down as the index would seal him.
 *
 * @module
 */

import { written } from '../../privacy/read.ts'
import type { ChildIndex } from './child-index.ts'
import { idsKnown } from './known-ids.ts'
import type { Reading } from './link-run.ts'
import type { PopulationToLink } from './population-to-link.ts'

interface Telling {
  readonly population: PopulationToLink
  readonly populationRegistry: string
  readonly index: ChildIndex
  readonly reading: Reading
}

export function telling(options: Telling): PopulationToLink {
  const { population, populationRegistry: registry, index, reading } = options
  const { viewer, accounting, traceId } = reading
  const { sealer } = index.database
  const act = { kind: 'read', traceId, viewer, registry, parts: ['linkage'] } as const

  return {
    ...population,
    async persons(bsns, signal) {
      if (bsns.length === 0) return []
      const ids = await idsKnown(index, bsns)
      const subjects = bsns.map((bsn, i) => ids[i] ?? sealer.sealBsn(bsn))
      const end = await written(() => accounting.begin({ ...act, subjects }))
      const found = await population.persons(bsns, signal).catch(async (error: unknown) => {
        await written(() => end(subjects.map(() => 'failed')))
        throw error
      })
      await written(() => end(found.map((person) => (person ? 'read' : 'unlinked'))))
      return found
    },
  }
}
