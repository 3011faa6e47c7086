/**
 * Resources of birth care that somebody dropped as files: what the delivery store keeps of them.
 *
 * Nobody is named there: BSNs and ids are blind indexes, and names, addresses and the narrative (which says all of it
 * again) are left out. One record holds the resource; one more for each reference says what it refers to, so that it is
 * found as by the search of a server.
 *
 * @module
 */

import type { DeliveredRecord, DeliveryReader } from '../../connectors/deliveries.ts'
import type { FhirResource } from '../../connectors/fhir.ts'
import { type Indexed, indexOfNumber, indexOfPerson } from '../../connectors/subject-index.ts'
import { Bsn, isElevenProof } from '../../privacy/bsn.ts'
import { BSN_SYSTEM } from './codes.ts'
import { readFhirFile, resourcesIn } from './fhir-file.ts'
import { toKey } from './fhir-geboortezorg-resources.ts'
import { refuse } from './fhir-node.ts'

type Json = Readonly<Record<string, unknown>>

/** The record that holds a resource, by its own key; and the patients with a number. */
export const RESOURCE = 'resource'
export const PERSON = 'person'

/** By which a resource is found from what it refers to: the search parameters of STU3 that we use. */
export const REFERENCES = {
  'BodySite:patient': 'patient',
  'Condition:patient': 'subject',
  'Encounter:patient': 'subject',
  'Encounter:episodeofcare': 'episodeOfCare',
  'EpisodeOfCare:patient': 'patient',
  'Observation:patient': 'subject',
  'Patient:link': 'link',
  'Procedure:patient': 'subject',
  'Procedure:context': 'context',
  'RelatedPerson:patient': 'patient',
} as const satisfies Record<string, string>

export type ReferenceKind = keyof typeof REFERENCES

export function readFhirDelivered(indexed: Indexed): DeliveryReader {
  return async function* (bytes): AsyncGenerator<DeliveredRecord> {
    for (const resource of resourcesIn(await readFhirFile(bytes, () => undefined))) {
      yield* toRecords(resource, indexed)
    }
  }
}

export function* toRecords(resource: FhirResource, indexed: Indexed): Generator<DeliveredRecord> {
  const { resourceType, id } = resource
  if (resourceType === 'Bundle') return
  // Without an id it is itself only: the same again is the same thing.
  const key = blindKey(`${resourceType}/${id ?? JSON.stringify(resource)}`, indexed)
  const body = { ...(blind(resource, indexed) as object), id: key.slice(resourceType.length + 1) }
  const recordedAt = receivedAt(resource)
  const record = (kind: string, subject: string, body: unknown): DeliveredRecord => ({
    ...{ line: 1, kind, subject, logicalKey: key, body },
    ...(recordedAt && { recordedAt }),
  })

  yield record(RESOURCE, key, body)
  for (const bsn of resourceType === 'Patient' ? bsnsOf(resource) : []) {
    yield record(PERSON, indexOfBsn(indexed, bsn), {})
  }
  for (const [kind, element] of Object.entries(REFERENCES)) {
    if (!kind.startsWith(`${resourceType}:`)) continue
    for (const target of targetsOf(body, element)) yield record(kind, target, {})
  }
}

export function indexOfBsn({ storeKey }: Indexed, bsn: Bsn): string {
  return indexOfPerson(storeKey, 'birth-care person', bsn)
}

/** The keys that an element of a resource refers to. */
export function targetsOf(resource: object, element: string): string[] {
  const references: string[] = []
  JSON.stringify((resource as Json)[element], (name, value) => {
    if (name === 'reference' && typeof value === 'string') references.push(toKey(value) ?? '')
    return value
  })
  return [...new Set(references)].filter((key) => key !== '')
}

/** When the server got it, by itself. One of the future would stay the latest for ever. */
function receivedAt({ meta }: FhirResource): Date | undefined {
  const told = (meta as Json | undefined)?.lastUpdated
  const at = typeof told === 'string' && told.includes('T') ? new Date(told) : undefined
  return at !== undefined && at.getTime() <= Date.now() ? at : undefined
}

function bsnsOf({ identifier }: FhirResource): Bsn[] {
  const all: readonly Json[] = Array.isArray(identifier) ? identifier : []
  return all.flatMap(({ system, value }) =>
    system === BSN_SYSTEM && typeof value === 'string' ? toBsn(value) : [],
  )
}

function toBsn(digits: string): Bsn {
  return Bsn.parse(digits) ?? refuse(1, 'Patient.identifier.value', 'elfproef')
}

/** Who somebody is, and not what was found. */
const NAMING: ReadonlySet<string> = new Set([
  ...['text', 'name', 'telecom', 'address', 'contact', 'photo', 'contained'],
])

function blind(node: unknown, indexed: Indexed): unknown {
  if (typeof node === 'string') return mask(node)
  if (Array.isArray(node)) return node.map((one) => blind(one, indexed))
  if (typeof node !== 'object' || node === null) return node
  const own = node as Json
  const isReference = typeof own.reference === 'string' || 'identifier' in own
  const plain: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(own)) {
    // The text of a code stays; that of a resource, and the name of whom it refers to, do not.
    if (NAMING.has(name) && ('resourceType' in own || typeof value === 'object')) continue
    if (name === 'display' && isReference) continue
    if (name === 'reference' && typeof value === 'string')
      plain[name] = blindReference(value, indexed)
    else if (name === 'identifier' && own.resourceType === 'Patient') {
      plain[name] = blindIdentifiers(value, indexed)
    } else plain[name] = isCode(own, name) ? value : blind(value, indexed)
  }
  return plain
}

/** Codes of SNOMED CT have nine digits too, and one in eleven passes the test of a BSN. */
function isCode({ system }: Json, name: string): boolean {
  return name === 'code' && typeof system === 'string' && system !== BSN_SYSTEM
}

/** Of a person, only the BSN is kept, as an index. */
function blindIdentifiers(value: unknown, indexed: Indexed): unknown {
  const all: readonly Json[] = Array.isArray(value) ? value : []
  return all
    .filter(({ system, value }) => system === BSN_SYSTEM && typeof value === 'string')
    .map(({ system, value }) => ({ system, value: indexOfBsn(indexed, toBsn(String(value))) }))
}

/** Ids are made of names here and there. */
function blindReference(reference: string, indexed: Indexed): string {
  const key = toKey(reference)
  return key === undefined ? '' : blindKey(key, indexed)
}

function blindKey(key: string, indexed: Indexed): string {
  const type = key.slice(0, key.indexOf('/'))
  return `${type}/${indexOfNumber(indexed, 'birth-care resource', key)}`
}

/** A BSN that somebody wrote where none belongs. */
function mask(text: string): string {
  return text.replace(/(?<!\d)\d{9}(?!\d)/g, (digits) =>
    isElevenProof(digits) ? '#########' : digits,
  )
}
