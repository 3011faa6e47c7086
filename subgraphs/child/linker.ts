/**
 * Links the registries of an installation: with its population register, its index and its account.
 *
 * @module
 */

import type { Registry } from '../../connectors/registry.ts'
import { openRest } from '../../connectors/rest.ts'
import { brpToLink } from './brp-to-link.ts'
import type { ChildIndex } from './child-index.ts'
import { type LinkedRegistryRun, type LinkingOptions, linkRegistry } from './link-run.ts'
import { type TakeInOptions, type TakenIn, takeInPregnancies } from './take-in-pregnancies.ts'

export interface Linker {
  readonly index: ChildIndex
  /** Reads, and writes nothing but the account of it. */
  run(asked: Asked): Promise<LinkedRegistryRun>
  /** Of birth care: each child gets its id before it is born. */
  takeIn(asked: AskedOfPregnancies): Promise<TakenIn>
  close(): Promise<void>
}

export type Asked = Pick<
  LinkingOptions,
  'registry' | 'records' | 'model' | 'reading' | 'onProgress' | 'onFound'
>

export type AskedOfPregnancies = Pick<TakeInOptions, 'registry' | 'feed' | 'indexOf' | 'reading'>

export interface LinkerOptions {
  /** The population register. */
  readonly population: Registry
  readonly index: ChildIndex
  readonly concurrency?: number | undefined
  /** Questions to the population register in a second. */
  readonly perSecond?: number | undefined
}

const CONCURRENCY = 4
const PER_SECOND = 50

/** The index is whose it is: closing a linker leaves it open. */
export function openLinker(options: LinkerOptions): Linker {
  const { population, index, concurrency = CONCURRENCY, perSecond = PER_SECOND } = options
  const rest = openRest({
    registry: population.name,
    url: population.url,
    timeoutMs: population.timeout,
    limits: { concurrency },
    ...(population.password === undefined ? {} : { headers: { 'x-api-key': population.password } }),
  })
  const toLink = brpToLink({ registry: population.name, rest, concurrency, perSecond })

  return {
    index,
    async run(asked) {
      return linkRegistry({
        ...asked,
        populationRegistry: population.name,
        population: toLink,
        index,
        decisions: await index.decisions(asked.registry),
      })
    },
    takeIn: (asked) =>
      takeInPregnancies({
        ...asked,
        populationRegistry: population.name,
        population: toLink,
        index,
      }),
    async close() {
      await rest.close()
    },
  }
}
