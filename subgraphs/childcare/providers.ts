/**
 * The providers that can be asked.
 *
 * @module
 */

import type { Registry } from '../../connectors/registry.ts'
import { openRest } from '../../connectors/rest.ts'
import type { ReferenceKey } from '../../privacy/sealed-reference.ts'
import { restChildcare } from './rest-childcare.ts'
import type { Provider } from './source.ts'

const FORMAT = 'childcare-rest'

interface ProvidersOptions {
  /** Of which those that deliver are left to others. */
  readonly registries: readonly Registry[]
  readonly referenceKey: ReferenceKey
}

export interface Providers {
  readonly providers: readonly Provider[]
  close(): Promise<void>
}

export function openProviders({ registries, referenceKey }: ProvidersOptions): Providers {
  const live = registries.filter(({ kind }) => kind === 'rest')
  const other = live.find(({ format }) => format !== FORMAT)
  if (other)
    throw new Error(`The format of registry ${other.name} is not one that childcare reads.`)

  const opened = live.map(({ name, url, timeout, password }) => {
    const headers = password === undefined ? {} : { authorization: `Bearer ${password}` }
    return { registry: name, rest: openRest({ registry: name, url, timeoutMs: timeout, headers }) }
  })
  return {
    providers: opened.map(({ registry, rest }) => ({
      registry,
      source: restChildcare({ registry, rest, referenceKey }),
    })),
    async close() {
      await Promise.all(opened.map(({ rest }) => rest.close()))
    },
  }
}
