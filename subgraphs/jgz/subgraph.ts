/**
 * `jgz`: what youth health care knows about a child.
 *
 * @module
 */

import { openPostgres } from '../../connectors/postgres.ts'
import type { Registry } from '../../connectors/registry.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { openReader, type ReadingContext } from '../../privacy/read.ts'
import { openReference, type ReferenceKey } from '../../privacy/sealed-reference.ts'
import { GraphError } from '../../schema/errors.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import { Child, ChildInJgz, type JgzContext, JgzFields } from './child.ts'
import { jgzExtract } from './jgz-extract.ts'
import type { JgzSource } from './source.ts'

export const jgz = buildSubgraph({
  name: 'jgz',
  resolvers: [ChildInJgz, JgzFields],
  entities: [Child],
})

export interface JgzOptions {
  /** Those of this domain: one, or none. */
  readonly registries: readonly Registry[]
  readonly referenceKey: ReferenceKey
}

interface OpenRegistry {
  readonly name: string
  readonly source: JgzSource
  close(): Promise<void>
}

/** By format, as in `registries/`. */
const FORMATS: ReadonlyMap<string, (registry: Registry) => OpenRegistry> = new Map([
  ['jgz-extract', openJgzExtract],
])

export function openJgz({ registries, referenceKey }: JgzOptions): OpenSubgraph {
  const [linked, another] = registries
  if (another) throw new Error('More than one JGZ registry is linked. A municipality has one.')
  const registry = linked && openRegistry(linked)

  function contextOf(request: ReadingContext): JgzContext {
    const { viewer } = request
    if (!registry) return { viewer, read: async () => null }
    const { name, source } = registry
    const open = (reference: string) => openKey(referenceKey, request, reference)
    return { viewer, read: openReader({ registry: name, source, open, context: request }) }
  }

  return { ...jgz, contextOf, close: async () => registry?.close() }
}

function openRegistry(registry: Registry): OpenRegistry {
  const open = FORMATS.get(registry.format)
  if (!open) throw new Error(`The format of registry ${registry.name} is not one that JGZ reads.`)
  return open(registry)
}

function openJgzExtract({ name, url, password, timeout }: Registry): OpenRegistry {
  const address = new URL(url)
  if (password !== undefined) address.password = encodeURIComponent(password)
  const postgres = openPostgres({ registry: name, url: address.href, statementTimeoutMs: timeout })
  return {
    name,
    source: jgzExtract({ registry: name, postgres }),
    close: () => postgres.close(),
  }
}

function openKey(key: ReferenceKey, { viewer }: ReadingContext, reference: string): Bsn {
  const { bsn } = openReference(key, 'jgz', viewer.purpose, reference)
  const opened = typeof bsn === 'string' ? Bsn.parse(bsn) : undefined
  if (!opened) throw new GraphError('REFERENCE_REFUSED')
  return opened
}
