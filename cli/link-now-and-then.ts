/**
 * Links what is new in the registries of a running installation: soon after it is ready, and then every so often.
 *
 * @module
 */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Registry } from '../connectors/registry.ts'
import type { StoreKey } from '../connectors/subject-index.ts'
import { GraphError } from '../schema/errors.ts'
import type { OpenSubgraph } from '../subgraphs/build.ts'
import type { Reading } from '../subgraphs/child/link-run.ts'
import type { Linker } from '../subgraphs/child/linker.ts'
import type { TakenIn } from '../subgraphs/child/take-in-pregnancies.ts'
import { applyOnce, takeInOnce } from './link-once.ts'
import { Mistake, part, warn } from './say.ts'

interface NowAndThen {
  readonly linker: Linker
  readonly subgraphs: readonly OpenSubgraph[]
  readonly registries: readonly Registry[]
  /** Of the delivery stores of birth care. */
  readonly storeKey: () => Promise<StoreKey>
  /** Each time another trace. */
  readonly openReading: (signal: AbortSignal) => Reading
  /** Between the end of one time and the next. */
  readonly everyMs: number
}

/** Who has just asked for a graph gets his answer first. */
const SOON_MS = 1_000

/** Until it is closed; what is being linked then is left as it was. */
export function linkNowAndThen(options: NowAndThen): { close(): Promise<void> } {
  const closing = new AbortController()
  const { signal } = closing
  const going = (async () => {
    for (let wait = SOON_MS; !signal.aborted; wait = options.everyMs) {
      await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined)
      if (!signal.aborted) await linkAllOnce(options, signal)
    }
  })()
  return {
    async close() {
      closing.abort()
      await going
    },
  }
}

async function linkAllOnce(options: NowAndThen, signal: AbortSignal): Promise<void> {
  const { linker, subgraphs, registries, storeKey, openReading } = options
  const reading = openReading(signal)
  // A child has its id before anybody else can find it.
  const birthCareFirst = registries.toSorted((a, b) => birthCare(b) - birthCare(a))
  for (const registry of birthCareFirst) {
    const subgraph = subgraphs.find(({ name }) => name === registry.domain)
    const isAgreed = reading.agreements(registry.name, reading.viewer.purpose)
    if (!subgraph || !isAgreed || signal.aborted) continue
    try {
      const taken = await takeInOnce({ linker, registry, subgraph, reading }, storeKey)
      if (taken && taken.promoted + taken.doubted > 0) tellTakenIn(registry, taken)
      if (!subgraph.linkables) continue
      const { run, changes } = await applyOnce({ linker, registry, subgraph, reading })
      const { made, broken, opened } = changes
      if (made.length + broken.length + opened.length === 0) continue
      const { linked, possible, unlinked } = run.summary
      part(
        'linking',
        `${registry.name}: ${linked} linked, ${possible} for a person, ${unlinked} unlinked; ${made.length} new, ${broken.length} broken`,
      )
    } catch (error) {
      if (signal.aborted) return
      const isSentence = error instanceof GraphError || error instanceof Mistake
      warn(registry.name, `was not linked. ${isSentence ? error.message : 'It is tried again.'}`)
    }
  }
}

function birthCare({ domain }: Registry): number {
  return domain === 'birth-care' ? 1 : 0
}

function tellTakenIn({ name }: Registry, { unborn, promoted, doubted }: TakenIn): void {
  part('linking', `${name}: ${unborn} expected, ${promoted} found as born, ${doubted} for a person`)
}
