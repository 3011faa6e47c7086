/**
 * `birth-care`: what midwives, maternity care and hospital know about a child from before its birth.
 *
 * @module
 */

import { openFhir } from '../../connectors/fhir.ts'
import type { Registry } from '../../connectors/registry.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { openReader, type ReadingContext } from '../../privacy/read.ts'
import {
  openReference,
  type RecordKeys,
  type ReferenceKey,
} from '../../privacy/sealed-reference.ts'
import { GraphError } from '../../schema/errors.ts'
import { buildSubgraph, type OpenSubgraph } from '../build.ts'
import { type BirthCareContext, BirthCareFields, Child, ChildInBirthCare } from './child.ts'
import { fhirGeboortezorg } from './fhir-geboortezorg.ts'
import type { BirthCareKey, BirthCareSource } from './source.ts'

export const birthCare = buildSubgraph({
  name: 'birth-care',
  resolvers: [ChildInBirthCare, BirthCareFields],
  entities: [Child],
})

export interface BirthCareOptions {
  /** Those of this domain: one, or none. */
  readonly registries: readonly Registry[]
  readonly referenceKey: ReferenceKey
}

interface OpenRegistry {
  readonly name: string
  readonly source: BirthCareSource
  close(): Promise<void>
}

/** By format, as in `registries/`. */
const FORMATS: ReadonlyMap<string, (registry: Registry) => OpenRegistry> = new Map([
  ['fhir-stu3-geboortezorg', openFhirGeboortezorg],
])

export function openBirthCare({ registries, referenceKey }: BirthCareOptions): OpenSubgraph {
  const [linked, another] = registries
  if (another) throw new Error('More than one birth care registry is linked. Link one.')
  const registry = linked && openRegistry(linked)

  function contextOf(request: ReadingContext): BirthCareContext {
    const { viewer } = request
    if (!registry) return { viewer, read: async () => null }
    const { name, source } = registry
    const open = (reference: string) =>
      toKey(openReference(referenceKey, 'birth-care', viewer.purpose, reference))
    return { viewer, read: openReader({ registry: name, source, open, context: request }) }
  }

  return { ...birthCare, contextOf, close: async () => registry?.close() }
}

function openRegistry(registry: Registry): OpenRegistry {
  const open = FORMATS.get(registry.format)
  if (!open) {
    throw new Error(`The format of registry ${registry.name} is not one that birth care reads.`)
  }
  return open(registry)
}

/** Enough for all children of one question, with the records of their mothers. */
const ENTRY_LIMIT = 50_000
const PAGE_LIMIT = 100

function openFhirGeboortezorg({ name, url, password, timeout }: Registry): OpenRegistry {
  const fhir = openFhir({
    registry: name,
    url,
    timeoutMs: timeout,
    entryLimit: ENTRY_LIMIT,
    pageLimit: PAGE_LIMIT,
    ...(password === undefined ? {} : { headers: { authorization: `Bearer ${password}` } }),
  })
  return {
    name,
    source: fhirGeboortezorg({ registry: name, fhir }),
    close: () => fhir.close(),
  }
}

function toKey({ bsn, mothers, birthDate }: RecordKeys): BirthCareKey {
  const own = toBsn(bsn)
  if (!Array.isArray(mothers) || typeof birthDate !== 'string') {
    throw new GraphError('REFERENCE_REFUSED')
  }
  return { bsn: own, mothers: mothers.map(toBsn), birthDate }
}

function toBsn(digits: unknown): Bsn {
  const bsn = typeof digits === 'string' ? Bsn.parse(digits) : undefined
  if (bsn === undefined) throw new GraphError('REFERENCE_REFUSED')
  return bsn
}
