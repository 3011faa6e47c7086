/**
 * The providers that can be asked.
 *
 * @module
 */

import type { Registry } from '../../connectors/registry.ts'
import { openRest } from '../../connectors/rest.ts'
import type { StoreKey } from '../../connectors/subject-index.ts'
import { restChildcare } from './rest-childcare.ts'
import { restLinkables } from './rest-linkables.ts'
import type { Provider } from './source.ts'

const FORMAT = 'childcare-rest'

interface ProvidersOptions {
  /** Of which those that deliver are left to others. */
  readonly registries: readonly Registry[]
  readonly storeKey: StoreKey
}

export interface Providers {
  readonly providers: readonly Provider[]
  close(): Promise<void>
}

export function openProviders({ registries, storeKey }: ProvidersOptions): Providers {
  const live = registries.filter(({ kind }) => kind === 'rest')
  const other = live.find(({ format }) => format !== FORMAT)
  if (other)
    throw new Error(`The format of registry ${other.name} is not one that childcare reads.`)

  const opened = live.map(({ name, url, network, timeout, limits, password, freshness }) => {
    const headers = password === undefined ? {} : { authorization: `Bearer ${password}` }
    const rest = openRest({ registry: name, url, network, timeoutMs: timeout, limits, headers })
    const watched = { promisedHours: freshness.promised, health: () => rest.health() }
    return { registry: name, rest, watched }
  })
  return {
    providers: opened.map(({ registry, rest, watched }) => ({
      registry,
      watched,
      source: restChildcare({ registry, rest, storeKey }),
      linkables: (signal) => restLinkables({ registry, rest }, signal),
    })),
    async close() {
      await Promise.all(opened.map(({ rest }) => rest.close()))
    },
  }
}
