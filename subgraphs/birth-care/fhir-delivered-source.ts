/**
 * A search over delivered resources, as a FHIR server would answer it.
 *
 * So what was delivered goes through the same mapping as what is asked live, and no further: inclusions lead where
 * they lead on a server.
 *
 * @module
 */

import type { Delivered } from '../../connectors/delivered.ts'
import type { FhirResource } from '../../connectors/fhir.ts'
import type { Indexed, StoreKey } from '../../connectors/subject-index.ts'
import { Bsn } from '../../privacy/bsn.ts'
import { GraphError } from '../../schema/errors.ts'
import { BSN_SYSTEM } from './codes.ts'
import {
  indexOfBsn,
  PERSON,
  REFERENCES,
  RESOURCE,
  type ReferenceKind,
  targetsOf,
} from './fhir-delivered.ts'
import type { FhirSearch } from './fhir-geboortezorg.ts'

interface FhirDeliveredOptions extends Delivered {
  readonly storeKey: StoreKey
}

/** From mother to delivery, birth, child and what was measured of it: no way is longer. */
const MOST_STEPS = 8

/** Somebody whose number was not asked for: not to be taken for somebody without one. */
const STRANGER = '000000000'

export interface FhirDelivered extends FhirSearch {
  /** With the blind index of everybody in the place of the number. */
  searchBlind: FhirSearch['search']
}

export function fhirDelivered(options: FhirDeliveredOptions): FhirDelivered {
  const { registry, store } = options
  const indexed: Indexed = options
  const searchBlind: FhirSearch['search'] = async (_type, params, signal, asOf) => {
    const numbers = numbersIn(params, indexed)
    const people = await store.current(registry, PERSON, [...numbers.keys()], signal, asOf)
    const keys = [
      ...[...people.values()].flat().map(({ logicalKey }) => logicalKey),
      ...idsIn(params),
    ]
    const found = new Map<string, FhirResource>()
    let fresh = await fetch(keys)

    for (let step = 0; step < MOST_STEPS && fresh.size > 0; step++) {
      for (const [key, resource] of fresh) found.set(key, resource)
      const inclusions = inclusionsIn(params).filter(({ recurse }) => recurse || step === 0)
      const next = await Promise.all(
        inclusions.map(({ reverse, kind }) =>
          reverse ? referrersOf(kind, [...fresh.keys()]) : targetsIn(kind, [...fresh.values()]),
        ),
      )
      fresh = await fetch(next.flat().filter((key) => !found.has(key)))
    }
    return [...found.values()]

    async function referrersOf(kind: ReferenceKind, targets: readonly string[]) {
      const told = await store.current(registry, kind, targets, signal, asOf)
      return [...told.values()].flat().map(({ logicalKey }) => logicalKey)
    }

    /** As they were told last. */
    async function fetch(keys: readonly string[]): Promise<Map<string, FhirResource>> {
      if (keys.length === 0) return new Map()
      const told = await store.byKey(registry, RESOURCE, [...new Set(keys)], signal, asOf)
      return new Map(
        [...told].map(([key, versions]) => [key, toResource(versions.at(-1)?.body, registry)]),
      )
    }
  }

  return {
    searchBlind,
    async search(type, params, signal, asOf) {
      const found = await searchBlind(type, params, signal, asOf)
      const numbers = numbersIn(params, indexed)
      return found.map((resource) => revealed(resource, numbers))
    },
  }
}

function idsIn(params: URLSearchParams): string[] {
  const ids = (params.get('_id') ?? '').split(',').filter((id) => id !== '')
  return ids.map((id) => `Patient/${id}`)
}

interface Inclusion {
  readonly reverse: boolean
  readonly recurse: boolean
  readonly kind: ReferenceKind
}

function inclusionsIn(params: URLSearchParams): Inclusion[] {
  return [...params].flatMap(([name, kind]) => {
    if (!/^_(rev)?include(:recurse)?$/.test(name) || !isReference(kind)) return []
    return [{ reverse: name.startsWith('_rev'), recurse: name.endsWith(':recurse'), kind }]
  })
}

function isReference(kind: string): kind is ReferenceKind {
  return Object.hasOwn(REFERENCES, kind)
}

function targetsIn(kind: ReferenceKind, resources: readonly FhirResource[]): string[] {
  const type = kind.slice(0, kind.indexOf(':'))
  return resources
    .filter(({ resourceType }) => resourceType === type)
    .flatMap((resource) => targetsOf(resource, REFERENCES[kind]))
}

/** By blind index, the digits that were asked. */
function numbersIn(params: URLSearchParams, indexed: Indexed): Map<string, string> {
  const tokens = (params.get('identifier') ?? '').split(',')
  const asked = tokens.flatMap((token) => Bsn.parse(token.split('|')[1] ?? '') ?? [])
  return new Map(asked.map((bsn) => [indexOfBsn(indexed, bsn), bsn.reveal()]))
}

/** An older version of ours may have written it. */
function toResource(body: unknown, registry: string): FhirResource {
  const isResource = typeof body === 'object' && body !== null && 'resourceType' in body
  if (!isResource) throw new GraphError('REGISTRY_MALFORMED', { registry })
  return body as FhirResource
}

function revealed(resource: FhirResource, numbers: ReadonlyMap<string, string>): FhirResource {
  const { resourceType, identifier } = resource
  if (resourceType !== 'Patient' || !Array.isArray(identifier)) return resource
  const known = identifier.map((one) =>
    one?.system === BSN_SYSTEM ? { ...one, value: numbers.get(one.value) ?? STRANGER } : one,
  )
  return { ...resource, identifier: known }
}
